import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeregisterDelegatedAdministratorRequest } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { accountNotFound, accountNotRegistered } from './faults.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { checkServicePrincipal } from './service-access.ts'
import { tables } from './tables.ts'

export async function deregisterDelegatedAdministrator(
  context: OperationContext,
  input: DeregisterDelegatedAdministratorRequest,
): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  checkAllFeatures(organization)
  checkServicePrincipal(input.ServicePrincipal)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    if (!(await findMember(context, organization.id, input.AccountId))) throw accountNotFound()
    const { numDeletedRows } = await tables(context)
      .deleteFrom('delegated_administrators')
      .where('account_id', '=', input.AccountId)
      .where('service_principal', '=', input.ServicePrincipal)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw accountNotRegistered()
    return {}
  })
}
