import type { OperationContext } from '../access/context.ts'
import { randomUUID } from '../random.ts'
import { announceChange } from './changes.ts'
import { sortFailure } from './failures.ts'
import { endRequest, lockRequest, type Owned } from './journal.ts'
import { nextPhase } from './phases.ts'
import { provisionAccount } from './provision-account.ts'
import { persist } from './run.ts'
import { type RunControl, RunEnded } from './run-control.ts'
import { runStep } from './run-step.ts'
import { type RequestRow, tables } from './tables.ts'
import { terminateAccount } from './terminate-account.ts'
import { waitUntil } from './wait-until.ts'
import type { Commit, FactoryDependencies, Work } from './work.ts'

const recipes = { PROVISION_PRODUCT: provisionAccount, TERMINATE_PROVISIONED_PRODUCT: terminateAccount }

/**
 * The body of the workflow: runs a request's recipe from its first unfinished step. It may be run again at any moment, here
 * or on another node; each run takes the request over from the one before. Never throws: what happens is in the rows.
 */
export async function runRequest(
  dependencies: FactoryDependencies,
  control: RunControl,
  job: { recordId: string; attempt: number; nodeId: string },
): Promise<void> {
  const owned = { recordId: job.recordId, runToken: randomUUID() }
  try {
    const request = await persist(dependencies, control, (context) => beginRun(context, dependencies, owned, job))
    if (request) await recipes[request.type](createWork(dependencies, control, owned, request), dependencies)
  } catch (error) {
    if (error instanceof RunEnded) return
    await endBroken(dependencies, control, owned, job.attempt, error)
  }
}

/** Takes the request over; undefined when there is nothing (more) to do for this attempt. */
async function beginRun(
  context: OperationContext,
  dependencies: FactoryDependencies,
  owned: Owned,
  job: { attempt: number; nodeId: string },
): Promise<RequestRow | undefined> {
  const request = await tables(context)
    .selectFrom('requests')
    .selectAll()
    .where('record_id', '=', owned.recordId)
    .forUpdate()
    .executeTakeFirst()
  const phase = request && nextPhase(request.phase, 'start')
  if (!request || !phase || request.attempt !== job.attempt) return undefined
  const started = await tables(context)
    .updateTable('requests')
    .set({ phase, run_token: owned.runToken, node_id: job.nodeId, started_at: request.started_at ?? context.clock.now() })
    .where('record_id', '=', owned.recordId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await dependencies.recordKeeper.recordStarted(context, owned.recordId)
  await announceChange(context, owned.recordId)
  return started
}

function createWork(dependencies: FactoryDependencies, control: RunControl, owned: Owned, request: RequestRow): Work {
  const run = { dependencies, control, owned, request }
  const work: Work = {
    request,
    clients: dependencies.clients,
    directory: dependencies.directory,
    context: dependencies.context,
    concurrency: dependencies.concurrency,
    step: (name, ensure, commit) => runStep({ ...run, work }, name, ensure, { commit: commit as Commit<unknown> | undefined }),
    lastStep: async (name, ensure, commit) => {
      await runStep({ ...run, work }, name, ensure, { commit: commit as Commit<unknown>, last: true })
    },
    wait: (what, look, options) => waitUntil({ ...run, work }, what, look, options),
    note: async (detail) => {
      await persist(dependencies, control, async (context) => {
        if (!(await lockRequest(context, owned))) throw new RunEnded()
        await tables(context)
          .updateTable('steps')
          .set({ detail })
          .where('record_id', '=', owned.recordId)
          .where('status', '=', 'RUNNING')
          .execute()
        await announceChange(context, owned.recordId)
      })
    },
  }
  return work
}

/** A fault of ours outside any step: the request must not hang. */
async function endBroken(
  dependencies: FactoryDependencies,
  control: RunControl,
  owned: Owned,
  attempt: number,
  error: unknown,
): Promise<void> {
  const { log } = dependencies.context
  log.error({ err: error, recordId: owned.recordId }, 'a request of the account factory broke')
  const { code, message } = sortFailure(error)
  await persist(dependencies, control, async (context) => {
    const request = (await lockRequest(context, owned)) ?? (await lockWaiting(context, owned.recordId, attempt))
    if (request) await endRequest(context, dependencies.recordKeeper, request, { action: 'fail', error: { code, message } })
  }).catch((failure) => log.error({ err: failure, recordId: owned.recordId }, 'its end could not be written'))
}

/** The request when it could not even be taken over. */
async function lockWaiting(context: OperationContext, recordId: string, attempt: number): Promise<RequestRow | undefined> {
  return tables(context)
    .selectFrom('requests')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('attempt', '=', attempt)
    .where('phase', '=', 'QUEUED')
    .forUpdate()
    .executeTakeFirst()
}
