import type { OperationContext } from '../../access/context.ts'
import { findAccount } from '../organizations/index.ts'
import { tables } from './tables.ts'

/**
 * Names of the permission sets that these principals (a person and their groups) may enter an account with, in their order, after
 * that of the page before. Empty unless the account is active.
 */
export async function assignedRoles(
  context: OperationContext,
  question: { accountId: string; principalIds: readonly string[]; after?: string | undefined; limit: number },
): Promise<string[]> {
  const { accountId, principalIds, after, limit } = question
  const account = await findAccount(context, accountId)
  if (account?.state !== 'ACTIVE') return []
  const now = context.clock.now()
  let query = tables(context)
    .selectFrom('assignments')
    .innerJoin('permission_sets', 'permission_sets.arn', 'assignments.permission_set_arn')
    .select('permission_sets.name')
    .distinct()
    .where('assignments.account_id', '=', accountId)
    .where('assignments.principal_id', 'in', principalIds)
    .where('assignments.effective_at', '<=', now)
    .where((eb) => eb.or([eb('assignments.ended_at', 'is', null), eb('assignments.ended_at', '>', now)]))
  if (after !== undefined) query = query.where('permission_sets.name', '>', after)
  const rows = await query.orderBy('permission_sets.name').limit(limit).execute()
  return rows.map(({ name }) => name)
}
