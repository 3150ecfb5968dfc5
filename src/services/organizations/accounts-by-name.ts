import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { type Account, selectAccounts, toAccount } from './account.ts'

/**
 * The active accounts among these ids, ordered by name without regard to case, then id. `search` is looked for in name, id and
 * e-mail address; `after` is the name and id of the last account of the page before. The ids travel as one array: there may be
 * ten thousand.
 */
export async function listActiveAccountsByName(
  context: OperationContext,
  question: { accountIds: readonly string[]; search?: string | undefined; after?: readonly [string, string] | undefined; limit: number },
): Promise<Account[]> {
  const now = context.clock.now()
  const { accountIds, search, after, limit } = question
  const name = sql<string>`lower(accounts.name) collate "C"`
  let query = selectAccounts(context)
    .where('accounts.id', '=', sql<string>`any(${accountIds}::text[])`)
    .where('accounts.state', '=', 'ACTIVE')
    .where((eb) => eb.or([eb('accounts.joined_at', 'is', null), eb('accounts.joined_at', '<=', now)]))
  if (search) query = query.where('accounts.search_text', 'like', `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)
  if (after) query = query.where(sql<boolean>`(${name}, accounts.id) > (lower(${after[0]}::text) collate "C", ${after[1]}::text)`)
  const rows = await query.orderBy(name).orderBy('accounts.id').limit(limit).execute()
  return rows.map((row) => toAccount(row, now))
}
