import type { OperationContext } from '../access/context.ts'
import { randomUUID } from '../random.ts'
import type { Session } from './sessions.ts'
import { type MfaChallengesTable, tables } from './tables.ts'

// What the server asked and waits for an answer to. It belongs to one session, the newest of a purpose replaces the one before, and
// it is taken away by the answer.

type Purpose = MfaChallengesTable['purpose']

const lifeMs = 10 * 60_000

/** Keeps the question; its id names it in the answer. */
export async function keepChallenge(
  context: OperationContext,
  { id: sessionId }: Session,
  purpose: Purpose,
  content: string,
): Promise<string> {
  const now = context.clock.now()
  await tables(context).deleteFrom('mfa_challenges').where('expires_at', '<=', now).execute()
  const row = { id: randomUUID(), content, expires_at: new Date(now.getTime() + lifeMs) }
  await tables(context)
    .insertInto('mfa_challenges')
    .values({ session_id: sessionId, purpose, ...row })
    .onConflict((existing) => existing.columns(['session_id', 'purpose']).doUpdateSet(row))
    .execute()
  return row.id
}

/** The question's content, once: whoever comes second gets undefined. Without an id the newest of the purpose. */
export async function takeChallenge(
  context: OperationContext,
  { id: sessionId }: Session,
  purpose: Purpose,
  id?: string,
): Promise<string | undefined> {
  let taken = tables(context).deleteFrom('mfa_challenges').where('session_id', '=', sessionId).where('purpose', '=', purpose)
  if (id !== undefined) taken = taken.where('id', '=', id)
  const [row] = await taken.where('expires_at', '>', context.clock.now()).returning('content').execute()
  return row?.content
}

/** Writes down, until it is over, that a question of no session was answered. False when it was answered before. */
export async function spendChallenge(context: OperationContext, challenge: string, expiresAt: Date): Promise<boolean> {
  await tables(context).deleteFrom('mfa_challenges').where('expires_at', '<=', context.clock.now()).execute()
  const spent = await tables(context)
    .insertInto('mfa_challenges')
    .values({ session_id: `spent/${challenge}`, purpose: 'factor', id: randomUUID(), content: '', expires_at: expiresAt })
    .onConflict((existing) => existing.columns(['session_id', 'purpose']).doNothing())
    .returning('id')
    .execute()
  return spent.length === 1
}
