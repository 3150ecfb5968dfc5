import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { tables } from './tables.ts'

// Sign-ins are counted by what was typed as user name, whether there is such a person or not, and by network address.
// An attempt counts as failed before its password is looked at, and a success takes that back: however many come at the same
// moment, no more are looked at than the counter lets through. The counters are rows, so they hold over all nodes and restarts.

interface Limit {
  /** Failures that cost nothing. */
  readonly free: number
  readonly firstDelayMs: number
}

const limits = { name: { free: 5, firstDelayMs: 2_000 }, address: { free: 50, firstDelayMs: 2_000 } } satisfies Record<string, Limit>
const longestDelayMs = 15 * 60_000
/** Counters begin anew after this long without a failure. */
const forgetMs = 24 * 3_600_000

export interface Attempt {
  readonly userName: string
  readonly address: string
  /** A second factor is tried: counted apart, so that the right password does not forget wrong codes. */
  readonly secondFactor?: boolean
}

const keysOf = ({ userName, address, secondFactor }: Attempt) => ({
  name: `${secondFactor ? 'factor' : 'name'}:${userName.toLowerCase().slice(0, 128)}`,
  address: `address:${address}`,
})

/**
 * Counts an attempt, as failed for now; gives the failures in a row before it. Throws ThrottlingException, and counts nothing, while
 * either counter holds the door.
 */
export async function beginAttempt(context: OperationContext, attempt: Attempt): Promise<number> {
  const now = context.clock.now()
  const keys = keysOf(attempt)
  await tables(context)
    .deleteFrom('attempts')
    .where('last_at', '<', new Date(now.getTime() - forgetMs))
    .execute()
  // The address first, always: attempts that share both counters wait for one another in one order.
  return transaction(context, async (context) => {
    await count(context, keys.address, limits.address, now)
    return (await count(context, keys.name, limits.name, now)) - 1
  })
}

/** Locks the counter, so that the next attempt sees what this one leaves behind. */
async function count(context: OperationContext, key: string, limit: Limit, now: Date): Promise<number> {
  const { failures, blocked_until } = await tables(context)
    .insertInto('attempts')
    .values({ key, failures: 1, blocked_until: now, last_at: now })
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
  const seconds = Math.ceil(waitMs / 1000)
  return new Fault('ThrottlingException', `Too many failed sign-ins. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`)
}

/** After a success: the name's failures are forgotten, the address keeps all but this one and is not held for it. */
export async function forgiveAttempt(context: OperationContext, attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt)
  await tables(context)
    .updateTable('attempts')
    .set({ failures: sql`greatest(failures - 1, 0)`, blocked_until: context.clock.now() })
    .where('key', '=', keys.address)
    .execute()
  await tables(context).deleteFrom('attempts').where('key', '=', keys.name).execute()
}
