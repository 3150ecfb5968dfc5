import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { listActiveAccountsByName } from '../organizations/index.ts'
import { tables } from './tables.ts'

export interface AssignedAccount {
  readonly accountId: string
  readonly name: string
  readonly email: string
  /** Id of the root or organizational unit that it lies in. */
  readonly parentId: string | undefined
  readonly roles: Array<{ name: string; description: string }>
}

/**
 * The active accounts that these principals (a person and their groups) may enter, ordered by name, with what they may enter as.
 * `search` is looked for in name, id, e-mail address and tags; `after` is the name and id of the last account of the page before.
 *
 * Who may enter is known here, what an account is called only in organizations: so ids go over, a page of accounts comes back,
 * and the roles are read for that page. That holds for ten thousand accounts (some 50 ms).
 */
export async function assignedAccounts(
  context: OperationContext,
  question: {
    principalIds: readonly string[]
    search?: string | undefined
    /** What lies in these organizational units is found by any search. */
    unitIds?: readonly string[] | undefined
    /** No others than these. */
    only?: readonly string[] | undefined
    after?: readonly [string, string] | undefined
    limit: number
  },
): Promise<AssignedAccount[]> {
  const { principalIds, only, ...page } = question
  let select = inForce(context, principalIds).select('assignments.account_id').distinct()
  if (only) select = select.where('assignments.account_id', '=', sql<string>`any(${only}::text[])`)
  const assigned = await select.execute()
  const accounts = await listActiveAccountsByName(context, { ...page, accountIds: assigned.map(({ account_id }) => account_id) })
  if (accounts.length === 0) return []
  const roles = await inForce(context, principalIds)
    .innerJoin('permission_sets', 'permission_sets.arn', 'assignments.permission_set_arn')
    .select(['assignments.account_id', 'permission_sets.name', 'permission_sets.description'])
    .distinct()
    .where(
      'assignments.account_id',
      'in',
      accounts.map(({ id }) => id),
    )
    .orderBy('permission_sets.name')
    .execute()
  const rolesByAccount = Map.groupBy(roles, ({ account_id }) => account_id)
  return accounts.map(({ id, name, email, parentId }) => ({
    accountId: id,
    parentId,
    name,
    email,
    roles: (rolesByAccount.get(id) ?? []).map((role) => ({ name: role.name, description: role.description ?? '' })),
  }))
}

function inForce(context: OperationContext, principalIds: readonly string[]) {
  const now = context.clock.now()
  return tables(context)
    .selectFrom('assignments')
    .where('assignments.principal_id', 'in', principalIds)
    .where('assignments.effective_at', '<=', now)
    .where((eb) => eb.or([eb('assignments.ended_at', 'is', null), eb('assignments.ended_at', '>', now)]))
}
