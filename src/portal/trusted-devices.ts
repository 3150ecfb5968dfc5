import { hash } from 'node:crypto'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomBytes, randomUUID } from '../random.ts'
import { tables } from './tables.ts'

// A browser in which a person gave a second factor and that they trust: a cookie of its own, good for this person alone.

const trustDays = 30
/** The oldest gives way. */
const mostPerPerson = 20

export interface NewTrust {
  /** The cookie's value; only its digest is kept. */
  readonly cookie: string
  readonly seconds: number
}

export async function trustDevice(context: OperationContext, userId: string): Promise<NewTrust> {
  const cookie = randomBytes(32).toString('base64url')
  const now = context.clock.now()
  const seconds = trustDays * 24 * 3600
  await tables(context).deleteFrom('trusted_devices').where('expires_at', '<=', now).execute()
  const { sourceIp, userAgent = '' } = context.caller
  await tables(context)
    .insertInto('trusted_devices')
    .values({
      id_hash: digest(cookie),
      id: randomUUID(),
      user_id: userId,
      address: sourceIp,
      user_agent: userAgent.replaceAll('\0', '').slice(0, 256),
      created_at: now,
      expires_at: new Date(now.getTime() + seconds * 1000),
    })
    .execute()
  const kept = tables(context)
    .selectFrom('trusted_devices')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostPerPerson)
  await tables(context).deleteFrom('trusted_devices').where('user_id', '=', userId).where('id', 'not in', kept).execute()
  return { cookie, seconds }
}

/** The trust that the cookie stands for, when it is this person's. */
async function findTrust(context: OperationContext, userId: string, cookie: string | undefined): Promise<string | undefined> {
  if (!cookie) return undefined
  const row = await tables(context)
    .selectFrom('trusted_devices')
    .select('id')
    .where('id_hash', '=', digest(cookie))
    .where('user_id', '=', userId)
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst()
  return row?.id
}

export async function isTrustedDevice(context: OperationContext, userId: string, cookie: string | undefined): Promise<boolean> {
  return (await findTrust(context, userId, cookie)) !== undefined
}

/** `cookie` tells which of them the person is at. */
export async function listTrustedDevices(context: OperationContext, userId: string, cookie: string | undefined) {
  const current = await findTrust(context, userId, cookie)
  const rows = await tables(context)
    .selectFrom('trusted_devices')
    .select(['id', 'address', 'user_agent', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', context.clock.now())
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostPerPerson)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: row.id === current,
  }))
}

export async function forgetTrustedDevice(context: OperationContext, userId: string, id: string): Promise<void> {
  const [gone] = await tables(context)
    .deleteFrom('trusted_devices')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .execute()
  if (!gone) throw new Fault('ResourceNotFoundException', `You have no trusted device ${id}.`)
}

export async function forgetTrustedDevices(context: OperationContext, userId: string): Promise<void> {
  await tables(context).deleteFrom('trusted_devices').where('user_id', '=', userId).execute()
}

function digest(cookie: string): string {
  return hash('sha256', cookie)
}
