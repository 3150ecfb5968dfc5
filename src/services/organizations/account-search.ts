import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { type Account, selectAccounts, toAccount } from './account.ts'
import { accountKey } from './account-lists.ts'
import { isPresent } from './closure.ts'
import type { PageKey } from './page.ts'

// The accounts of an organization for people, those being created included; what AWS has no API for.

export interface AccountFilter {
  readonly organizationId: string
  /** Part of the name, of the e-mail address or of the id, in any case. */
  readonly search?: string | undefined
  /** Root or organizational unit the accounts lie directly in. */
  readonly parentId?: string | undefined
  readonly state?: Account['state'] | undefined
}

type Sort = 'joined' | 'name'

/** What a page of the list ends with, for the next one to begin after. */
export const accountSortKey = (account: Account, sort: Sort): PageKey =>
  sort === 'name' ? [account.name, account.id] : accountKey(account)

interface AccountPageRequest extends AccountFilter {
  /** By name without regard to case. */
  readonly sort: Sort
  readonly order: 'ascending' | 'descending'
  readonly after?: PageKey | undefined
  readonly limit: number
}

const nameKey = sql<string>`lower(accounts.name) collate "C"`

export async function listAccounts(context: OperationContext, request: AccountPageRequest): Promise<Account[]> {
  const { sort, order, after, limit } = request
  const direction = order === 'ascending' ? 'asc' : 'desc'
  const key = sort === 'name' ? nameKey : sql<Date>`accounts.joined_at`
  let query = matching(context, request)
  if (after) {
    const [value, id] = after
    const place = sort === 'name' ? sql`lower(${String(value)}::text) collate "C"` : sql`${new Date(Number(value))}`
    query = query.where(sql<boolean>`(${key}, accounts.id) ${sql.raw(order === 'ascending' ? '>' : '<')} (${place}, ${String(id)}::text)`)
  }
  const rows = await query.orderBy(key, direction).orderBy('accounts.id', direction).limit(limit).execute()
  return rows.map((row) => toAccount(row, context.clock.now()))
}

export async function countAccounts(context: OperationContext, filter: AccountFilter): Promise<number> {
  const counted = matching(context, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('total'))
  return Number((await counted.executeTakeFirstOrThrow()).total)
}

function matching(context: OperationContext, { organizationId, search, parentId, state }: AccountFilter) {
  const now = context.clock.now()
  let query = selectAccounts(context).where('accounts.organization_id', '=', organizationId).where(isPresent(now))
  if (parentId !== undefined) query = query.where('accounts.parent_id', '=', parentId)
  if (search) query = query.where('accounts.search_text', 'like', `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)
  if (state === 'PENDING_ACTIVATION') query = query.where('accounts.joined_at', '>', now)
  else if (state !== undefined) query = query.where('accounts.joined_at', '<=', now)
  // As stateAt of account.ts tells it, of accounts that are not closed for good.
  if (state === 'ACTIVE') query = query.where('accounts.closes_at', 'is', null).where('accounts.state', '=', 'ACTIVE')
  if (state === 'PENDING_CLOSURE') query = query.where('accounts.closes_at', '>', now)
  if (state === 'SUSPENDED') query = query.where('accounts.closes_at', '<=', now)
  return query
}
