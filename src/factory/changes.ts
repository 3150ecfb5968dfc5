import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Phase } from './phases.ts'
import { tables } from './tables.ts'

export const changesChannel = 'factory_changes'

/** What travels with a notification: enough to decide whether to read the request. */
export interface Change {
  readonly recordId: string
  readonly seq: number
  readonly phase: Phase
  readonly ownerAccountId: string
  readonly requestedBy: string
}

/**
 * Gives each request the next number of the change sequence and tells every listener, both when the transaction commits.
 * Numbers may become visible out of order; whoever resumes reads a little further back (`resumeMargin`).
 */
export async function announceChange(context: { db: Database }, ...recordIds: string[]): Promise<void> {
  await sql`
    with changed as (
      update factory.requests set seq = nextval('factory.change_seq') where record_id = any(${recordIds})
      returning record_id, seq, phase, owner_account_id, requested_by
    )
    select pg_notify(${changesChannel}, json_build_object(
      'recordId', record_id, 'seq', seq, 'phase', phase, 'ownerAccountId', owner_account_id, 'requestedBy', requested_by
    )::text) from changed`.execute(context.db)
}

/** Transactions that were open together are never this many changes apart. */
export const resumeMargin = 256

/** Requests last changed after `seq`, oldest change first; a request that changed often is listed once. Bounded by `limit`. */
export async function changedSince(context: { db: Database }, seq: number, limit: number, ownerAccountId?: string): Promise<Change[]> {
  let query = tables(context)
    .selectFrom('requests')
    .select(['record_id', 'seq', 'phase', 'owner_account_id', 'requested_by'])
    .where('seq', '>', String(Math.max(0, seq)))
  if (ownerAccountId !== undefined) query = query.where('owner_account_id', '=', ownerAccountId)
  const rows = await query.orderBy('seq').limit(limit).execute()
  return rows.map((row) => ({
    recordId: row.record_id,
    seq: Number(row.seq),
    phase: row.phase,
    ownerAccountId: row.owner_account_id,
    requestedBy: row.requested_by,
  }))
}
