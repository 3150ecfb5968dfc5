import type { OperationContext } from '../../access/context.ts'
import { randomUUID } from '../../random.ts'
import { tables } from './tables.ts'

/** Notes an asynchronous operation that is done `durationMs` from now; gives its id and when that is. */
export async function startOperation(
  context: OperationContext,
  organizationId: string,
  durationMs: number,
): Promise<{ operationId: string; completesAt: Date }> {
  const now = context.clock.now()
  const completesAt = new Date(now.getTime() + durationMs)
  const operationId = randomUUID()
  await tables(context)
    .insertInto('baseline_operations')
    .values({ id: operationId, organization_id: organizationId, type: 'ENABLE_BASELINE', started_at: now, completes_at: completesAt })
    .execute()
  return { operationId, completesAt }
}
