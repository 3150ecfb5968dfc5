import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { tables } from './tables.ts'

const atOnce = 5_000

/** Deletes a bounded number of events from before this time. True when there may be more. */
export async function forgetEvents(db: Database, before: Date): Promise<boolean> {
  const counts = await Promise.all(
    (['events', 'event_resources'] as const).map(async (table) => {
      const old = tables({ db }).selectFrom(table).select(sql<string>`ctid`.as('row')).where('event_time', '<', before).limit(atOnce)
      const { numDeletedRows } = await tables({ db }).deleteFrom(table).where(sql`ctid`, 'in', old).executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    }),
  )
  return counts.some((count) => count === atOnce)
}
