import { DBOS, type DLogger } from '@dbos-inc/dbos-sdk'
import type { Logger } from 'pino'
import { withStartLock } from '../database/migrate.ts'
import { applicationName, applicationVersion, queueName, workflowNames } from './enqueue-workflow.ts'

// DBOS: it decides which process runs a workflow and when (queue, limit, recovery); what a workflow has done is in our own rows.
// DBOS is one per process, and so is this file's state.

export interface EngineOptions {
  /** PostgreSQL connection string of our own database; DBOS lives in its schema `dbos`. */
  readonly connectionString: string
  /**
   * Name of this node. On one machine always the same, so that a restart resumes its own work at once; with several nodes
   * on one database unique per boot.
   */
  readonly nodeId: string
  /** Workflows at a time per organization. */
  readonly concurrency: number
  readonly pollingIntervalMs: number
  readonly log: Logger
}

export type RunWorkflow = (recordId: string, attempt: number) => Promise<void>

let runWorkflow: RunWorkflow | undefined

for (const name of Object.values(workflowNames)) {
  DBOS.registerWorkflow(
    async (recordId: string, attempt: number) => {
      await runWorkflow?.(recordId, attempt)
    },
    // A workflow that takes its process down again and again is somebody's to look at, not to be dropped silently.
    { name, maxRecoveryAttempts: 1_000_000 },
  )
}

/** Launches DBOS: from here on queued workflows run, beginning with those this node left behind. */
export async function startEngine(options: EngineOptions, run: RunWorkflow): Promise<void> {
  runWorkflow = run
  // One node at a time: DBOS's migrations of an empty database must not race.
  await withStartLock(options.connectionString, async () => {
    // Once without taking work: DBOS makes its tables, and the queue has its limit before anything is taken from it.
    await launch(options, { listenQueues: [] })
    await DBOS.registerQueue(queueName, {
      partitionConcurrency: options.concurrency,
      // With a limit over all partitions, too, DBOS claims under SERIALIZABLE: two nodes can never both take the last slot.
      globalConcurrency: Math.max(options.concurrency, 1_000_000),
      minPollingIntervalMs: options.pollingIntervalMs,
      onConflict: 'always_update',
    })
    await DBOS.shutdown()
    await launch(options, { listenQueues: [queueName] })
  })
}

async function launch(options: EngineOptions, work: { listenQueues: string[] }): Promise<void> {
  DBOS.setConfig({
    name: applicationName,
    systemDatabaseUrl: options.connectionString,
    systemDatabaseSchemaName: 'dbos',
    applicationVersion,
    executorID: options.nodeId,
    logger: quietLogger(options.log),
    useListenNotify: false,
    ...work,
  })
  await DBOS.launch()
}

/** Stops taking work and leaves DBOS. Workflows still pending are resumed by the next start or by another node. */
export async function stopEngine(): Promise<void> {
  await DBOS.shutdown()
  runWorkflow = undefined
}

/** Ids of the workflows that a node has taken and not finished. */
export async function findPendingWorkflows(nodeId: string): Promise<string[]> {
  const pending = await DBOS.listWorkflows({ status: 'PENDING', executorId: nodeId, loadInput: false, loadOutput: false })
  return pending.map((workflow) => workflow.workflowID)
}

/** Gives workflows back to the queue, in their organization's part of it. */
export async function requeueWorkflows(workflowIds: readonly string[]): Promise<void> {
  if (workflowIds.length > 0) await DBOS.resumeWorkflows([...workflowIds], { queueName })
}

const expected = /contention|Shutting down while/i

/** What DBOS says at info is of no use to an operator; nodes that meet at the queue and a stop with work under way are daily life. */
function quietLogger(log: Logger): DLogger {
  const dbos = log.child({ part: 'dbos' })
  return {
    debug: (entry) => dbos.trace(String(entry)),
    info: (entry) => dbos.debug(String(entry)),
    warn: (entry) => (expected.test(String(entry)) ? dbos.debug(String(entry)) : dbos.warn(String(entry))),
    error: (entry) => dbos.error(entry instanceof Error ? { err: entry } : {}, entry instanceof Error ? entry.message : String(entry)),
  }
}
