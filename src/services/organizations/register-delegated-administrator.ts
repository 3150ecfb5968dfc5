import { type OperationContext, transaction } from '../../access/context.ts'
import type { RegisterDelegatedAdministratorRequest } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { maxAdministrators } from './delegated-administrators.ts'
import { accountNotFound, constraintViolation, fault } from './faults.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { checkServiceAccess, checkServicePrincipal } from './service-access.ts'
import { tables } from './tables.ts'

/** Lets a member account administer a trusted AWS service, and read the organization. */
export async function registerDelegatedAdministrator(
  context: OperationContext,
  input: RegisterDelegatedAdministratorRequest,
): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  const row = { organization_id: organization.id, service_principal: input.ServicePrincipal }
  checkServicePrincipal(input.ServicePrincipal)
  checkAllFeatures(organization)
  if (input.AccountId === organization.managementAccountId) {
    throw constraintViolation(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register master account/yourself as delegated administrator for your organization.',
    )
  }
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const account = await findMember(context, organization.id, input.AccountId)
    if (!account) throw accountNotFound()
    if (account.state !== 'ACTIVE') {
      throw constraintViolation(
        'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
        'You cannot register a suspended account as a delegated administrator.',
      )
    }
    await checkServiceAccess(context, organization.id, input.ServicePrincipal)
    const registered = await tables(context)
      .selectFrom('delegated_administrators')
      .select('account_id')
      .where((eb) => eb.and(row))
      .execute()
    checkPlace(input, registered)
    await tables(context)
      .insertInto('delegated_administrators')
      .values({ ...row, account_id: account.id, enabled_at: context.clock.now() })
      .execute()
    return {}
  })
}

function checkPlace(input: RegisterDelegatedAdministratorRequest, registered: readonly { account_id: string }[]): void {
  if (registered.some(({ account_id }) => account_id === input.AccountId)) {
    throw fault('AccountAlreadyRegisteredException', 'The provided account is already a delegated administrator for your organization.')
  }
  const max = maxAdministrators(input.ServicePrincipal)
  if (registered.length < max) return
  throw max === 1
    ? constraintViolation('DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE', 'This service already has a delegated administrator.')
    : constraintViolation(
        'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
        `You have registered the maximum number of delegated administrators for the service principal: ${max}.`,
      )
}
