import { execFile } from 'node:child_process'
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
  const require = createRequire(import.meta.url)
  const archive = join(dirname(require.resolve('@aws-cdk/asset-awscli-v1')), 'layer.zip')
  const { version } = JSON.parse(readFileSync(join(dirname(archive), '../package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `account-factory-aws-cli-${version}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) unpack(archive, folder)
  return folder
}

function unpack(archive: string, folder: string): void {
  const partial = `${folder}.${process.pid}`
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    if (path.endsWith('/')) continue
    mkdirSync(dirname(join(partial, path)), { recursive: true })
    writeFileSync(join(partial, path), bytes)
  }
  writeFileSync(join(partial, 'aws'), `#!/bin/sh\nexec python3 "${folder}/awscli/aws" "$@"\n`)
  chmodSync(join(partial, 'aws'), 0o755)
  if (existsSync(folder)) rmSync(partial, { recursive: true })
  else renameSync(partial, folder)
}

/** Runs a script in bash as a user would type it, with `aws` on the PATH and nothing of our environment but what is given. */
export async function runShell(script: string, options: { cwd: string; env: Record<string, string>; timeoutMs?: number }): Promise<string> {
  const path = [awsCliFolder(), join(import.meta.dirname, '../../node_modules/.bin'), process.env.PATH].join(':')
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    cwd: options.cwd,
    env: { PATH: path, HOME: options.cwd, SHLVL: '1', AWS_EC2_METADATA_DISABLED: 'true', ...options.env },
    timeout: options.timeoutMs ?? 60_000,
  })
  return stdout
}
