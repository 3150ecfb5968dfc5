import type { OperationContext } from '../access/context.ts'
import { launchParameters } from './launch-parameters.ts'
import { nextPhase, type Phase, type RequestType, type StepStatus } from './phases.ts'
import { type Output, type RequestRow, type StepRow, tables } from './tables.ts'

/** A request as the API shows it in lists. */
export interface RequestSummary {
  recordId: string
  type: RequestType
  provisionedProductId: string
  provisionedProductName: string
  phase: Phase
  /** Place in the queue, 1 is next; only while QUEUED. */
  position?: number
  accountId?: string
  accountName: string
  accountEmail: string
  organizationalUnit: string
  requestedBy: string
  createdAt: string
  startedAt?: string
  endedAt?: string
  stepsDone: number
  stepsTotal: number
  /** Title of the step under way, or of the one that failed. */
  currentStep?: string
  error?: { code: string; message: string }
  canRetry: boolean
  canCancel: boolean
}

export interface RequestDetail extends RequestSummary {
  parameters: Record<string, string>
  outputs: Output[]
  steps: StepView[]
  /** Number of the last change: a later state has a greater one. */
  seq: number
}

export interface StepView {
  number: number
  name: string
  title: string
  status: StepStatus
  attempts: number
  startedAt?: string
  endedAt?: string
  error?: { code: string; message: string }
  detail?: string
}

/** A query for requests whose rows bring their standing along. */
export function selectRequests(context: OperationContext) {
  return tables(context)
    .selectFrom('requests')
    .selectAll('requests')
    .select((row) => [
      row
        .case()
        .when('requests.phase', '=', 'QUEUED')
        .then(
          row
            .selectFrom('requests as ahead')
            .select((ahead) => ahead.fn.countAll<string>().as('count'))
            .whereRef('ahead.organization_id', '=', 'requests.organization_id')
            .where('ahead.phase', '=', 'QUEUED')
            .where((ahead) =>
              ahead.or([
                ahead('ahead.queued_at', '<', ahead.ref('requests.queued_at')),
                ahead.and([
                  ahead('ahead.queued_at', '=', ahead.ref('requests.queued_at')),
                  ahead('ahead.record_id', '<=', ahead.ref('requests.record_id')),
                ]),
              ]),
            ),
        )
        .else(null)
        .end()
        .as('position'),
      row
        .exists(
          row
            .selectFrom('requests as newer')
            .select('newer.record_id')
            .whereRef('newer.owner_account_id', '=', 'requests.owner_account_id')
            .whereRef('newer.provisioned_product_name', '=', 'requests.provisioned_product_name')
            .whereRef('newer.created_at', '>', 'requests.created_at'),
        )
        .as('superseded'),
    ])
}

/** A request with what only the other requests tell: its place in the queue, and whether a newer one has replaced it. */
export type StandingRow = RequestRow & { position: string | null; superseded: unknown }

/** The steps of several requests in their order, by record id. */
export async function stepsOf(context: OperationContext, recordIds: readonly string[]): Promise<Map<string, StepRow[]>> {
  const steps = new Map<string, StepRow[]>()
  if (recordIds.length === 0) return steps
  const rows = await tables(context).selectFrom('steps').selectAll().where('record_id', 'in', recordIds).orderBy('number').execute()
  for (const row of rows) steps.set(row.record_id, [...(steps.get(row.record_id) ?? []), row])
  return steps
}

export async function summarize(context: OperationContext, rows: readonly StandingRow[]): Promise<RequestSummary[]> {
  const steps = await stepsOf(
    context,
    rows.map((row) => row.record_id),
  )
  return rows.map((row) => toSummary(row, steps.get(row.record_id) ?? []))
}

export function toDetail(row: StandingRow, steps: readonly StepRow[]): RequestDetail {
  return {
    ...toSummary(row, steps),
    parameters: row.parameters,
    outputs: row.outputs,
    steps: steps.map(toStepView),
    seq: Number(row.seq),
  }
}

function toSummary(row: StandingRow, steps: readonly StepRow[]): RequestSummary {
  const current = steps.find((step) => step.status === 'RUNNING' || step.status === 'FAILED')
  const parameters = launchParameters(row)
  return {
    recordId: row.record_id,
    type: row.type,
    provisionedProductId: row.provisioned_product_id,
    provisionedProductName: row.provisioned_product_name,
    phase: row.phase,
    ...(row.position === null ? {} : { position: Number(row.position) }),
    ...(row.account_id ? { accountId: row.account_id } : {}),
    accountName: parameters.accountName,
    accountEmail: parameters.accountEmail,
    organizationalUnit: parameters.organizationalUnit,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at ? { startedAt: row.started_at.toISOString() } : {}),
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    stepsDone: steps.filter((step) => step.status === 'SUCCEEDED').length,
    stepsTotal: steps.length,
    ...(current ? { currentStep: current.title } : {}),
    ...(row.error_code ? { error: { code: row.error_code, message: row.error_message ?? '' } } : {}),
    canRetry: nextPhase(row.phase, 'retry') !== undefined && !row.superseded,
    canCancel: nextPhase(row.phase, 'cancel') !== undefined,
  }
}

function toStepView(step: StepRow): StepView {
  return {
    number: step.number,
    name: step.name,
    title: step.title,
    status: step.status,
    attempts: step.attempts,
    ...(step.started_at ? { startedAt: step.started_at.toISOString() } : {}),
    ...(step.ended_at ? { endedAt: step.ended_at.toISOString() } : {}),
    ...(step.error_code ? { error: { code: step.error_code, message: step.error_message ?? '' } } : {}),
    ...(step.detail ? { detail: step.detail } : {}),
  }
}
