// A whole server for a test: in this process on a free port and a cloned database, or as a child process on a data folder.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../src/server/config.ts'
import { startServer } from '../../src/server/start.ts'
import { createTestDatabase } from './database.ts'

export const administratorPassword = 'Correct-horse-7'

export interface TestServer {
  readonly url: string
  /** Of its database. */
  readonly connectionString: string
  /** The data folder; `credentials` in it holds the access key. */
  readonly data: string
  readonly credentials: { accessKeyId: string; secretAccessKey: string }
  /** Of `admin`, when no password was given. */
  readonly oneTimePassword: string | undefined
  stop(): Promise<void>
}

/** Pace instant and a known password for `admin`, unless told otherwise. One per test file: the workflow engine is one per process. */
export async function startTestServer(flags: Record<string, unknown> = {}): Promise<TestServer> {
  const database = await createTestDatabase()
  const data = mkdtempSync(join(tmpdir(), 'account-factory-data-'))
  const given = { data, port: 0, pace: 'instant', 'admin-password': administratorPassword, 'log-level': 'fatal', ...flags }
  const server = await startServer(readConfig(given, { DATABASE_URL: database.connectionString }), pino({ level: 'silent' }))
  const stop = async (): Promise<void> => {
    await server.close()
    await database.drop()
    rmSync(data, { recursive: true, force: true })
  }
  const { connectionString } = database
  return {
    url: server.url,
    connectionString,
    data,
    credentials: readCredentials(data),
    oneTimePassword: server.oneTimePassword?.password,
    stop,
  }
}

export function readCredentials(data: string): { accessKeyId: string; secretAccessKey: string } {
  const text = readFileSync(join(data, 'credentials'), 'utf8')
  const value = (name: string): string => new RegExp(`^${name} = (\\S+)`, 'm').exec(text)?.[1] ?? ''
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
}

export interface ServerProcess {
  readonly child: ChildProcess
  readonly url: string
  /** What it has printed so far. */
  output(): string
  /** Resolves with the exit code, null when it was killed. */
  readonly ended: Promise<number | null>
}

const command = join(import.meta.dirname, '../../bin/account-factory.js')

export interface SpawnOptions {
  readonly env?: Record<string, string>
  /** Another system user to run it as; only root may. */
  readonly uid?: number
}

/** Starts the command as a user would and waits for the line that begins `ready`; rejects with the output when it ends before. */
export async function spawnServer(flags: readonly string[], { env = {}, uid }: SpawnOptions = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [command, 'start', '--port', '0', ...flags], {
    env: { PATH: process.env.PATH ?? '', ...env },
    ...(uid !== undefined && { uid, gid: uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let seen = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      seen += chunk.toString()
      if (/^ready/m.test(seen)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    // Once the pipes are empty too.
    child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${seen}`)))
  })
  return { child, url: /^ready on (\S+)/m.exec(seen)?.[1] ?? '', output: () => seen, ended }
}
