import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

/** For what an unprivileged user must reach when we are root and the natural place is closed to others. */
export const sharedFolder = '/var/lib/account-factory'

export const isRoot = (): boolean => userInfo().uid === 0

/** PostgreSQL refuses to run as root; then it runs as this user. */
export function unprivilegedUser(): SystemUser {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const entry = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!entry) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody; start as an ordinary user')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** True when every folder down to this one lets the user pass. */
export function canPass(path: string, user: SystemUser): boolean {
  return permits(path, user, 0o1) && (dirname(path) === path || canPass(dirname(path), user))
}

export function canRead(path: string, user: SystemUser): boolean {
  return permits(path, user, 0o4)
}

function permits(path: string, { uid, gid }: SystemUser, bit: number): boolean {
  const stat = statSync(path)
  const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0
  return (stat.mode & (bit << shift)) !== 0
}

/** Makes a folder that all may pass, whatever the umask. */
export function openFolder(path: string): string {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o755)
  return path
}
