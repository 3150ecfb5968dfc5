import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'

/** A change that this node did not make itself takes effect within this time; AWS itself takes seconds. */
const keptMs = 1_000
const mostKept = 5_000

interface Surroundings {
  readonly db: Database
  readonly clock: Clock
}

/**
 * Keeps what `read` gives for a key, for a second; who asks while it is being read waits for the same answer. What is read inside a
 * transaction is kept by nobody: it may never be committed.
 */
export function createBriefCache<Context extends Surroundings, Value>(read: (context: Context, key: string) => Promise<Value>) {
  /** One for each installation, which its clock stands for. */
  const caches = new WeakMap<Clock, Map<string, { value: Promise<Value>; untilMs: number }>>()
  const get = (context: Context, key: string): Promise<Value> => {
    if (context.db.isTransaction) return read(context, key)
    const now = context.clock.now().getTime()
    const cache = caches.get(context.clock) ?? new Map()
    caches.set(context.clock, cache)
    const known = cache.get(key)
    if (known && known.untilMs > now) return known.value
    const value = read(context, key)
    if (cache.size >= mostKept) cache.clear()
    const entry = { value, untilMs: now + keptMs }
    cache.set(key, entry)
    value.catch(() => cache.get(key) === entry && cache.delete(key))
    return value
  }
  /** After a change of what `key` stands for. */
  const forget = ({ clock }: Context, key: string): void => {
    caches.get(clock)?.delete(key)
  }
  /** After a change that many keys may stand for. */
  const forgetAll = ({ clock }: Context): void => {
    caches.get(clock)?.clear()
  }
  return { get, forget, forgetAll }
}
