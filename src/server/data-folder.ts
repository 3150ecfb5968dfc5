import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const mine = `${process.pid} ${startTime(process.pid)}\n`
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const [pid = '', started = ''] = readFileSync(lock, 'utf8').trim().split(' ')
      if (startTime(Number(pid)) === started && started !== '') {
        throw new ConfigError(`${path} is in use by another server (process ${pid}); stop it, or give this one another --data and --port`)
      }
      rmSync(lock, { force: true })
    }
  }
  const key = secretKey === undefined ? readSecretKey(join(path, 'secret.key')) : Buffer.from(secretKey, 'hex')
  return { path, secretKey: key, release: () => rmSync(lock, { force: true }) }
}

function readSecretKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
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
