import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canPass, isRoot } from '../../src/database/postgres-user.ts'
import { createEmptyDatabase } from '../harness/database.ts'
import { readCredentials, type ServerProcess, spawnServer } from '../harness/server.ts'

// The command as a user starts it: what it prints, what it refuses, how it stops and comes back.

let folder: string
const children = new Set<ServerProcess>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'account factory '))
  // Root's PostgreSQL passes through as another user.
  chmodSync(folder, 0o711)
})
afterAll(async () => {
  for (const { child } of children) child.kill('SIGKILL')
  await Promise.all([...children].map(({ ended }) => ended))
  rmSync(folder, { recursive: true, force: true })
})

async function start(...given: Parameters<typeof spawnServer>): Promise<ServerProcess> {
  const server = await spawnServer(...given)
  children.add(server)
  return server
}

async function callerAccount({ url }: ServerProcess, data: string): Promise<string | undefined> {
  const client = new STSClient({ endpoint: url, region: 'us-east-1', credentials: readCredentials(data) })
  const { Account } = await client.send(new GetCallerIdentityCommand({})).finally(() => client.destroy())
  return Account
}

const postmaster = (data: string): string => readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0] ?? ''

/** A connection on which this much of a request has been sent. */
async function hold({ url }: ServerProcess, text: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.write(text, () => resolve()))
}

function lives(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('on a data folder of its own', () => {
  const data = (): string => join(folder, 'data')
  const account = (): string => accountId
  let accountId: string
  let server: ServerProcess

  test('the first start prints portal, one-time password and at last a line that begins with ready', async () => {
    server = await start(['--data', data(), '--pace', 'instant'])
    expect(server.output()).toContain(`${server.url}/start`)
    expect(server.output()).toMatch(/Sign in as +admin +one-time password \S+/)
    expect(server.output().trimEnd().split('\n').at(-1)).toMatch(/^ready on http:\/\/127\.0\.0\.1:\d+$/)
    accountId = (await callerAccount(server, data())) ?? ''
    expect(accountId).toMatch(/^\d{12}$/)
  })

  test('secrets are readable for the owner only', () => {
    for (const name of ['credentials', 'secret.key']) expect(statSync(join(data(), name)).mode & 0o077).toBe(0)
  })

  test('operators find health, readiness and metrics; a browser at / is led to the portal', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('account_factory_requests{phase="running"} 0')
    const home = await fetch(server.url, { headers: { accept: 'text/html,*/*' }, redirect: 'manual' })
    expect([home.status, home.headers.get('location')]).toEqual([302, '/start'])
  })

  test('a second start on the folder is refused in one line, and leaves the first alone', async () => {
    await expect(spawnServer(['--data', data()])).rejects.toThrow(
      new RegExp(`ended with 2:\naccount-factory: .* is in use by another server \\(process ${server.child.pid}\\)[^\n]*\n$`),
    )
    expect(await callerAccount(server, data())).toBe(account())
  })

  test('a port in use is refused in one line, before anything is made', async () => {
    const other = join(folder, 'other')
    await expect(spawnServer(['--data', other, '--port', new URL(server.url).port])).rejects.toThrow(
      /ended with 2:\naccount-factory: port \d+ of 127\.0\.0\.1 is in use by another program[^\n]*\n$/,
    )
  })

  test('SIGTERM ends it with 0 within ten seconds, PostgreSQL included, though clients hold connections', async () => {
    const pid = postmaster(data())
    for (const text of ['', 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhal']) await hold(server, text)
    const began = performance.now()
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(lives(pid)).toBe(false)
  })

  test('a restart keeps everything', async () => {
    server = await start(['--data', data(), '--pace', 'instant'])
    expect(await callerAccount(server, data())).toBe(account())
  })

  test('after a kill -9 the next start ends what was left behind and goes on', async () => {
    const pid = postmaster(data())
    server.child.kill('SIGKILL')
    await server.ended
    expect(lives(pid)).toBe(true)
    server = await start(['--data', data(), '--pace', 'instant'])
    expect(lives(pid)).toBe(false)
    expect(await callerAccount(server, data())).toBe(account())
  })

  test('it ends with 1 and says why when its PostgreSQL dies', async () => {
    process.kill(Number(postmaster(data())), 'SIGKILL')
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('account-factory: PostgreSQL ended (SIGKILL)')
  })
})

describe('on a PostgreSQL of the user’s own', () => {
  test('two servers that start at once on an empty database both come up and share one installation', async () => {
    const database = await createEmptyDatabase()
    const env = { DATABASE_URL: database.connectionString, ACCOUNT_FACTORY_SECRET_KEY: '5e'.repeat(32) }
    const servers = await Promise.all(['a', 'b'].map((name) => start(['--data', join(folder, name), '--pace', 'instant'], { env })))
    const [owner = ''] = ['a', 'b'].map((name) => join(folder, name)).filter((data) => readIf(join(data, 'credentials')))
    const accounts = await Promise.all(servers.map((server) => callerAccount(server, owner)))
    expect(accounts[0]).toMatch(/^\d{12}$/)
    expect(accounts[1]).toBe(accounts[0])
    for (const { child } of servers) child.kill('SIGTERM')
    expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual([0, 0])
    await database.drop()
  })

  test('one that cannot be reached is refused in one line', async () => {
    const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }
    await expect(spawnServer(['--data', join(folder, 'c')], { env })).rejects.toThrow(
      /ended with 2:\naccount-factory: DATABASE_URL does not lead to a PostgreSQL that lets us in: [^\n]*\n$/,
    )
  })
})

/** A checkout that only root may enter cannot be started by another. */
const othersMayEnter = canPass(import.meta.dirname, { uid: 65_534, gid: 65_534 })

test.runIf(isRoot() && othersMayEnter)('an ordinary user can start it, and root can go on with what that user began', async () => {
  const home = join(folder, 'home')
  mkdirSync(home)
  chownSync(home, 65_534, 65_534)
  const data = join(home, 'data')
  const first = await start(['--data', data], { uid: 65_534 })
  const accountId = await callerAccount(first, data)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(statSync(join(data, 'postgres')).uid).toBe(65_534)
  const second = await start(['--data', data])
  expect(await callerAccount(second, data)).toBe(accountId)
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

function readIf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
