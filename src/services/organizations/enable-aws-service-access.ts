import { type OperationContext, transaction } from '../../access/context.ts'
import type { EnableAWSServiceAccessRequest } from '../../wire/models/organizations.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { checkServicePrincipal } from './service-access.ts'
import { tables } from './tables.ts'

/** Trusts an AWS service with the organization; again it changes nothing. */
export async function enableAWSServiceAccess(
  context: OperationContext,
  input: EnableAWSServiceAccessRequest,
): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  checkServicePrincipal(input.ServicePrincipal)
  checkAllFeatures(organization)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    await tables(context)
      .insertInto('service_access')
      .values({ organization_id: organization.id, service_principal: input.ServicePrincipal, enabled_at: context.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return {}
  })
}
