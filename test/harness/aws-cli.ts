import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'

/**
 * The AWS CLI 1 that the pinned package @aws-cdk/asset-awscli-v1 carries, run by the system's python3.
 * Returns a folder that holds the command `aws`, to be put in front of PATH. Unpacked once per version.
 */
export function awsCliFolder(): string {
  return unpackOnce('@aws-cdk/asset-awscli-v1', (folder) => `exec python3 "${folder}/awscli/aws" "$@"`)
}

/** The AWS CLI 2 of the package @aws-cdk/asset-awscli-v2, which brings its own python; otherwise as above. */
export function awsCli2Folder(): string {
  return unpackOnce('@aws-cdk/asset-awscli-v2', (folder) => `exec "${folder}"/awscli/v2/*/dist/aws "$@"`)
}

function unpackOnce(name: string, command: (folder: string) => string): string {
  const require = createRequire(import.meta.url)
  const archive = join(dirname(require.resolve(name)), 'layer.zip')
  const { version } = JSON.parse(readFileSync(join(dirname(archive), '../package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `account-factory-aws-cli-${version}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) unpack(archive, folder, command(folder))
  return folder
}

function unpack(archive: string, folder: string, command: string): void {
  const partial = `${folder}.${process.pid}`
  // The archive of version 2 has links at the places of `aws`; ours is in front of them.
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    if (path.endsWith('/')) continue
    mkdirSync(dirname(join(partial, path)), { recursive: true })
    writeFileSync(join(partial, path), bytes, { mode: path.endsWith('/dist/aws') ? 0o755 : 0o644 })
  }
  writeFileSync(join(partial, 'aws'), `#!/bin/sh\n${command}\n`)
  chmodSync(join(partial, 'aws'), 0o755)
  if (existsSync(folder)) rmSync(partial, { recursive: true })
  else renameSync(partial, folder)
}

export interface ShellOptions {
  readonly cwd: string
  readonly env: Record<string, string>
  readonly timeoutMs?: number
  /** The AWS CLI that `aws` is. */
  readonly awsCli?: string
}

/** Runs a script in bash as a user would type it, with `aws` on the PATH and nothing of our environment but what is given. */
export async function runShell(script: string, options: ShellOptions): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    cwd: options.cwd,
    env: shellEnvironment(options),
    timeout: options.timeoutMs ?? 60_000,
  })
  return stdout
}

export interface Conversation {
  readonly child: ChildProcess
  /** Resolves with the match once it was printed, to either stream; rejects with the output when the script ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves with the exit code when the script has ended. */
  readonly ended: Promise<number | null>
  output(): string
  /** Keys that somebody presses. */
  type(text: string): void
}

/** The same, for a script that waits for somebody: one reads what it prints while it runs. */
export function startShell(script: string, options: ShellOptions): Conversation {
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: options.cwd, env: shellEnvironment(options) })
  const timer = setTimeout(() => child.kill(), options.timeoutMs ?? 60_000)
  let seen = ''
  const listeners = new Set<() => void>()
  const read = (chunk: Buffer): void => {
    seen += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  void ended.then(() => clearTimeout(timer))
  const waitFor = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const listener = (): void => {
        const match = pattern.exec(seen)
        if (!match) return
        listeners.delete(listener)
        resolve(match)
      }
      listeners.add(listener)
      listener()
      void ended.then((code) => reject(new Error(`the script ended with ${code} before ${pattern}:\n${seen}`)))
    })
  return { child, waitFor, ended, output: () => seen, type: (text) => void child.stdin.write(text) }
}

/** The command in a terminal of its own, for one that asks its questions only there. */
export function inTerminal(command: string): string {
  const program = `import pty, sys; sys.exit(pty.spawn(["bash", "-c", sys.argv[1]]) >> 8)`
  // A python3 of a version manager puts folders of its own in front of the path.
  return `TERM=xterm python3 -c '${program}' "PATH='$PATH'; stty rows 50 cols 220; ${command}"`
}

function shellEnvironment({ cwd, env, awsCli = awsCliFolder() }: ShellOptions): Record<string, string> {
  const path = [awsCli, join(import.meta.dirname, '../../node_modules/.bin'), process.env.PATH].join(':')
  return { PATH: path, HOME: cwd, SHLVL: '1', AWS_EC2_METADATA_DISABLED: 'true', ...env }
}
