import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from '../random.ts'
import { ConfigError } from './config.ts'

export interface DataFolder {
  readonly path: string
  /** 32 bytes that seal credentials; made on the first start. */
  readonly secretKey: Buffer
  release(): void
}

/**
 * Takes the data folder for this process. Throws ConfigError when a living server has it. A lock left behind by a killed server is
 * told by its process being gone, or having started at another time.
 */
export function openDataFolder(path: string, secretKey: string | undefined): DataFolder {
  // Root's PostgreSQL runs as another user, who must pass; names of files are no secret, their contents are closed.
  mkdirSync(path, { recursive: true, mode: userInfo().uid === 0 ? 0o711 : 0o700 })
  const lock = join(path, 'server.lock')
  takeLock(path, lock)
  const key = secretKey === undefined ? readSecretKey(join(path, 'secret.key')) : Buffer.from(secretKey, 'hex')
  return { path, secretKey: key, release: () => rmSync(lock, { force: true }) }
}

/** The lock appears whole or not at all (a link to a written file), and of several that find a stale one, one takes it away. */
function takeLock(path: string, lock: string): void {
  const own = `${lock}.${process.pid}`
  const stale = `${own}.stale`
  rmSync(own, { force: true })
  writeFileSync(own, `${process.pid} ${startTime(process.pid)}\n`)
  try {
    while (!linked(own, lock)) {
      checkStale(path, readIfThere(lock))
      if (!renamed(lock, stale)) continue
      // Between our look and our grip another server may have taken the place of the stale lock: it gets its own back.
      const holder = readIfThere(stale)
      if (isHeld(holder)) linked(stale, lock)
      rmSync(stale)
      checkStale(path, holder)
    }
  } finally {
    rmSync(own)
  }
}

function checkStale(path: string, holder: string): void {
  if (!isHeld(holder)) return
  const [pid] = holder.split(' ')
  throw new ConfigError(`${path} is in use by another server (process ${pid}); stop it, or give this one another --data and --port`)
}

function isHeld(holder: string): boolean {
  const [pid = '', started = ''] = holder.trim().split(' ')
  return started !== '' && startTime(Number(pid)) === started
}

function linked(from: string, to: string): boolean {
  return unless('EEXIST', () => linkSync(from, to))
}

function renamed(from: string, to: string): boolean {
  return unless('ENOENT', () => renameSync(from, to))
}

function unless(code: string, work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error
    return false
  }
}

function readIfThere(file: string): string {
  let text = ''
  unless('ENOENT', () => {
    text = readFileSync(file, 'utf8')
  })
  return text
}

function readSecretKey(file: string): Buffer {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(32), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const key = readFileSync(file)
  if (key.length !== 32) throw new ConfigError(`${file} is damaged: it must hold 32 bytes. Without it stored credentials cannot be read.`)
  return key
}

/** Start of a living process in clock ticks since boot, `` when there is none; with the pid it names a process for good. */
function startTime(pid: number): string {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const parts = fields.split(' ')
    return parts[0] === 'Z' ? '' : (parts[19] ?? '')
  } catch {
    return existsSync('/proc') ? '' : aliveWithoutProc(pid)
  }
}

function aliveWithoutProc(pid: number): string {
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch {
    return ''
  }
}
