// Where the cluster of a data folder lies, and whose it is.
//
// `<data>/postgres` as a rule. Root's PostgreSQL runs as another user; when the data folder lies where that user may not pass (a home of
// mode 0700), the cluster gets a folder under /var/lib/account-factory, and `<data>/postgres-is-at` leads there.
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { canPass, isRoot, openFolder, type SystemUser, sharedFolder, unprivilegedUser } from './postgres-user.ts'

export interface ClusterPlace {
  /** Exists; holds `cluster`, `password` and `postgres.log`. */
  readonly folder: string
  /** Who PostgreSQL runs as; undefined: as ourselves. */
  readonly user: SystemUser | undefined
}

const pointerName = 'postgres-is-at'
/** Beside a cluster elsewhere: the data folder that it belongs to. */
const ownerName = 'belongs-to'

/** The place of the data folder's cluster, made when there is none yet. */
export function placeCluster(dataFolder: string): ClusterPlace {
  const data = realpathSync(dataFolder)
  const pointer = join(data, pointerName)
  if (existsSync(pointer)) return follow(pointer, data)
  const inside = join(data, 'postgres')
  if (existsSync(inside)) return found(inside)
  const user = isRoot() ? unprivilegedUser() : undefined
  if (user) letIn(data, user)
  const isOpen = !user || canPass(data, user)
  const folder = isOpen ? inside : mkdtempSync(join(openFolder(sharedFolder), 'cluster-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  if (!isOpen) {
    writeFileSync(join(folder, ownerName), data)
    writeFileSync(pointer, `${folder}\n`)
  }
  return { folder, user }
}

/** A folder that root closed to all others (mktemp -d makes such) is opened to PostgreSQL's group, to pass and nothing more. */
function letIn(data: string, user: SystemUser): void {
  const { uid, mode } = statSync(data)
  if (uid !== 0 || (mode & 0o077) !== 0 || !canPass(dirname(data), user)) return
  chownSync(data, uid, user.gid)
  chmodSync(data, (mode & 0o7700) | 0o010)
}

/** A data folder that was moved takes its cluster along; a copy of one would run on the cluster of the other. */
function follow(pointer: string, data: string): ClusterPlace {
  const folder = readFileSync(pointer, 'utf8').trim()
  if (!existsSync(folder)) throw new Error(`${pointer} leads to ${folder}, which is gone: the database of this data folder is lost`)
  const owner = readFileSync(join(folder, ownerName), 'utf8')
  if (owner !== data) {
    const other = join(owner, pointerName)
    if (existsSync(other) && readFileSync(other, 'utf8').trim() === folder)
      throw new Error(`${data} is a copy of ${owner}, whose database lies in ${folder} and was not copied along; use another --data`)
    writeFileSync(join(folder, ownerName), data)
  }
  return found(folder)
}

/** Whoever made the cluster runs it: PostgreSQL opens its own files only. */
function found(folder: string): ClusterPlace {
  const { uid, gid } = statSync(folder)
  if (uid === userInfo().uid && uid !== 0) return { folder, user: undefined }
  if (!isRoot()) throw new Error(`${folder} belongs to user ${uid}, because root started on it first; start as root, or use another --data`)
  // Made by root and not handed over yet.
  if (uid === 0) {
    const user = unprivilegedUser()
    chownSync(folder, user.uid, user.gid)
    return { folder, user }
  }
  const user = { uid, gid }
  if (canPass(dirname(folder), user)) return { folder, user }
  throw new Error(`PostgreSQL runs as user ${uid}, who may not pass to ${folder}: make the folders above it passable (chmod o+x)`)
}
