import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { type Account, selectAccounts, toAccount } from './account.ts'

/**
 * The active accounts among these ids, ordered by name without regard to case, then id. `search` is looked for in name, id, e-mail
 * address and tags (`key`, `value` or `key=value`), and finds what lies in `unitIds` too; `after` is the name and id of the last account of
 * the page before. The ids travel as one array: there may be ten thousand.
 */
export async function listActiveAccountsByName(
  context: OperationContext,
  question: {
    accountIds: readonly string[]
    search?: string | undefined
    unitIds?: readonly string[] | undefined
    after?: readonly [string, string] | undefined
    limit: number
  },
): Promise<Account[]> {
  const now = context.clock.now()
  const { accountIds, search, unitIds = [], after, limit } = question
  const name = sql<string>`lower(accounts.name) collate "C"`
  let query = selectAccounts(context)
    .where('accounts.id', '=', sql<string>`any(${accountIds}::text[])`)
    .where('accounts.state', '=', 'ACTIVE')
    .where((eb) => eb.or([eb('accounts.joined_at', 'is', null), eb('accounts.joined_at', '<=', now)]))
  if (search) {
    const pattern = containing(search)
    const tag = readTag(search)
    query = query.where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('accounts.search_text', 'like', pattern),
        eb('accounts.parent_id', '=', sql<string>`any(${unitIds}::text[])`),
        exists(
          selectFrom('tags')
            .select('tags.key')
            .whereRef('tags.resource_id', '=', 'accounts.id')
            .where(({ eb, and, or, fn }) => {
              const [key, value] = [fn<string>('lower', ['tags.key']), fn<string>('lower', ['tags.value'])]
              return tag
                ? and([eb(key, '=', tag.key), eb(value, 'like', containing(tag.value))])
                : or([eb(key, 'like', pattern), eb(value, 'like', pattern)])
            }),
        ),
      ]),
    )
  }
  if (after) query = query.where(sql<boolean>`(${name}, accounts.id) > (lower(${after[0]}::text) collate "C", ${after[1]}::text)`)
  const rows = await query.orderBy(name).orderBy('accounts.id').limit(limit).execute()
  return rows.map((row) => toAccount(row, now))
}

const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** `team=shop`: a tag and a part of its value. */
function readTag(search: string): { key: string; value: string } | undefined {
  const [, key, value] = /^([^=]+)=(.*)$/.exec(search.toLowerCase()) ?? []
  return key === undefined || value === undefined ? undefined : { key: key.trim(), value: value.trim() }
}
