import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const stopTimeoutMs = 10_000

/**
 * Ends the PostgreSQL that a killed server left behind on this cluster, if any, and clears its lock file when its process is gone
 * or a zombie that nobody reaps (PostgreSQL itself takes a zombie for alive).
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0])
  if (runsOn(pid, cluster)) {
    process.kill(pid, 'SIGINT')
    const deadline = performance.now() + stopTimeoutMs
    while (runsOn(pid, cluster)) {
      if (performance.now() > deadline) process.kill(pid, 'SIGQUIT')
      if (performance.now() > deadline + stopTimeoutMs)
        throw new Error(`process ${pid}, a PostgreSQL left behind on ${cluster}, does not end`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  rmSync(lockFile, { force: true })
}

/** True when this process lives, is no zombie, and is a postgres on this cluster. */
function runsOn(pid: number, cluster: string): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return state !== 'Z' && command.includes(cluster) && (command[0] ?? '').endsWith('postgres')
  } catch {
    return false
  }
}
