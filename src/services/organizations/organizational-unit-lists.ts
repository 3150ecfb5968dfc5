import type { OperationContext } from '../../access/context.ts'
import { type Parent, selectParents, toParent } from './organizational-unit.ts'
import type { PageKey } from './page.ts'

/** What a list of organizational units is ordered by. */
export const unitKey = (unit: Parent): PageKey => [unit.createdAt.getTime(), unit.id]

/** Organizational units directly inside a parent, oldest first. */
export async function readUnits(
  context: OperationContext,
  filter: { organizationId: string; parentId: string },
  after: PageKey | undefined,
  limit: number,
): Promise<Parent[]> {
  let query = selectParents(context, filter.organizationId).where('parents.parent_id', '=', filter.parentId)
  if (after) {
    const [createdAtMs, id] = after
    query = query.where((eb) =>
      eb(eb.refTuple('parents.created_at', 'parents.id'), '>', eb.tuple(new Date(Number(createdAtMs)), String(id))),
    )
  }
  const rows = await query.orderBy('parents.created_at').orderBy('parents.id').limit(limit).execute()
  return rows.map(toParent)
}
