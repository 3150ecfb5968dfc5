import type { OperationContext } from '../../access/context.ts'
import type { GetBaselineOperationInput, GetBaselineOperationOutput } from '../../wire/models/controltower.ts'
import { notFound } from './faults.ts'
import { landingZoneOfCaller } from './landing-zone.ts'
import { tables } from './tables.ts'

export async function getBaselineOperation(
  context: OperationContext,
  input: GetBaselineOperationInput,
): Promise<GetBaselineOperationOutput> {
  const landingZone = await landingZoneOfCaller(context)
  const row =
    landingZone &&
    (await tables(context)
      .selectFrom('baseline_operations')
      .selectAll()
      .where('id', '=', input.operationIdentifier)
      .where('organization_id', '=', landingZone.organization_id)
      .executeTakeFirst())
  if (!row) throw notFound(`AWS Control Tower could not find the operation ${input.operationIdentifier}.`)
  const isDone = row.completes_at <= context.clock.now()
  return {
    baselineOperation: {
      operationIdentifier: row.id,
      operationType: row.type,
      status: isDone ? 'SUCCEEDED' : 'IN_PROGRESS',
      startTime: row.started_at,
      ...(isDone && { endTime: row.completes_at }),
    },
  }
}
