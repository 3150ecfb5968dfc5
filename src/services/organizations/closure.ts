import type { ExpressionBuilder } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { askNoMore } from './all-features.ts'
import { type OrganizationsTables, tables } from './tables.ts'

// A closed account stays in its organization for 90 days, in which support could open it again ("post-closure period").

const dayMs = 86_400_000
export const postClosureMs = 90 * dayMs

/** An account whose closure was done by then is closed for good. */
export const goneSince = (now: Date): Date => new Date(now.getTime() - postClosureMs)

/** Of rows of `accounts`: those that are not closed for good. */
export const isPresent = (now: Date) => (eb: ExpressionBuilder<OrganizationsTables, 'accounts'>) =>
  eb.or([eb('accounts.closes_at', 'is', null), eb('accounts.closes_at', '>', goneSince(now))])

/** Lets go of the accounts that are closed for good, in a transaction that holds the organization. Gives their number. */
export async function releaseClosedAccounts(context: OperationContext, organizationId: string): Promise<number> {
  const gone = await tables(context)
    .updateTable('accounts')
    .set({ organization_id: null, parent_id: null, joined_method: null, joined_at: null, state: 'CLOSED' })
    .where('organization_id', '=', organizationId)
    .where('closes_at', '<=', goneSince(context.clock.now()))
    .returning('id')
    .execute()
  if (gone.length > 0) {
    await forgetAccounts(
      context,
      organizationId,
      gone.map(({ id }) => id),
    )
  }
  return gone.length
}

/** Takes what hangs on accounts that are no members any more, and their places in the organization's quota; the other services hear of it. */
export async function forgetAccounts(context: OperationContext, organizationId: string, accountIds: readonly string[]): Promise<void> {
  await tables(context).deleteFrom('tags').where('resource_id', 'in', accountIds).execute()
  await tables(context).deleteFrom('policy_attachments').where('target_id', 'in', accountIds).execute()
  await tables(context).deleteFrom('delegated_administrators').where('account_id', 'in', accountIds).execute()
  await askNoMore(context, organizationId, accountIds)
  await tables(context)
    .updateTable('organizations')
    .set((eb) => ({ account_count: eb('account_count', '-', accountIds.length) }))
    .where('id', '=', organizationId)
    .execute()
  await context.announce(context, { type: 'AccountsDeparted', organizationId, accountIds })
}
