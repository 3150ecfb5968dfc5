import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { migrate } from '../../src/database/migrate.ts'
import { createPool } from '../../src/database/pool.ts'
import { databaseUrl, templateDatabase } from './template.ts'

/** Starts the run's PostgreSQL (without fsync: nothing in it is to be kept) and migrates the template once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-test-'))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, { durable: false })
  const client = new pg.Client({ connectionString: postgres.connectionString })
  await client.connect()
  await client.query(`create database ${templateDatabase}`)
  await client.end()
  const pool = createPool(databaseUrl(postgres.connectionString, templateDatabase))
  await migrate(pool.db)
  await pool.close()
  project.provide('postgres', postgres.connectionString)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
