import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { tables } from './tables.ts'

// Failed sign-ins are counted by what was typed as user name, whether there is such a person or not, and by network address.
// The counters are rows, so that they hold over all nodes and restarts.

interface Limit {
  /** Failures that cost nothing. */
  readonly free: number
  readonly firstDelayMs: number
}

const limits = { name: { free: 5, firstDelayMs: 2_000 }, address: { free: 50, firstDelayMs: 2_000 } } satisfies Record<string, Limit>
const longestDelayMs = 15 * 60_000
/** A moment that is past for everybody, whichever came first. */
const never = new Date(0)
/** Counters begin anew after this long without a failure. */
const forgetMs = 24 * 3_600_000

export interface Attempt {
  readonly userName: string
  readonly address: string
}

const keysOf = ({ userName, address }: Attempt) => ({ name: `name:${userName.toLowerCase().slice(0, 128)}`, address: `address:${address}` })

/** Throws ThrottlingException while either counter holds the door. */
export async function checkAttempt(context: OperationContext, attempt: Attempt): Promise<void> {
  const now = context.clock.now()
  const row = await tables(context)
    .selectFrom('attempts')
    .select('blocked_until')
    .where('key', 'in', Object.values(keysOf(attempt)))
    .where('blocked_until', '>', now)
    .orderBy('blocked_until', 'desc')
    .executeTakeFirst()
  if (!row) return
  const seconds = Math.ceil((row.blocked_until.getTime() - now.getTime()) / 1000)
  throw new Fault('ThrottlingException', `Too many failed sign-ins. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`)
}

/** Counts a failure; from the limit on, each doubles the time until the next try. */
export async function countFailure(context: OperationContext, attempt: Attempt): Promise<void> {
  const now = context.clock.now()
  await tables(context)
    .deleteFrom('attempts')
    .where('last_at', '<', new Date(now.getTime() - forgetMs))
    .execute()
  const keys = keysOf(attempt)
  for (const kind of ['name', 'address'] as const) {
    const { failures } = await tables(context)
      .insertInto('attempts')
      .values({ key: keys[kind], failures: 1, blocked_until: never, last_at: now })
      .onConflict((existing) => existing.column('key').doUpdateSet((eb) => ({ failures: eb('attempts.failures', '+', 1), last_at: now })))
      .returning('failures')
      .executeTakeFirstOrThrow()
    const { free, firstDelayMs } = limits[kind]
    if (failures < free) continue
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - free, 20))
    await tables(context)
      .updateTable('attempts')
      .set({ blocked_until: new Date(now.getTime() + delayMs) })
      .where('key', '=', keys[kind])
      .execute()
  }
}

/** A success forgets the failures of the name; the address keeps its own. */
export async function forgetFailures(context: OperationContext, attempt: Attempt): Promise<void> {
  await tables(context).deleteFrom('attempts').where('key', '=', keysOf(attempt).name).execute()
}
