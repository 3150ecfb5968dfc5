import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { ipv6Network, plainAddress } from './network.ts'
import { tables } from './tables.ts'

// Sign-ins are counted by what was typed as user name, whether there is such a person or not, and by network address.
// An attempt counts as failed before its password is looked at, and a success takes that back: however many come at the same
// moment, no more are looked at than the counter lets through. The counters are rows, so they hold over all nodes and restarts.

interface Limit {
  /** Failures that cost nothing. */
  readonly free: number
  readonly firstDelayMs: number
}

/** What is tried. Each is counted apart: the right password does not forget wrong codes, and whoever is held may ask for a reset. */
type Kind = 'password' | 'factor' | 'reset'

const signInLimits = { name: { free: 5, firstDelayMs: 2_000 }, address: { free: 50, firstDelayMs: 2_000 } }
const limits: Readonly<Record<Kind, { readonly name: Limit; readonly address: Limit }>> = {
  password: signInLimits,
  factor: signInLimits,
  reset: { name: { free: 3, firstDelayMs: 60_000 }, address: { free: 20, firstDelayMs: 60_000 } },
}
/** A door that is not held. Not the present: another attempt of this moment may have begun a little earlier. */
const open = new Date(0)
const longestDelayMs = 15 * 60_000
/** Counters begin anew after this long without a failure. */
const forgetMs = 24 * 3_600_000

export interface Attempt {
  readonly userName: string
  readonly address: string
  /** Of a password, when not said. */
  readonly kind?: Kind
}

const nameKeys: Readonly<Record<Kind, string>> = { password: 'name', factor: 'factor', reset: 'reset' }
const keyOfName = (kind: Kind, userName: string): string => `${nameKeys[kind]}:${userName.toLowerCase().slice(0, 128)}`

/** Whoever has an IPv6 address has a whole /64 of them. */
const keysOf = ({ userName, address, kind = 'password' }: Attempt) => ({
  name: keyOfName(kind, userName),
  address: `${kind === 'reset' ? 'reset-address' : 'address'}:${ipv6Network(address) ?? plainAddress(address)}`,
})

/**
 * Counts an attempt, as failed for now; gives the failures in a row before it. Throws ThrottlingException, and counts nothing, while
 * either counter holds the door.
 */
export async function beginAttempt(context: OperationContext, attempt: Attempt): Promise<number> {
  const now = context.clock.now()
  const keys = keysOf(attempt)
  const { name, address } = limits[attempt.kind ?? 'password']
  await tables(context)
    .deleteFrom('attempts')
    .where('last_at', '<', new Date(now.getTime() - forgetMs))
    .execute()
  // The address first, always: attempts that share both counters wait for one another in one order.
  return transaction(context, async (context) => {
    await count(context, keys.address, address, now)
    return (await count(context, keys.name, name, now)) - 1
  })
}

/** Locks the counter, so that the next attempt sees what this one leaves behind. */
async function count(context: OperationContext, key: string, limit: Limit, now: Date): Promise<number> {
  const { failures, blocked_until } = await tables(context)
    .insertInto('attempts')
    .values({ key, failures: 1, blocked_until: open, last_at: now })
    .onConflict((existing) => existing.column('key').doUpdateSet((eb) => ({ failures: eb('attempts.failures', '+', 1), last_at: now })))
    .returning(['failures', 'blocked_until'])
    .executeTakeFirstOrThrow()
  if (blocked_until > now) throw throttled(blocked_until.getTime() - now.getTime())
  if (failures < limit.free) return failures
  const delayMs = Math.min(longestDelayMs, limit.firstDelayMs * 2 ** Math.min(failures - limit.free, 20))
  await tables(context)
    .updateTable('attempts')
    .set({ blocked_until: new Date(now.getTime() + delayMs) })
    .where('key', '=', key)
    .execute()
  return failures
}

function throttled(waitMs: number): Fault {
  const retryAfterSeconds = Math.ceil(waitMs / 1000)
  const message = `Too many failed sign-ins. Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}.`
  return new Fault('ThrottlingException', message, { fields: { retryAfterSeconds } })
}

/** After a success: the name's failures are forgotten, the address keeps all but this one and is not held for it. */
export async function forgiveAttempt(context: OperationContext, attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt)
  await tables(context)
    .updateTable('attempts')
    .set({ failures: sql`greatest(failures - 1, 0)`, blocked_until: open })
    .where('key', '=', keys.address)
    .execute()
  await tables(context).deleteFrom('attempts').where('key', '=', keys.name).execute()
}

const allKeysOf = (userName: string): string[] => (['password', 'factor', 'reset'] as const).map((kind) => keyOfName(kind, userName))

/** Until when a name is held, if it is. */
export async function heldUntil(context: OperationContext, userName: string): Promise<Date | undefined> {
  const row = await tables(context)
    .selectFrom('attempts')
    .select((eb) => eb.fn.max('blocked_until').as('until'))
    .where('key', 'in', [keyOfName('password', userName), keyOfName('factor', userName)])
    .executeTakeFirst()
  return row?.until && row.until > context.clock.now() ? row.until : undefined
}

/** Forgets all failures of a name; what came from an address stays counted for the address. */
export async function forgetFailures(context: OperationContext, userName: string): Promise<void> {
  await tables(context).deleteFrom('attempts').where('key', 'in', allKeysOf(userName)).execute()
}
