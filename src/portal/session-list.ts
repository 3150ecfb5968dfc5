import { sql } from 'kysely'
import type { OperationContext } from '../access/context.ts'
import { tables } from './tables.ts'

/** A session as people see it: never with what it is entered by. */
export interface SessionSummary {
  readonly id: string
  readonly address: string
  readonly userAgent: string
  readonly method: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
}

/** More than anybody looks through; the oldest are left out. */
const mostSessions = 100

/** The sessions that a person is signed in by, newest first. */
export async function listSessions(context: OperationContext, userId: string): Promise<SessionSummary[]> {
  const rows = await tables(context)
    .selectFrom('sessions')
    .select(['id', 'address', 'user_agent', 'method', 'created_at', 'seen_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where(sql<boolean>`cardinality(pending) = 0`)
    .where('expires_at', '>', context.clock.now())
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostSessions)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    userAgent: row.user_agent,
    method: row.method,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }))
}

/** Ends one session of a person; false when there is none of this id. */
export async function endSessionById(context: OperationContext, userId: string, id: string): Promise<boolean> {
  const ended = await tables(context).deleteFrom('sessions').where('user_id', '=', userId).where('id', '=', id).returning('id').execute()
  return ended.length > 0
}
