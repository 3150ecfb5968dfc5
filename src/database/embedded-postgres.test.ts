import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isRoot } from './postgres-user.ts'

let parent: string
let running: EmbeddedPostgres[] = []

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'account-factory cluster '))
  chmodSync(parent, 0o711)
})
afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()))
  running = []
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

async function start(folder: string): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const postgres = await startEmbeddedPostgres(folder)
  running.push(postgres)
  return postgres
}

async function query(postgres: EmbeddedPostgres, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.connectionString })
  client.on('error', () => {})
  await client.connect()
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const postmasterOf = (cluster: string): number => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

describe('on one data folder', () => {
  const folder = (): string => join(parent, 'one')

  test('a cluster in a path with spaces keeps its rows over a stop, synced to disk and closed to the network', async () => {
    const first = await start(folder())
    await query(first, 'create table kept (id int)')
    await query(first, 'insert into kept values (1)')
    await first.stop()
    const second = await start(folder())
    expect(await query(second, 'select id from kept')).toEqual([{ id: 1 }])
    expect(await query(second, "select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses")).toEqual([
      { fsync: 'on', addresses: '' },
    ])
  })

  test('a server that was left running is stopped before the next one starts, and nothing committed is lost', async () => {
    const orphan = await start(folder())
    await query(orphan, 'insert into kept values (2)')
    const next = await start(folder())
    expect(await orphan.died).toContain('PostgreSQL ended')
    expect(await query(next, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('a killed server is told of at once and recovers at the next start', async () => {
    const killed = await start(folder())
    await query(killed, 'insert into kept values (3)')
    process.kill(postmasterOf(join(folder(), 'postgres/cluster')), 'SIGKILL')
    expect(await killed.died).toContain('SIGKILL')
    const next = await start(folder())
    expect(await query(next, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  })
})

test.runIf(isRoot())('a data folder that root closed to all others lets PostgreSQL pass and nobody else', async () => {
  const folder = join(parent, 'closed')
  mkdirSync(folder, { mode: 0o700 })
  await start(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o710)
  expect(existsSync(join(folder, 'postgres/cluster'))).toBe(true)
})

describe.runIf(isRoot())('when root starts it in a folder that others may not pass', () => {
  const home = (): string => join(parent, 'home')
  const pointer = (data: string): string => readFileSync(join(data, 'postgres-is-at'), 'utf8').trim()

  afterAll(() => rmSync(pointer(join(home(), 'moved')), { recursive: true, force: true }))

  test('the cluster lies elsewhere, follows a data folder that is moved, and is refused to a copy of it', async () => {
    mkdirSync(home(), { mode: 0o700 })
    const first = await start(join(home(), 'data'))
    await query(first, 'create table kept (id int)')
    await first.stop()
    renameSync(join(home(), 'data'), join(home(), 'moved'))
    const second = await start(join(home(), 'moved'))
    expect(await query(second, 'select * from kept')).toEqual([])
    cpSync(join(home(), 'moved'), join(home(), 'copy'), { recursive: true })
    await expect(startEmbeddedPostgres(join(home(), 'copy'))).rejects.toThrow('is a copy of')
    expect(await query(second, 'select * from kept')).toEqual([])
  })
})
