import type { Kysely } from 'kysely'

/** A pool or a transaction on one; each room types its own tables with `withTables`. */
// biome-ignore lint/complexity/noBannedTypes: no table is visible before a room names its own
export type Database = Kysely<{}>

/** Runs `work` in one transaction; inside one already, joins it. Serialization failures and deadlocks are the caller's to retry. */
export async function inTransaction<Result>(db: Database, work: (db: Database) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db)
  return db.transaction().execute(work)
}
