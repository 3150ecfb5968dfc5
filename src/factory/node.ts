import type { OperationContext } from '../access/context.ts'
import type { Notifications } from '../database/notifications.ts'
import type { ChangeFeed } from './change-feed.ts'
import { changesChannel } from './changes.ts'
import { startEngine, stopEngine } from './engine.ts'
import { beatIntervalMs, requeueRequests, watchNodes } from './nodes.ts'
import { RunControl } from './run-control.ts'
import { runRequest } from './run-request.ts'
import { watchStrays } from './strays.ts'
import type { FactoryDependencies } from './work.ts'

export interface NodeOptions {
  /** PostgreSQL connection string of our own database. */
  readonly connectionString: string
  /** Fixed on one machine, unique per boot with several nodes on one database. */
  readonly nodeId: string
  readonly notifications: Pick<Notifications, 'listen'>
}

export interface Node {
  start(): Promise<void>
  stop(): Promise<void>
}

const drainMs = 8_000

/** No simulated work takes any time: then neither do we. */
export function isInstant({ pace }: OperationContext): boolean {
  return Object.values(pace).every((ms) => ms === 0)
}

/** This process as one of those that run workflows. */
export function createNode(dependencies: FactoryDependencies, options: NodeOptions, changes: ChangeFeed): Node {
  const { context } = dependencies
  const { nodeId } = options
  const runs = new Map<string, RunControl>()
  const nodes = watchNodes(context, nodeId)
  const findStrays = watchStrays(nodeId, (recordId) => runs.has(recordId))
  let stopping = new AbortController()
  let ends: Array<() => void> = []

  const run = async (recordId: string, attempt: number): Promise<void> => {
    const control = new RunControl(stopping.signal)
    runs.set(recordId, control)
    try {
      await control.parkIfStopping()
      await runRequest(dependencies, control, { recordId, attempt, nodeId })
    } finally {
      if (runs.get(recordId) === control) runs.delete(recordId)
    }
  }

  const beat = async (): Promise<void> => {
    try {
      await nodes.beat()
      await findStrays()
    } catch (error) {
      if (!stopping.signal.aborted) context.log.warn({ err: error }, 'a sign of life of this node failed')
    }
  }

  const start = async (): Promise<void> => {
    stopping = new AbortController()
    runs.clear()
    const stopWaking = changes.subscribe(({ phase, recordId }) => phase === 'CANCELLING' && runs.get(recordId)?.wake())
    const stopListening = await options.notifications.listen(changesChannel, (payload) => changes.hear(payload))
    // What this node ran before it went down waits for a slot again, until the engine has given it one.
    await requeueRequests(context, nodeId)
    await startEngine({ ...options, ...queueSettings(dependencies), log: context.log }, run)
    await beat()
    const beating = setInterval(beat, beatIntervalMs)
    ends = [() => clearInterval(beating), stopWaking, stopListening]
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    await drain(runs)
    await stopEngine()
    // Without the database the others find out by themselves.
    await nodes.leave().catch((error) => context.log.warn({ err: error }, 'this node could not say that it stops'))
    for (const end of ends) end()
  }

  return { start, stop }
}

/** With parity the queue holds nobody back: the sixth request fails (check-request.ts). */
function queueSettings({ context, concurrency }: FactoryDependencies): { concurrency: number; pollingIntervalMs: number } {
  return {
    concurrency: context.settings.parity ? Math.max(1_000, concurrency) : concurrency,
    pollingIntervalMs: isInstant(context) ? 20 : 100,
  }
}

async function drain(runs: ReadonlyMap<string, RunControl>): Promise<void> {
  const deadline = AbortSignal.timeout(drainMs)
  while (!deadline.aborted && [...runs.values()].some((run) => !run.parked)) await new Promise((resolve) => setTimeout(resolve, 20))
}
