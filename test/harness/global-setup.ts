import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { migrate } from '../../src/database/migrate.ts'
import { createPool } from '../../src/database/pool.ts'
import { stopOrphan } from '../../src/database/postgres-orphan.ts'
import { databaseUrl, templateDatabase } from './template.ts'

interface TestPostgres {
  readonly connectionString: string
  stop(): Promise<void>
}

/** Each project of the run loads this file anew; what they share hangs on the process. */
const run = globalThis as { accountFactoryPostgres?: { users: number; readonly started: Promise<TestPostgres> } }
const prefix = 'account-factory-test-'

/** Starts the run's one PostgreSQL with the first project that wants it, and stops it with the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.accountFactoryPostgres ??= { users: 0, started: start() }
  const shared = run.accountFactoryPostgres
  shared.users++
  const postgres = await shared.started
  project.provide('postgres', postgres.connectionString)
  return async () => {
    if (--shared.users === 0) await postgres.stop()
  }
}

/** Without fsync, for nothing in it is to be kept; the template is migrated once. */
async function start(): Promise<TestPostgres> {
  await clearKilledRuns()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, { durable: false })
  const client = new pg.Client({ connectionString: postgres.connectionString })
  await client.connect()
  await client.query(`create database ${templateDatabase}`)
  await client.end()
  const pool = createPool(databaseUrl(postgres.connectionString, templateDatabase))
  await migrate(pool.db)
  await pool.close()
  const stop = async (): Promise<void> => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { connectionString: postgres.connectionString, stop }
}

/** A run that was killed leaves its PostgreSQL running. */
async function clearKilledRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const [pid] = name.slice(prefix.length).split('-')
    if (existsSync(`/proc/${pid}`)) continue
    const folder = join(tmpdir(), name)
    await stopOrphan(join(folder, 'postgres/cluster'))
    rmSync(folder, { recursive: true, force: true })
  }
}
