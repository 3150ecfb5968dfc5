import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** Assignments that are in force now. */
export function selectAssignments(context: OperationContext) {
  const now = context.clock.now()
  return tables(context)
    .selectFrom('assignments')
    .selectAll()
    .where('effective_at', '<=', now)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', now)]))
}
