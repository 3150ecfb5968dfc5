// How tests get a database: one embedded PostgreSQL per run (global-setup.ts) holds a migrated template; `createTestDatabase` clones it.
//
//   const database = await createTestDatabase()
//   const context = createTestContext(database.db)
//   ...
//   await database.drop()
import pg from 'pg'
import pino from 'pino'
import { inject } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import { paceTable } from '../../src/access/pace.ts'
import { SystemClock } from '../../src/clock.ts'
import type { Database } from '../../src/database/database.ts'
import { createPool } from '../../src/database/pool.ts'
import { randomHex, randomUUID } from '../../src/random.ts'
import { databaseUrl, templateDatabase } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL, database `postgres`. */
    postgres: string
  }
}

export interface TestDatabase {
  readonly connectionString: string
  readonly db: Database
  drop(): Promise<void>
}

/** A fresh database with the newest schema and no row. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomHex(12)}`
  await administer(`create database ${name} template ${templateDatabase}`)
  const connectionString = databaseUrl(inject('postgres'), name)
  const { db, close } = createPool(connectionString, { maxConnections: 10 })
  const drop = async (): Promise<void> => {
    await close()
    await administer(`drop database ${name} with (force)`)
  }
  return { connectionString, db, drop }
}

/** A database without a single table, as a user's own PostgreSQL would be at the first start. */
export async function createEmptyDatabase(): Promise<{ connectionString: string; drop(): Promise<void> }> {
  const name = `empty_${randomHex(12)}`
  await administer(`create database ${name}`)
  return { connectionString: databaseUrl(inject('postgres'), name), drop: () => administer(`drop database ${name} with (force)`) }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

export const testAccountId = '111122223333'

/** An operation's context for the administrator user of a management account, with instant pace and a clock that can be moved. */
export function createTestContext(db: Database, overrides: Partial<OperationContext> = {}): OperationContext & { clock: SystemClock } {
  const arn = `arn:aws:iam::${testAccountId}:user/account-factory`
  return {
    requestId: randomUUID(),
    caller: {
      type: 'iam-user',
      accountId: testAccountId,
      arn,
      principalArn: arn,
      userId: 'AIDAEXAMPLEEXAMPLE00A',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
      sourceIp: '127.0.0.1',
    },
    region: 'us-east-1',
    log: pino({ level: 'silent' }),
    db,
    pace: paceTable.instant,
    settings: { parity: false, homeRegion: 'us-east-1', startUrl: 'http://127.0.0.1:4500/start' },
    announce: async () => {},
    ...overrides,
    clock: overrides.clock instanceof SystemClock ? overrides.clock : new SystemClock(),
  }
}
