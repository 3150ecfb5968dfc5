import { hash } from 'node:crypto'
import type { OperationContext } from '../access/context.ts'
import { randomBytes } from '../random.ts'
import { tables } from './tables.ts'

/** AWS's default length of a portal session. */
export const sessionSeconds = 8 * 3600

export interface Session {
  readonly userId: string
  /** Signed in with a one-time password: good for nothing but a new one. */
  readonly mustChange: boolean
}

/** Begins a session and gives the cookie's value; only its digest is kept. */
export async function startSession(context: OperationContext, session: Session): Promise<string> {
  const value = randomBytes(32).toString('base64url')
  const now = context.clock.now()
  await tables(context).deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await tables(context)
    .insertInto('sessions')
    .values({
      id_hash: digest(value),
      user_id: session.userId,
      must_change: session.mustChange,
      created_at: now,
      expires_at: new Date(now.getTime() + sessionSeconds * 1000),
    })
    .execute()
  return value
}

export async function findSession(context: OperationContext, value: string | undefined): Promise<Session | undefined> {
  if (!value) return undefined
  const row = await tables(context)
    .selectFrom('sessions')
    .select(['user_id', 'must_change'])
    .where('id_hash', '=', digest(value))
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst()
  return row && { userId: row.user_id, mustChange: row.must_change }
}

export async function endSession(context: OperationContext, value: string | undefined): Promise<void> {
  if (value) await tables(context).deleteFrom('sessions').where('id_hash', '=', digest(value)).execute()
}

/** Signs the person out everywhere. */
export async function endSessions(context: OperationContext, userId: string): Promise<void> {
  await tables(context).deleteFrom('sessions').where('user_id', '=', userId).execute()
}

function digest(value: string): string {
  return hash('sha256', value)
}
