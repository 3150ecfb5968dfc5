// The embedded PostgreSQL: a cluster in the data folder, run as a child of ours on a private socket.
//
// It must never know what is stored in it. Start reading at `startEmbeddedPostgres`: binaries (postgres-binaries.ts), place of the
// cluster, initdb on the first start, an orphan of a killed server stopped (postgres-orphan.ts), then `postgres` itself until it answers.
// The caller holds the data folder's lock: whoever else runs on this cluster is an orphan.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { randomHex } from '../random.ts'
import { findPostgresBinaries, type PostgresBinaries, reachableByOthers, sharedFolder } from './postgres-binaries.ts'
import { stopOrphan } from './postgres-orphan.ts'

export interface EmbeddedPostgres {
  /** For `pg`; a unix socket, so nothing listens on the network. */
  readonly connectionString: string
  /** Resolves when PostgreSQL has ended without being asked to, with a message for the operator. */
  readonly died: Promise<string>
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** False only for tests: commits then survive a killed process but not a killed machine. */
  readonly durable?: boolean
}

const startTimeoutMs = 60_000
const stopTimeoutMs = 6_000
const superuser = 'account_factory'

/** Starts the cluster below `dataFolder`, making it first when there is none. The folder exists. */
export async function startEmbeddedPostgres(dataFolder: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const binaries = findPostgresBinaries()
  const folder = clusterFolder(dataFolder, binaries)
  const cluster = join(folder, 'cluster')
  const passwordFile = join(folder, 'password')
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialize(binaries, folder)
  await stopOrphan(cluster)
  const socketFolder = privateSocketFolder(binaries)
  const logFile = join(folder, 'postgres.log')
  const child = run(binaries, cluster, socketFolder, logFile, options.durable ?? true)
  const connectionString = `postgresql://${superuser}:${readFileSync(passwordFile, 'utf8')}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
  const exited = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended (${signal ?? code}); see ${logFile}`)),
  )
  try {
    await answers(connectionString, exited)
  } catch (error) {
    child.kill('SIGQUIT')
    throw error
  }
  let stopping = false
  const died = exited.then((message) => (stopping ? new Promise<string>(() => {}) : message))
  const stop = async (): Promise<void> => {
    stopping = true
    await stopChild(child, exited)
    rmSync(socketFolder, { recursive: true, force: true })
  }
  return { connectionString, died, stop }
}

/** `<data>/postgres`, or a folder of our own under /var/lib when root's data folder is closed to the user PostgreSQL runs as. */
function clusterFolder(dataFolder: string, { user }: PostgresBinaries): string {
  const open = !user || reachableByOthers(realpathSync(dataFolder))
  const folder = open ? join(dataFolder, 'postgres') : join(sharedFolder, hash('sha256', realpathSync(dataFolder)).slice(0, 16))
  if (!open) mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  if (!open) writeFileSync(join(dataFolder, 'postgres-is-at'), `${folder}\n`)
  return folder
}

/** initdb into a folder that is renamed when complete, so that a killed first start begins anew. */
async function initialize(binaries: PostgresBinaries, folder: string): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, randomHex(32), { mode: 0o600 })
  if (binaries.user) chownSync(passwordFile, binaries.user.uid, binaries.user.gid)
  const partial = join(folder, 'cluster.partial')
  rmSync(partial, { recursive: true, force: true })
  const settings = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`]
  try {
    await promisify(execFile)(join(binaries.folder, 'bin/initdb'), ['-D', partial, ...settings], {
      ...binaries.user,
      cwd: folder,
      env: { LC_ALL: 'C' },
    })
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw new Error(`making the PostgreSQL cluster in ${folder} failed: ${(error as { stderr?: string }).stderr ?? error}`, {
      cause: error,
    })
  }
  renameSync(partial, join(folder, 'cluster'))
}

/** A short path: a unix socket's may be no longer than 107 bytes. */
function privateSocketFolder({ user }: PostgresBinaries): string {
  const folder = mkdtempSync(join(tmpdir(), 'af-pg-'))
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

function run(binaries: PostgresBinaries, cluster: string, socketFolder: string, logFile: string, durable: boolean): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  // Its own process group: a Ctrl-C in the terminal is ours to hand on, after the drain.
  const child = spawn(join(binaries.folder, 'bin/postgres'), ['-D', cluster, ...flags], {
    ...binaries.user,
    cwd: cluster,
    env: { LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return child
}

/** Resolves once the server takes connections; rejects when it has ended or does not answer in time. */
async function answers(connectionString: string, exited: Promise<string>): Promise<void> {
  let ended: string | undefined
  exited.then((message) => {
    ended = message
  })
  const deadline = performance.now() + startTimeoutMs
  for (;;) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (ended) throw new Error(ended)
      if (performance.now() > deadline) throw new Error(`PostgreSQL does not answer after ${startTimeoutMs / 1000} s`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }
}

/** Fast shutdown; immediate (recovered at the next start) when that takes too long. */
async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}
