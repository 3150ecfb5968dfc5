import type { OperationContext } from '../../access/context.ts'
import { type Account, selectAccounts, toAccount } from './account.ts'
import { isPresent } from './closure.ts'
import type { PageKey } from './page.ts'
import { tables } from './tables.ts'

/** What a list of accounts is ordered by. */
export const accountKey = (account: Account): PageKey => [account.joinedAt?.getTime() ?? 0, account.id]

/** Members of the organization in the order they joined; with `parentId` those directly inside it. Not those being created. */
export async function readMembers(
  context: OperationContext,
  filter: { organizationId: string; parentId?: string },
  after: PageKey | undefined,
  limit: number,
): Promise<Account[]> {
  const now = context.clock.now()
  let query = selectAccounts(context)
    .where('accounts.organization_id', '=', filter.organizationId)
    .where('accounts.joined_at', '<=', now)
    .where(isPresent(now))
  if (filter.parentId !== undefined) query = query.where('accounts.parent_id', '=', filter.parentId)
  if (after) {
    const [joinedAtMs, id] = after
    query = query.where((eb) =>
      eb(eb.refTuple('accounts.joined_at', 'accounts.id'), '>', eb.tuple(new Date(Number(joinedAtMs)), String(id))),
    )
  }
  const rows = await query.orderBy('accounts.joined_at').orderBy('accounts.id').limit(limit).execute()
  return rows.map((row) => toAccount(row, now))
}

/** Ids of up to `limit` accounts directly inside a root or organizational unit, those being created included; oldest first. */
export async function accountsWithin(context: OperationContext, parentId: string, limit: number): Promise<string[]> {
  const rows = await tables(context)
    .selectFrom('accounts')
    .select('id')
    .where('parent_id', '=', parentId)
    .where(isPresent(context.clock.now()))
    .orderBy('joined_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Number of accounts directly inside each root or organizational unit that holds any, by its id. */
export async function countAccountsByParent(context: OperationContext, organizationId: string): Promise<Map<string, number>> {
  const rows = await tables(context)
    .selectFrom('accounts')
    .innerJoin('parents', 'parents.id', 'accounts.parent_id')
    .select((eb) => ['parents.id', eb.fn.countAll<string>().as('accounts')])
    .where('parents.organization_id', '=', organizationId)
    .where(isPresent(context.clock.now()))
    .groupBy('parents.id')
    .execute()
  return new Map(rows.map((row) => [row.id, Number(row.accounts)]))
}
