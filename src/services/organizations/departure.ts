import { type OperationContext, transaction } from '../../access/context.ts'
import { type Account, findMember } from './account.ts'
import { forgetAccounts } from './closure.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { accountNotFound, constraintViolation, masterCannotLeave } from './faults.ts'
import { lockOrganization, type Organization } from './organization.ts'
import { tables } from './tables.ts'

const waitMs = 4 * 86_400_000

/** Ends an account's membership; it stands alone then, or joins another organization at once. Its tags and attached policies are gone, its e-mail address and roles stay. */
export async function departFromOrganization(
  context: OperationContext,
  organization: Organization,
  accountId: string,
  { standsAlone }: { standsAlone: boolean } = { standsAlone: true },
): Promise<void> {
  if (accountId === organization.managementAccountId) throw masterCannotLeave()
  await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const account = await findMember(context, organization.id, accountId)
    if (!account) throw accountNotFound()
    await checkMayDepart(context, account, standsAlone)
    await tables(context)
      .updateTable('accounts')
      .set({ organization_id: null, parent_id: null, joined_method: null, joined_at: null })
      .where('id', '=', accountId)
      .execute()
    await forgetAccounts(context, organization.id, [accountId])
  })
  forgetControlPolicies(context)
}

/** As on AWS, an account that was created here lacks what it needs to stand alone: `--parity` only, for nobody could give it that. */
async function checkMayDepart(context: OperationContext, account: Account, standsAlone: boolean): Promise<void> {
  const delegation = await tables(context)
    .selectFrom('delegated_administrators')
    .select('service_principal')
    .where('account_id', '=', account.id)
    .executeTakeFirst()
  if (delegation) {
    throw constraintViolation(
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
      `You can't remove a delegated administrator from the organization. Deregister it for ${delegation.service_principal} first.`,
    )
  }
  if (!standsAlone || !context.settings.parity || account.joinedMethod !== 'CREATED') return
  if (context.clock.now().getTime() < account.createdAt.getTime() + waitMs) {
    throw constraintViolation(
      'WAIT_PERIOD_ACTIVE',
      'After you create an AWS account, you must wait until at least four days after the account was created.',
    )
  }
  throw constraintViolation(
    'MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED',
    'To complete this operation with this member account, you first must associate a valid payment instrument with the account.',
  )
}
