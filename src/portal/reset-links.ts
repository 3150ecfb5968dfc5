import { hash } from 'node:crypto'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomBytes } from '../random.ts'
import { tables } from './tables.ts'

/** A link for choosing a new password. Its secret stands in the fragment, which browsers send nowhere; only a digest is kept. */
export interface ResetLink {
  readonly url: string
  readonly expiresAt: Date
}

/** A new link for a person; the one before, if any, ends. */
export async function createResetLink(context: OperationContext, userId: string, hours: number): Promise<ResetLink> {
  const token = randomBytes(32).toString('base64url')
  const now = context.clock.now()
  const row = { token_hash: digest(token), created_at: now, expires_at: new Date(now.getTime() + hours * 3_600_000) }
  await tables(context).deleteFrom('password_resets').where('expires_at', '<=', now).execute()
  await tables(context)
    .insertInto('password_resets')
    .values({ user_id: userId, ...row })
    .onConflict((existing) => existing.column('user_id').doUpdateSet(row))
    .execute()
  return { url: `${context.settings.startUrl}/reset-password#token=${token}`, expiresAt: row.expires_at }
}

/** Whose link it is. Throws ResetLinkInvalid when it was used, replaced or never given out, or is too old. */
export async function findResetLink(context: OperationContext, token: string): Promise<string> {
  const row = await tables(context)
    .selectFrom('password_resets')
    .select('user_id')
    .where('token_hash', '=', digest(token))
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst()
  if (!row) throw linkInvalid()
  return row.user_id
}

/** Within the transaction that sets the password: of several uses at the same moment one gets through. */
export async function takeResetLink(context: OperationContext, token: string): Promise<void> {
  const [taken] = await tables(context)
    .deleteFrom('password_resets')
    .where('token_hash', '=', digest(token))
    .where('expires_at', '>', context.clock.now())
    .returning('user_id')
    .execute()
  if (!taken) throw linkInvalid()
}

/** Once a password is set, what was to set another is void. */
export async function endResetLinks(context: OperationContext, userId: string): Promise<void> {
  await tables(context).deleteFrom('password_resets').where('user_id', '=', userId).execute()
}

export function linkInvalid(): Fault {
  return new Fault('ResetLinkInvalid', 'This link was used or replaced, or is too old. Ask for a new one.')
}

function digest(token: string): string {
  return hash('sha256', token)
}
