import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

const stopTimeoutMs = 10_000
export const socketFolderPrefix = 'af-pg-'

/**
 * Ends the PostgreSQL that a killed server left behind on this cluster, if any, and clears its lock file.
 *
 * PostgreSQL would clear it itself, but takes a zombie that nobody reaps for alive. It may go only when no process works on the
 * cluster any more; postmaster and backends alike are told by their working directory, which is the cluster.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const [pid = '', , , , socketFolder = ''] = readFileSync(lockFile, 'utf8').split('\n')
  const began = performance.now()
  let asked: NodeJS.Signals | undefined
  for (let pids = processesOn(cluster); pids.length > 0; pids = processesOn(cluster)) {
    const waitedMs = performance.now() - began
    if (waitedMs > 2 * stopTimeoutMs) throw new Error(`PostgreSQL left behind on ${cluster} does not end (processes ${pids.join(', ')})`)
    // Fast shutdown first, then immediate; backends whose postmaster is gone end by themselves.
    const signal = waitedMs > stopTimeoutMs ? 'SIGQUIT' : 'SIGINT'
    if (signal !== asked && pids.includes(Number(pid))) send(signal, Number(pid))
    asked = signal
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  rmSync(lockFile, { force: true })
  if (basename(socketFolder).startsWith(socketFolderPrefix)) rmSync(socketFolder, { recursive: true, force: true })
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Those that live and are no zombies. */
function processesOn(cluster: string): number[] {
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
      } catch {
        return false
      }
    })
}
