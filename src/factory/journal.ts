import type { OperationContext } from '../access/context.ts'
import type { RecordKeeper } from '../services/service-catalog/product-handler.ts'
import { announceChange } from './changes.ts'
import { nextPhase, type RequestAction, type StepName } from './phases.ts'
import { type Output, type RequestRow, tables } from './tables.ts'

// The rows of a request and its steps, written in the transaction of the given context. Every function takes the token of
// the run: a run that lost its request to a newer one finds nothing to write.

export interface Owned {
  readonly recordId: string
  readonly runToken: string
}

/** The request, locked until the transaction ends; undefined when another run owns it by now. */
export async function lockRequest(context: OperationContext, owned: Owned): Promise<RequestRow | undefined> {
  return tables(context)
    .selectFrom('requests')
    .selectAll()
    .where('record_id', '=', owned.recordId)
    .where('run_token', '=', owned.runToken)
    .forUpdate()
    .executeTakeFirst()
}

export type Begun = { kind: 'run'; attempts: number } | { kind: 'done'; output: unknown } | { kind: 'cancelled' } | { kind: 'lost' }

/** Marks a step as running, one attempt more; unless it is done, or its request cancelled or lost. */
export async function beginStep(context: OperationContext, owned: Owned, name: StepName): Promise<Begun> {
  const request = await lockRequest(context, owned)
  if (!request) return { kind: 'lost' }
  const step = await tables(context)
    .selectFrom('steps')
    .select(['status', 'output', 'attempts', 'started_at'])
    .where('record_id', '=', owned.recordId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  if (step.status === 'SUCCEEDED') return { kind: 'done', output: step.output }
  if (request.phase === 'CANCELLING') return { kind: 'cancelled' }
  await tables(context)
    .updateTable('steps')
    .set({
      status: 'RUNNING',
      attempts: step.attempts + 1,
      started_at: step.started_at ?? context.clock.now(),
      ended_at: null,
      detail: null,
      error_code: null,
      error_message: null,
    })
    .where('record_id', '=', owned.recordId)
    .where('name', '=', name)
    .execute()
  await announceChange(context, owned.recordId)
  return { kind: 'run', attempts: step.attempts + 1 }
}

export interface StepMark {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  readonly output?: unknown
  readonly error?: { code: string; message: string }
  readonly detail?: string
}

/** Writes where a step is now; what the mark does not name stays. */
export async function markStep(context: OperationContext, recordId: string, name: StepName, mark: StepMark): Promise<void> {
  await tables(context)
    .updateTable('steps')
    .set({
      status: mark.status,
      ...(mark.status === 'RUNNING' ? {} : { ended_at: context.clock.now() }),
      ...(mark.output === undefined ? {} : { output: JSON.stringify(mark.output) }),
      ...(mark.error === undefined ? {} : { error_code: mark.error.code, error_message: mark.error.message }),
      ...(mark.detail === undefined ? {} : { detail: mark.detail }),
    })
    .where('record_id', '=', recordId)
    .where('name', '=', name)
    .execute()
  await announceChange(context, recordId)
}

/** What a request ends with. */
export interface Ending {
  readonly action: Extract<RequestAction, 'succeed' | 'fail' | 'endCancelled' | 'cancel'>
  readonly error?: { code: string; message: string }
  readonly outputs?: readonly Output[]
  readonly accountId?: string
}

/** Ends a request and its record in one go. Answers false when the request may not end so (it was cancelled meanwhile). */
export async function endRequest(
  context: OperationContext,
  recordKeeper: RecordKeeper,
  request: RequestRow,
  ending: Ending,
): Promise<boolean> {
  const phase = nextPhase(request.phase, ending.action)
  if (!phase) return false
  const accountId = ending.accountId ?? request.account_id
  await tables(context)
    .updateTable('requests')
    .set({
      phase,
      ended_at: context.clock.now(),
      node_id: null,
      run_token: null,
      reserved_email: null,
      account_id: accountId,
      error_code: ending.error?.code ?? null,
      error_message: ending.error?.message ?? null,
      ...(ending.outputs ? { outputs: JSON.stringify(ending.outputs) } : {}),
    })
    .where('record_id', '=', request.record_id)
    .execute()
  if (phase === 'CANCELLED') await cancelOpenSteps(context, request.record_id)
  if (accountId && accountId !== request.account_id) await recordKeeper.recordPhysicalId(context, request.record_id, accountId)
  if (ending.error) {
    await recordKeeper.recordFailed(context, request.record_id, { code: ending.error.code, description: ending.error.message })
  }
  await announceChange(context, request.record_id)
  return true
}

async function cancelOpenSteps(context: OperationContext, recordId: string): Promise<void> {
  await tables(context)
    .updateTable('steps')
    .set({ status: 'CANCELLED', ended_at: context.clock.now() })
    .where('record_id', '=', recordId)
    .where('status', 'in', ['PENDING', 'RUNNING'])
    .execute()
}
