import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { awsCli2Folder } from '../../harness/aws-cli.ts'
import { startTestServer, type TestServer } from '../../harness/server.ts'

// A person with the AWS CLI 2 and a configuration file, on a server of their own.

/** What follows a command, by the option's name in camel case; `true` is an option without a value. */
export type Options = Readonly<Record<string, unknown>>

export interface AwsCli {
  readonly server: TestServer
  /** Adds a profile to the configuration file. */
  profile(name: string, settings: Readonly<Record<string, string>>): void
  /** The answer of `aws <command>` of the profile; undefined when there is none, a text when `output` is given. */
  aws(profile: string, command: string, options?: Options): Promise<unknown>
  /** What a JMESPath finds in the answer, as text. */
  text(profile: string, command: string, query: string, options?: Options): Promise<string>
  /** The error's code of a command that has to fail. */
  refusal(profile: string, command: string, options?: Options): Promise<string>
  stop(): Promise<void>
}

/** `management` is the administrator's profile. */
export async function startAwsCli(flags: Record<string, unknown> = {}): Promise<AwsCli> {
  const server = await startTestServer(flags)
  const home = mkdtempSync(join(tmpdir(), 'account-factory-story-'))
  mkdirSync(join(home, '.aws'))
  const sections: string[] = []
  const profile: AwsCli['profile'] = (name, settings) => {
    const lines = Object.entries({ region: 'us-east-1', ...settings }).map(([key, value]) => `${key} = ${value}\n`)
    sections.push(`[profile ${name}]\n${lines.join('')}`)
    writeFileSync(join(home, '.aws/config'), sections.join('\n'), { mode: 0o600 })
  }
  const { accessKeyId, secretAccessKey } = server.credentials
  profile('management', { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey })
  const env = { HOME: home, PATH: process.env.PATH, AWS_ENDPOINT_URL: server.url, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' }
  const run = (by: string, command: string, options: Options) =>
    promisify(execFile)(join(awsCli2Folder(), 'aws'), [...command.split(' '), '--profile', by, ...argumentsOf(options)], { env })
  return {
    server,
    profile,
    aws: async (by, command, options = {}) => {
      const { stdout } = await run(by, command, { output: 'json', ...options })
      if (stdout.trim() === '') return undefined
      return options.output === undefined ? JSON.parse(stdout) : stdout.trim()
    },
    text: async (by, command, query, options = {}) => (await run(by, command, { ...options, query, output: 'text' })).stdout.trim(),
    refusal: async (by, command, options = {}) => {
      const failed = await run(by, command, options).catch((error: { stderr?: string }) => error)
      return /An error occurred \((\w+)\)/.exec(failed.stderr ?? '')?.[1] ?? `no error: ${JSON.stringify(failed)}`
    },
    stop: async () => {
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function argumentsOf(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (value === true) return [option]
    return [option, typeof value === 'object' ? JSON.stringify(value) : String(value)]
  })
}
