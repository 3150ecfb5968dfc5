import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomBytes, randomHex } from '../random.ts'
import { tables } from './tables.ts'

/** Two, so that one can be replaced without a gap, as on AWS. */
const mostTokens = 2
const yearMs = 365 * 24 * 3_600_000
const usedEveryMs = 60_000

export interface ScimToken {
  readonly id: string
  readonly createdAt: Date
  readonly createdBy: string
  readonly expiresAt: Date
  readonly lastUsedAt: Date | undefined
}

export async function listTokens(context: OperationContext): Promise<ScimToken[]> {
  const rows = await tables(context).selectFrom('tokens').selectAll().orderBy('created_at').limit(mostTokens).execute()
  return rows.map(({ id, created_at, created_by, expires_at, last_used_at }) => ({
    id,
    createdAt: created_at,
    createdBy: created_by,
    expiresAt: expires_at,
    lastUsedAt: last_used_at ?? undefined,
  }))
}

/** Good for a year; only its digest is kept, so it is shown this once. */
export async function createToken(context: OperationContext): Promise<ScimToken & { token: string }> {
  const token = `afs_${randomBytes(32).toString('base64url')}`
  const now = context.clock.now()
  const created = {
    id: `scim-${randomHex(12)}`,
    createdAt: now,
    createdBy: context.caller.arn,
    expiresAt: new Date(now.getTime() + yearMs),
  }
  await transaction(context, async (context) => {
    // Whoever makes one at the same moment waits, so that there are never three.
    await sql`lock table scim.tokens in share row exclusive mode`.execute(context.db)
    const before = await tables(context).selectFrom('tokens').select('id').limit(mostTokens).execute()
    if (before.length >= mostTokens) throw new Fault('ConflictException', `There are ${mostTokens} tokens already: delete one first.`)
    const { id, createdAt, createdBy, expiresAt } = created
    await tables(context)
      .insertInto('tokens')
      .values({ id, token_hash: digest(token), created_at: createdAt, created_by: createdBy, expires_at: expiresAt, last_used_at: null })
      .execute()
  })
  return { ...created, lastUsedAt: undefined, token }
}

export async function deleteToken(context: OperationContext, id: string): Promise<void> {
  const [deleted] = await tables(context).deleteFrom('tokens').where('id', '=', id).returning('id').execute()
  if (!deleted) throw new Fault('ResourceNotFoundException', `There is no token '${id}'.`)
}

/** The id of the token, when it is one in force. */
export async function findToken(context: OperationContext, token: string): Promise<string | undefined> {
  const now = context.clock.now()
  const row = await tables(context)
    .selectFrom('tokens')
    .select(['id', 'last_used_at'])
    .where('token_hash', '=', digest(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row && (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= usedEveryMs))
    await tables(context).updateTable('tokens').set({ last_used_at: now }).where('id', '=', row.id).execute()
  return row?.id
}

function digest(token: string): string {
  return hash('sha256', token)
}
