import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'
import { announceChange } from './changes.ts'
import { findPendingWorkflows, requeueWorkflows } from './engine.ts'
import { tables } from './tables.ts'

/** Time between a node's signs of life. */
export const beatIntervalMs = 2_000
/** A node whose sign of life did not change while this many of our own were given is dead. */
const missedBeats = 5

export interface NodeWatch {
  /** One sign of life, and a look at the others'. */
  beat(): Promise<void>
  /** Says that this node stops: the others need not wait to take its work over. */
  leave(): Promise<void>
}

/**
 * Failure detection without comparing clocks: a node counts, and whoever watches it count waits for a number of its own
 * beats. The workflows of a dead node go back to the queue.
 */
export function watchNodes(context: OperationContext, nodeId: string): NodeWatch {
  const seen = new Map<string, { beats: string; unchanged: number }>()
  return {
    beat: async () => {
      await countBeat(context, nodeId)
      const others = await tables(context)
        .selectFrom('nodes')
        .select(['id', 'beats', 'stopped'])
        .where('id', '<>', nodeId)
        .limit(1_000)
        .execute()
      for (const other of others) {
        const before = seen.get(other.id)
        const unchanged = before?.beats === other.beats ? before.unchanged + 1 : 0
        seen.set(other.id, { beats: other.beats, unchanged })
        if (!other.stopped && unchanged < missedBeats) continue
        await takeOver(context, other.id)
        seen.delete(other.id)
      }
    },
    leave: async () => {
      await tables(context).updateTable('nodes').set({ stopped: true }).where('id', '=', nodeId).execute()
    },
  }
}

async function countBeat(context: OperationContext, nodeId: string): Promise<void> {
  await tables(context)
    .insertInto('nodes')
    .values({ id: nodeId, beats: 1, stopped: false, started_at: context.clock.now() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ beats: sql`nodes.beats + 1`, stopped: false }))
    .execute()
}

/** One node at a time takes over: a workflow that another has resumed already must not be pulled from under it. */
async function takeOver(pool: OperationContext, deadNodeId: string): Promise<void> {
  await transaction(pool, async (context) => {
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('account-factory/takeover', 0)) as locked`.execute(context.db)
    if (!rows[0]?.locked) return
    const dead = await tables(context).deleteFrom('nodes').where('id', '=', deadNodeId).returning('id').executeTakeFirst()
    if (!dead) return
    // Committed before the queue has the workflows: whoever runs one next must not be put back.
    await requeueRequests(pool, deadNodeId)
    const workflows = await findPendingWorkflows(deadNodeId)
    await requeueWorkflows(workflows)
    context.log.warn({ node: deadNodeId, workflows: workflows.length }, 'took over the work of a node that is gone')
  })
}

/** The requests of a node that does not run them any more wait for a slot again. */
export async function requeueRequests(context: OperationContext, nodeId: string): Promise<void> {
  await transaction(context, async (context) => {
    const requeued = await tables(context)
      .updateTable('requests')
      .set({ phase: 'QUEUED', node_id: null, run_token: null })
      .where('node_id', '=', nodeId)
      .where('phase', '=', 'RUNNING')
      .returning('record_id')
      .execute()
    await announceChange(context, ...requeued.map((request) => request.record_id))
  })
}
