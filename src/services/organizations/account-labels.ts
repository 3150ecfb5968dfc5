import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** The tags of accounts, by account, each by key. One query, of at most fifty tags for each account. */
export async function tagsOfAccounts(
  context: OperationContext,
  accountIds: readonly string[],
): Promise<Map<string, { key: string; value: string }[]>> {
  if (accountIds.length === 0) return new Map()
  const rows = await tables(context)
    .selectFrom('tags')
    .select(['resource_id', 'key', 'value'])
    .where('resource_id', '=', sql<string>`any(${accountIds}::text[])`)
    .orderBy('resource_id')
    .orderBy('key')
    .execute()
  const byAccount = Map.groupBy(rows, ({ resource_id }) => resource_id)
  return new Map([...byAccount].map(([id, tags]) => [id, tags.map(({ key, value }) => ({ key, value }))]))
}
