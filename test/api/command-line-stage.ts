import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TestServer } from '../harness/server.ts'

const command = join(import.meta.dirname, '../../bin/account-factory.js')

export interface Ended {
  readonly exitCode: number | null
  readonly out: string
  readonly err: string
  /** The one JSON document of --json. */
  json<Document>(): Document
}

/** Runs `account-factory` as a user of this server would, in no terminal. `interruptAt`: Ctrl-C when this has been printed. */
export function runCommandLine(
  server: TestServer,
  words: readonly string[],
  options: { env?: Record<string, string>; interruptAt?: RegExp } = {},
): Promise<Ended> {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: server.data,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: server.url,
    AWS_SHARED_CREDENTIALS_FILE: join(server.data, 'credentials'),
    AWS_PROFILE: 'account-factory',
    ...options.env,
  }
  const child = spawn(process.execPath, [command, ...words], { cwd: server.data, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  let interrupted = false
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
    if (interrupted || !options.interruptAt?.test(err)) return
    interrupted = true
    child.kill('SIGINT')
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, out, err, json: () => JSON.parse(out) }))
  })
}

/** The flags of a launch with this account name. */
export function launchFlags(name: string, changes: Record<string, string> = {}): string[] {
  const flags = {
    name,
    email: `${name}@example.com`,
    ou: 'Sandbox',
    'first-name': 'Ada',
    'last-name': 'Lovelace',
    'user-email': 'ada@example.com',
  }
  return Object.entries({ ...flags, ...changes }).flatMap(([flag, value]) => [`--${flag}`, value])
}
