// The embedded PostgreSQL: a cluster in the data folder, run as a child of ours on a private socket.
//
// It must never know what is stored in it. Start reading at `startEmbeddedPostgres`: binaries (postgres-binaries.ts), place of the
// cluster (postgres-cluster.ts), initdb on the first start, an orphan of a killed server stopped (postgres-orphan.ts), then `postgres`
// itself until it answers.
// The caller holds the data folder's lock: whoever else runs on this cluster is an orphan.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { randomHex } from '../random.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { placeCluster } from './postgres-cluster.ts'
import { socketFolderPrefix, stopOrphan } from './postgres-orphan.ts'
import { canPass, type SystemUser } from './postgres-user.ts'

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

/** What is known before anything runs. */
interface Cluster {
  readonly binaries: string
  /** Holds `cluster`, `password` and `postgres.log`. */
  readonly folder: string
  /** Who runs it; undefined: we. */
  readonly user: SystemUser | undefined
}

/** Starts the cluster of `dataFolder`, making it first when there is none. The folder exists. */
export async function startEmbeddedPostgres(dataFolder: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const place = placeCluster(dataFolder)
  const cluster: Cluster = { ...place, binaries: findPostgresBinaries(place.user, dataFolder).folder }
  if (existsSync(join(place.folder, 'cluster/PG_VERSION'))) await stopOrphan(join(place.folder, 'cluster'))
  else await initialize(cluster)
  const socketFolder = privateSocketFolder(cluster)
  const { child, exited } = run(cluster, socketFolder, options.durable ?? true)
  // Asked to stop also when this process ends in a hurry; only a kill -9 leaves it behind.
  const stopAtExit = (): void => void child.kill('SIGINT')
  process.once('exit', stopAtExit)
  exited.then(() => process.removeListener('exit', stopAtExit))
  const password = readFileSync(join(place.folder, 'password'), 'utf8')
  const connectionString = `postgresql://${superuser}:${password}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
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

/** initdb into a folder that is renamed when complete, so that a killed first start begins anew. */
async function initialize({ binaries, folder, user }: Cluster): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, randomHex(32), { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const partial = join(folder, 'cluster.partial')
  rmSync(partial, { recursive: true, force: true })
  const settings = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`]
  try {
    await promisify(execFile)(join(binaries, 'bin/initdb'), ['-D', partial, ...settings], { ...user, cwd: folder, env: { LC_ALL: 'C' } })
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    const said = (error as { stderr?: string }).stderr || error
    throw new Error(`making the PostgreSQL cluster in ${folder} failed: ${said}`, { cause: error })
  }
  renameSync(partial, join(folder, 'cluster'))
}

/** A short path (a unix socket's may be no longer than 107 bytes) that whoever runs PostgreSQL may pass. */
function privateSocketFolder({ user }: Cluster): string {
  const isFit = (folder: string): boolean => folder.length < 80 && (!user || canPass(folder, user))
  const folder = mkdtempSync(join([tmpdir(), '/tmp', '/var/tmp'].find(isFit) ?? '/tmp', socketFolderPrefix))
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

function run(
  { binaries, folder, user }: Cluster,
  socketFolder: string,
  durable: boolean,
): { child: ChildProcess; exited: Promise<string> } {
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
  const cluster = join(folder, 'cluster')
  const logFile = join(folder, 'postgres.log')
  const log = openSync(logFile, 'a', 0o600)
  // Its own process group: a Ctrl-C in the terminal is ours to hand on, after the drain.
  const child = spawn(join(binaries, 'bin/postgres'), ['-D', cluster, ...flags], {
    ...user,
    cwd: cluster,
    env: { LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`PostgreSQL cannot be run: ${error.message}`))
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended (${signal ?? code}): ${lastLine(logFile)} (${logFile})`))
  })
  return { child, exited }
}

function lastLine(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1) ?? ''
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
