import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface NodeOptions {
  readonly nodeId: string
  /** `<step>:<moment>:<record id>`: there the process kills itself, as a power cut would. */
  readonly killAt?: string
  /** How long each step takes. */
  readonly stepDelayMs?: number
}

export interface NodeProcess {
  /** The signal that ended it, or its exit code. */
  readonly exited: Promise<string>
  kill(): void
  stop(): Promise<void>
}

/** A process of its own that runs the account factory on the database (node.ts). */
export function startNode(connectionString: string, options: NodeOptions): NodeProcess {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'node.ts'), connectionString, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))))
  return {
    exited,
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
