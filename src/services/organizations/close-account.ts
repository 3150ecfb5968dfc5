import { type OperationContext, transaction } from '../../access/context.ts'
import type { CloseAccountRequest } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { accountNotFound, constraintViolation, fault } from './faults.ts'
import { checkAllFeatures, lockOrganization, type Organization, organizationManagedByCaller } from './organization.ts'
import { tables } from './tables.ts'

const quotaWindowMs = 30 * 86_400_000
/** So many accounts are being closed at a time. */
const mostAtOnce = 3

/** Of an organization's members so many can be closed in 30 days: a fifth, at least 250, at most 1,000. */
export const closeQuota = (members: number): number => Math.min(1_000, Math.max(250, Math.floor(members / 5)))

/** Closes a member account; asynchronous. It holds its e-mail address for ever and its place in the organization for 90 days. */
export async function closeAccount(context: OperationContext, input: CloseAccountRequest): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  checkAllFeatures(organization)
  if (input.AccountId === organization.managementAccountId) {
    throw constraintViolation('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', 'You attempted to close the management account.')
  }
  return transaction(context, async (context) => {
    const { accountCount } = await lockOrganization(context, organization.id)
    const account = await findMember(context, organization.id, input.AccountId)
    if (!account) throw accountNotFound()
    if (account.state === 'PENDING_CLOSURE') {
      throw fault('ConflictException', 'The request failed because it conflicts with the current state of the specified resource.')
    }
    if (account.state !== 'ACTIVE') throw fault('AccountAlreadyClosedException', 'The provided account is already closed.')
    await checkQuotas(context, organization, accountCount - 1)
    const closesAt = new Date(context.clock.now().getTime() + context.pace['close-account'])
    await tables(context)
      .updateTable('accounts')
      .set({ state: 'PENDING_CLOSURE', closes_at: closesAt })
      .where('id', '=', account.id)
      .execute()
    return {}
  })
}

async function checkQuotas(context: OperationContext, organization: Organization, members: number): Promise<void> {
  const now = context.clock.now()
  const { closed, closing } = await tables(context)
    .selectFrom('accounts')
    .select((eb) => [eb.fn.countAll<string>().as('closed'), eb.fn.countAll<string>().filterWhere('closes_at', '>', now).as('closing')])
    .where('organization_id', '=', organization.id)
    .where('closes_at', '>', new Date(now.getTime() - quotaWindowMs))
    .executeTakeFirstOrThrow()
  if (Number(closing) >= mostAtOnce) {
    throw constraintViolation(
      'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED',
      `You have exceeded the number of accounts that you can close at a time: ${mostAtOnce}.`,
    )
  }
  if (Number(closed) >= closeQuota(members)) {
    throw constraintViolation('CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'You have exceeded close account quota for the past 30 days.')
  }
}
