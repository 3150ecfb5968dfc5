import { hash } from 'node:crypto'
import type { OperationContext } from '../access/context.ts'
import { randomBytes, randomUUID } from '../random.ts'
import { readSettings } from './settings.ts'
import { tables } from './tables.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/** Steps of a sign-in that a session may have left; until there is none it opens nothing else. */
export type Step = 'mfa' | 'mfa-enrolment' | 'new-password'

export interface Session {
  readonly id: string
  readonly userId: string
  /** Left to do, in this order. */
  readonly pending: readonly Step[]
  /** How the person proved who they are, e.g. `password` or `password+totp`. */
  readonly method: string
  readonly createdAt: Date
  /** When a password or a second factor was last given in it. */
  readonly provedAt: Date
}

/** The cookie's value of a new session; only its digest is kept. */
export interface NewSession {
  readonly cookie: string
  readonly seconds: number
  readonly next: Step | 'done'
}

/** Called whenever all sessions of a person end, in the same transaction. */
export type SessionsEnded = (context: OperationContext, userId: string) => Promise<void>

/** How often a session's last use is written down. */
const seenEveryMs = 60_000
const longestUserAgent = 256
/** A sign-in that is not finished by then begins anew. */
const pendingMinutes = 30

/** Begins a session for the caller's address and browser. */
export async function startSession(
  context: OperationContext,
  session: Pick<Session, 'userId' | 'pending' | 'method'>,
): Promise<NewSession> {
  const cookie = randomBytes(32).toString('base64url')
  const now = context.clock.now()
  const { sessionMinutes } = await readSettings(context)
  const seconds = 60 * (session.pending.length > 0 ? Math.min(pendingMinutes, sessionMinutes) : sessionMinutes)
  await tables(context).deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await tables(context)
    .insertInto('sessions')
    .values({
      id_hash: digest(cookie),
      id: randomUUID(),
      user_id: session.userId,
      pending: [...session.pending],
      method: session.method,
      address: context.caller.sourceIp,
      user_agent: (context.caller.userAgent ?? '').replaceAll('\0', '').slice(0, longestUserAgent),
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + seconds * 1000),
      proved_at: now,
    })
    .execute()
  return { cookie, seconds, next: session.pending[0] ?? 'done' }
}

export async function findSession(context: OperationContext, cookie: string | undefined): Promise<Session | undefined> {
  if (!cookie) return undefined
  const now = context.clock.now()
  const row = await tables(context)
    .selectFrom('sessions')
    .select(['id', 'user_id', 'pending', 'method', 'created_at', 'seen_at', 'proved_at'])
    .where('id_hash', '=', digest(cookie))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return undefined
  if (now.getTime() - row.seen_at.getTime() >= seenEveryMs)
    await tables(context).updateTable('sessions').set({ seen_at: now }).where('id', '=', row.id).execute()
  const { id, user_id: userId, pending, method, created_at: createdAt, proved_at: provedAt } = row
  return { id, userId, pending, method, createdAt, provedAt }
}

/** Writes down that the person has just proved once more who they are. */
export async function markProved(context: OperationContext, { id }: Session): Promise<void> {
  await tables(context).updateTable('sessions').set({ proved_at: context.clock.now() }).where('id', '=', id).execute()
}

/** The session in exchange for one without its first step: a new cookie, for the old one was good for less. Undefined when it is gone. */
export async function advanceSession(
  context: OperationContext,
  session: Session,
  method = session.method,
): Promise<NewSession | undefined> {
  const [ended] = await tables(context).deleteFrom('sessions').where('id', '=', session.id).returning('id').execute()
  return ended && startSession(context, { userId: session.userId, pending: session.pending.slice(1), method })
}

export async function endSession(context: OperationContext, cookie: string | undefined): Promise<void> {
  if (cookie) await tables(context).deleteFrom('sessions').where('id_hash', '=', digest(cookie)).execute()
}

/** Signs the person out everywhere; no browser is trusted any longer. */
export async function endSessions(context: OperationContext, userId: string): Promise<void> {
  await tables(context).deleteFrom('sessions').where('user_id', '=', userId).execute()
  await forgetTrustedDevices(context, userId)
}

function digest(cookie: string): string {
  return hash('sha256', cookie)
}
