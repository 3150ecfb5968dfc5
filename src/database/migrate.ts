import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import type { Database } from './database.ts'

const folder = join(import.meta.dirname, 'migrations')
/** Any number that no other program on this database uses for an advisory lock. */
const startLock = 4500_2026
const lockPollMs = 100

/** Brings the database to the newest schema: the SQL files of migrations/ in order of name, each in a transaction, none twice. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => readMigrations() }, migrationTableSchema: 'database' })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error(`migrating the database failed: ${error instanceof Error ? error.message : error}`, { cause: error })
}

function readMigrations(): Record<string, Migration> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const migrations = files.map((file): [string, Migration] => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [file.slice(0, -'.sql'.length), { up: async (db) => void (await sql.raw(text).execute(db)) }]
  })
  return Object.fromEntries(migrations)
}

/**
 * Runs `work` on one node at a time. Polls, because waiting inside the database would hold a snapshot that
 * DBOS's `create index concurrently` waits for.
 */
export async function withStartLock<Result>(connectionString: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [startLock])
      if (rows[0]?.taken) break
      await new Promise((resolve) => setTimeout(resolve, lockPollMs))
    }
    return await work()
  } finally {
    await client.end()
  }
}
