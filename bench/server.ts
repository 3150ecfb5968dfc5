import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface BenchServer {
  readonly url: string
  readonly credentials: { accessKeyId: string; secretAccessKey: string }
  /** From spawn to the line that begins `ready`, in ms. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** A data folder that is removed at exit. */
export function temporaryData(): string {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the server as a user would, on a free port, and waits until it is ready. */
export async function startBenchServer(data: string, ...flags: string[]): Promise<BenchServer> {
  const port = await freePort()
  const started = performance.now()
  const command = join(import.meta.dirname, '../bin/account-factory.js')
  const child = spawn(process.execPath, [command, 'start', '--port', String(port), '--data', data, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  const readyMs = performance.now() - started
  const url = `http://127.0.0.1:${port}`
  return { url, credentials: readCredentials(join(data, 'credentials')), readyMs, stop: () => stop(child) }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (/^ready/m.test(seen)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${seen}`)))
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

function readCredentials(file: string): { accessKeyId: string; secretAccessKey: string } {
  const text = readFileSync(file, 'utf8')
  const value = (name: string): string => text.match(new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm'))?.[1] ?? ''
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
}
