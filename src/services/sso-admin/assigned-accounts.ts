import type { OperationContext } from '../../access/context.ts'
import { findAccounts } from '../organizations/index.ts'
import { tables } from './tables.ts'

export interface AssignedAccount {
  readonly accountId: string
  readonly name: string
  readonly email: string
  readonly roles: Array<{ name: string; description: string }>
}

/**
 * The active accounts that these principals (a person and their groups) may enter, ordered by name, with what they may enter as.
 * `search` is looked for in name, id and e-mail address; `after` is the name and id of the last account of the page before.
 */
export async function assignedAccounts(
  context: OperationContext,
  question: { principalIds: readonly string[]; search?: string; after?: readonly [string, string]; limit: number },
): Promise<AssignedAccount[]> {
  const now = context.clock.now()
  const rows = await tables(context)
    .selectFrom('assignments')
    .innerJoin('permission_sets', 'permission_sets.arn', 'assignments.permission_set_arn')
    .select(['assignments.account_id', 'permission_sets.name', 'permission_sets.description'])
    .distinct()
    .where('assignments.principal_id', 'in', question.principalIds)
    .where('assignments.effective_at', '<=', now)
    .where((eb) => eb.or([eb('assignments.ended_at', 'is', null), eb('assignments.ended_at', '>', now)]))
    .orderBy('permission_sets.name')
    .execute()
  const roles = Map.groupBy(rows, ({ account_id }) => account_id)
  const accounts = await findAccounts(context, [...roles.keys()])
  const search = question.search?.toLowerCase() ?? ''
  return accounts
    .filter(({ id, name, email, state }) => state === 'ACTIVE' && `${name} ${id} ${email}`.toLowerCase().includes(search))
    .sort((a, b) => compare([a.name, a.id], [b.name, b.id]))
    .filter(({ name, id }) => !question.after || compare([name, id], question.after) > 0)
    .slice(0, question.limit)
    .map(({ id, name, email }) => ({
      accountId: id,
      name,
      email,
      roles: (roles.get(id) ?? []).map((role) => ({ name: role.name, description: role.description ?? '' })),
    }))
}

function compare([name, id]: readonly [string, string], [otherName, otherId]: readonly [string, string]): number {
  return name.localeCompare(otherName, 'en', { sensitivity: 'base' }) || (id < otherId ? -1 : id > otherId ? 1 : 0)
}
