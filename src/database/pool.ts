import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'

export const oldestPostgres = 15

export interface Pool {
  readonly db: Database
  close(): Promise<void>
}

/** A pool of connections; lost idle connections are replaced by the next query. `onError` hears of them. */
export function createPool(connectionString: string, options: { maxConnections?: number; onError?: (error: Error) => void } = {}): Pool {
  const pool = new pg.Pool({ connectionString, max: options.maxConnections ?? 20 })
  pool.on('error', options.onError ?? (() => {}))
  const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }) })
  return { db, close: () => db.destroy() }
}

/** Throws an error for the operator when the server cannot be reached or is too old. */
export async function checkServer(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int / 10000 as version")
    const version = rows[0]?.version ?? 0
    if (version < oldestPostgres) throw new Error(`DATABASE_URL leads to PostgreSQL ${version}; ${oldestPostgres} or newer is needed`)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('DATABASE_URL')) throw error
    throw new Error(`DATABASE_URL does not lead to a PostgreSQL that lets us in: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}
