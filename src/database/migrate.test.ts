import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase } from '../../test/harness/database.ts'
import { migrate, withStartLock } from './migrate.ts'
import { checkServer, createPool, type Pool } from './pool.ts'

let database: Awaited<ReturnType<typeof createEmptyDatabase>>
let pools: Pool[]

beforeEach(async () => {
  database = await createEmptyDatabase()
  pools = [1, 2, 3].map(() => createPool(database.connectionString))
})
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  await database.drop()
})

test('nodes that migrate an empty database at once all find it migrated, each migration run once', async () => {
  await Promise.all(pools.map(({ db }) => withStartLock(database.connectionString, () => migrate(db))))
  for (const { db } of pools) {
    const { rows } = await sql<{ name: string }>`select name from database.kysely_migration order by name`.execute(db)
    expect(rows.map(({ name }) => name)).toContain('0001-access')
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  }
})

test('one node at a time has the start lock, and one that failed lets go of it', async () => {
  let inside = 0
  const enter = async (): Promise<void> => {
    inside++
    expect(inside).toBe(1)
    await sql`select pg_sleep(0.02)`.execute((pools[0] as Pool).db)
    inside--
  }
  const fail = async (): Promise<void> => {
    throw new Error('on purpose')
  }
  await expect(withStartLock(database.connectionString, fail)).rejects.toThrow('on purpose')
  await Promise.all([1, 2, 3].map(() => withStartLock(database.connectionString, enter)))
})

test('waiting for the start lock holds no snapshot that would block "create index concurrently"', async () => {
  let release = (): void => {}
  const { db } = pools[0] as Pool
  await sql`create table grown (id int)`.execute(db)
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let entered = (): void => {}
  const isIn = new Promise<void>((resolve) => {
    entered = resolve
  })
  const first = withStartLock(database.connectionString, async () => {
    entered()
    await held
    await sql`create index concurrently on grown (id)`.execute(db)
  })
  await isIn
  const second = withStartLock(database.connectionString, async () => {})
  await waiters({ db })
  release()
  await Promise.all([first, second])
})

/** Resolves once two sessions have asked for an advisory lock: the holder and one that waits. */
async function waiters({ db }: Pick<Pool, 'db'>): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_stat_activity where datname = current_database() and query like '%advisory_lock%'
      and pid <> pg_backend_pid()`.execute(db)
    if (rows.length >= 2) return
  }
}

test('a server that cannot be reached, or does not let us in, is told of as what DATABASE_URL leads to', async () => {
  await checkServer(database.connectionString)
  await expect(checkServer('postgresql://127.0.0.1:1/none')).rejects.toThrow(/^DATABASE_URL does not lead to a PostgreSQL.*ECONNREFUSED/)
  const url = new URL(database.connectionString)
  url.password = 'wrong'
  await expect(checkServer(url.href)).rejects.toThrow(/^DATABASE_URL does not lead to a PostgreSQL.*password authentication failed/)
})
