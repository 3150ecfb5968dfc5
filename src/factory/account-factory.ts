// The Account Factory: makes and lets go of AWS accounts, one Service Catalog record at a time.
//
// A record's work is a workflow of named steps. provision-account.ts and terminate-account.ts are the recipes; each step
// *ensures* something through AWS SDK clients and may run any number of times. What a request and its steps have done is in
// rows of ours (journal.ts), written in one transaction with every effect on our own tables. DBOS (engine.ts) decides which
// node runs which workflow and when: its queue holds the limit per organization over all nodes, nodes.ts brings the work of
// a dead node back.
//
// It must never know a service of this process: it holds AWS SDK clients, and asks nothing else of the organization but
// what OrganizationDirectory offers. How a record looks on the wire is RecordKeeper's to know.
//
// Start with provision-account.ts, then run-step.ts.

import type { OperationContext } from '../access/context.ts'
import type { Notifications } from '../database/notifications.ts'
import type { ProductHandler } from '../services/service-catalog/product-handler.ts'
import { createAccountProduct } from './account-product.ts'
import { instantBackoff, patientBackoff } from './backoff.ts'
import { cancelRequest } from './cancel-request.ts'
import { ChangeFeed } from './change-feed.ts'
import { type Change, changedSince, changesChannel } from './changes.ts'
import { clearRequests } from './clear-requests.ts'
import { startEngine, stopEngine } from './engine.ts'
import { beatIntervalMs, requeueRequests, watchNodes } from './nodes.ts'
import { findProblems, type PreflightInput, type Problem } from './preflight.ts'
import type { RequestDetail, RequestSummary } from './request-view.ts'
import { getQueue, getRequest, listRequests, type RequestFilter } from './requests.ts'
import { retryRequest } from './retry-request.ts'
import { RunControl } from './run-control.ts'
import { runRequest } from './run-request.ts'
import { watchStrays } from './strays.ts'
import type { FactoryDependencies } from './work.ts'

export interface AccountFactoryOptions extends Omit<FactoryDependencies, 'backoff' | 'concurrency'> {
  readonly backoff?: FactoryDependencies['backoff']
  /** Account operations at a time in one organization; AWS's own limit is 5. */
  readonly concurrency?: number
  readonly connectionString: string
  /** Fixed on one machine, unique per boot with several nodes on one database. */
  readonly nodeId: string
  readonly notifications: Pick<Notifications, 'listen'>
}

export interface AccountFactory {
  readonly productHandler: ProductHandler
  readonly requests: {
    readonly limit: number
    list(
      context: OperationContext,
      filter: RequestFilter,
      page: { after?: readonly [string, string] | undefined; limit: number },
    ): Promise<RequestSummary[]>
    get(context: OperationContext, recordId: string): Promise<RequestDetail>
    queue(
      context: OperationContext,
      filter: Pick<RequestFilter, 'requestedBy'>,
    ): Promise<{ running: RequestSummary[]; waiting: RequestSummary[] }>
    retry(context: OperationContext, recordId: string): Promise<RequestDetail>
    cancel(context: OperationContext, recordId: string): Promise<RequestDetail>
    /** Changes of requests of any account, as they are committed on any node. Gives back how to end it. */
    subscribe(hear: (change: Change) => void): () => void
    changedSince(context: OperationContext, seq: number, limit: number): Promise<Change[]>
  }
  preflight(context: OperationContext, input: PreflightInput): Promise<Problem[]>
  /** Launches the engine: queued and interrupted requests go on. Before it, nothing can be launched. */
  start(): Promise<void>
  /** Lets steps under way end (at most 8 s) and stops; what is unfinished goes on at the next start. */
  stop(): Promise<void>
  /** Forgets every request, for a simulation that begins anew. Only while stopped. */
  clear(): Promise<void>
}

const drainMs = 8_000

export function createAccountFactory(options: AccountFactoryOptions): AccountFactory {
  const { context, recordKeeper, directory } = options
  const concurrency = options.concurrency ?? 5
  const instant = Object.values(context.pace).every((ms) => ms === 0)
  const dependencies: FactoryDependencies = {
    ...options,
    concurrency,
    backoff: options.backoff ?? (instant ? instantBackoff : patientBackoff),
  }
  let stopping = new AbortController()
  const runs = new Map<string, RunControl>()
  const changes = new ChangeFeed(context)
  const nodes = watchNodes(context, options.nodeId)
  const findStrays = watchStrays(options.nodeId, (recordId) => runs.has(recordId))
  let stopListening: (() => void) | undefined
  let beating: NodeJS.Timeout | undefined

  const run = async (recordId: string, attempt: number): Promise<void> => {
    const control = new RunControl(stopping.signal)
    runs.set(recordId, control)
    try {
      await control.parkIfStopping()
      await runRequest(dependencies, control, { recordId, attempt, nodeId: options.nodeId })
    } finally {
      if (runs.get(recordId) === control) runs.delete(recordId)
    }
  }

  changes.subscribe((change) => {
    if (change.phase === 'CANCELLING') runs.get(change.recordId)?.wake()
  })

  const beat = async (): Promise<void> => {
    try {
      await nodes.beat()
      await findStrays()
    } catch (error) {
      if (!stopping.signal.aborted) context.log.warn({ err: error }, 'a sign of life of this node failed')
    }
  }

  return {
    productHandler: createAccountProduct({ directory }),
    requests: {
      limit: concurrency,
      list: listRequests,
      get: getRequest,
      queue: getQueue,
      retry: async (context, recordId) => {
        await retryRequest(context, recordKeeper, recordId)
        return getRequest(context, recordId)
      },
      cancel: async (context, recordId) => {
        await cancelRequest(context, recordKeeper, recordId)
        return getRequest(context, recordId)
      },
      subscribe: (listener) => changes.subscribe(listener),
      changedSince: (context, seq, limit) => changedSince(context, seq, limit, context.caller.accountId),
    },
    preflight: (context, input) => findProblems(context, directory, input),
    start: async () => {
      stopping = new AbortController()
      stopListening = await options.notifications.listen(changesChannel, (payload) => changes.hear(payload))
      // What this node ran before it went down waits for a slot again, until DBOS has given it one.
      await requeueRequests(context, options.nodeId)
      await startEngine(
        { ...options, concurrency: queueLimit(context, concurrency), pollingIntervalMs: instant ? 20 : 100, log: context.log },
        run,
      )
      await beat()
      beating = setInterval(beat, beatIntervalMs)
    },
    stop: async () => {
      clearInterval(beating)
      stopping.abort()
      await drain(runs)
      await stopEngine()
      // Without the database the others find out by themselves.
      await nodes.leave().catch((error) => context.log.warn({ err: error }, 'this node could not say that it stops'))
      stopListening?.()
    },
    clear: () => clearRequests(context),
  }
}

/** With parity the queue holds nobody back: the sixth request fails (check-request.ts). */
function queueLimit(context: OperationContext, concurrency: number): number {
  return context.settings.parity ? Math.max(1_000, concurrency) : concurrency
}

async function drain(runs: ReadonlyMap<string, RunControl>): Promise<void> {
  const deadline = AbortSignal.timeout(drainMs)
  while (!deadline.aborted && [...runs.values()].some((run) => !run.parked)) await new Promise((resolve) => setTimeout(resolve, 20))
}
