import type { OperationContext } from '../../access/context.ts'
import type { EnabledBaselineFilter, ListEnabledBaselinesInput, ListEnabledBaselinesOutput } from '../../wire/models/controltower.ts'
import { awsControlTowerBaselineId, findBaseline } from './baselines.ts'
import { type EnabledBaselineRow, selectEnabledBaselines, summarizeEnabledBaseline } from './enabled-baseline.ts'
import { type LandingZoneRow, landingZoneOfCaller } from './landing-zone.ts'
import { readPage } from './page.ts'

/** Baselines in force, in the order they were enabled. */
export async function listEnabledBaselines(
  context: OperationContext,
  input: ListEnabledBaselinesInput,
): Promise<ListEnabledBaselinesOutput> {
  const landingZone = await landingZoneOfCaller(context)
  const filter = input.filter ?? {}
  const includeChildren = input.includeChildren ?? asksForChildren(filter)
  const { rows, nextToken } = await readPage<EnabledBaselineRow>({
    query: ['ListEnabledBaselines', context.caller.accountId, context.region, filter, includeChildren],
    token: input.nextToken,
    maxResults: input.maxResults,
    keyOf: (row) => row.sequence,
    read: async (after, limit) =>
      landingZone ? readEnabledBaselines(context, landingZone, { filter, includeChildren, after, limit }) : [],
  })
  return { enabledBaselines: rows.map((row) => summarizeEnabledBaseline(row, context)), nextToken }
}

/**
 * Whether accounts' baselines belong in the answer to a call that does not say so. AFT counts running work by asking for a
 * status alone; and who names a target or a parent means it.
 */
function asksForChildren(filter: EnabledBaselineFilter): boolean {
  return Boolean(filter.statuses ?? filter.targetIdentifiers ?? filter.parentIdentifiers)
}

function readEnabledBaselines(
  context: OperationContext,
  landingZone: LandingZoneRow,
  request: { filter: EnabledBaselineFilter; includeChildren: boolean; after: number; limit: number },
): Promise<EnabledBaselineRow[]> {
  const { filter } = request
  let query = selectEnabledBaselines(context, landingZone.organization_id).where('sequence', '>', request.after)
  if (!request.includeChildren) query = query.where('parent_arn', 'is', null)
  if (filter.targetIdentifiers) {
    // The index is on the id, which an ARN ends with.
    const ids = filter.targetIdentifiers.map((arn) => arn.split('/').at(-1) ?? '')
    query = query.where('target_id', 'in', ids).where('target_arn', 'in', filter.targetIdentifiers)
  }
  if (filter.parentIdentifiers) query = query.where('parent_arn', 'in', filter.parentIdentifiers)
  if (filter.baselineIdentifiers) {
    const ids = filter.baselineIdentifiers.map((arn) => findBaseline(context.region, arn)?.id ?? '')
    query = query.where('baseline_id', 'in', ids)
  }
  // Nothing fails here, and drift is only ever IN_SYNC: see summarizeEnabledBaseline.
  const [status] = filter.statuses ?? []
  const [drift] = filter.inheritanceDriftStatuses ?? []
  if (status === 'FAILED' || drift === 'DRIFTED') return Promise.resolve([])
  if (status) query = query.where('completes_at', status === 'UNDER_CHANGE' ? '>' : '<=', context.clock.now())
  if (drift) query = query.where('baseline_id', '=', awsControlTowerBaselineId)
  return query.orderBy('sequence').limit(request.limit).execute()
}
