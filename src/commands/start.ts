import { join } from 'node:path'
import type { Command } from 'commander'
import { ConfigError, readConfig, settings } from '../server/config.ts'
import type { RunningServer } from '../server/start.ts'

const stopTimeoutMs = 10_000

export function addStart(program: Command): void {
  const command = program.command('start').description('run the server: access portal, console, AWS wire APIs')
  for (const [flag, { value, help }] of Object.entries(settings)) command.option(value ? `--${flag} ${value}` : `--${flag}`, help)
  command.addHelpText(
    'after',
    `
Every flag is also a variable (--pace instant is ACCOUNT_FACTORY_PACE=instant) and a line in <data>/config.yaml; the flag beats the
variable beats the file. DATABASE_URL names a PostgreSQL of your own (15 or newer) instead of the embedded one.

Examples:
  account-factory start
  account-factory start --port 4600 --data ./second --pace instant
  account-factory start --empty --trust-any-credentials      a double for test suites`,
  )
  command.action(async (options: Record<string, unknown>) => run(toFlags(options)))
}

/** Commander's camelCase back to the flags' own names. */
function toFlags(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]),
  )
}

async function run(flags: Record<string, unknown>): Promise<void> {
  // DBOS queries while it queries; pg 8 warns of it on every start, and works.
  process.noDeprecation = true
  let server: RunningServer | undefined
  let stopping = false
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) process.exit(1)
    stopping = true
    console.log(`${signal}: stopping`)
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    await server?.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', stop)
  try {
    const config = readConfig(flags)
    // Loaded here: the client's commands go without the server.
    const { startServer } = await import('../server/start.ts')
    server = await startServer(config)
    announce(server, config.data)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(`account-factory: ${error.message}`)
    process.exit(2)
  }
  const reason = await server.failed
  console.error(`account-factory: ${reason}`)
  process.exit(1)
}

function announce({ url, oneTimePassword }: RunningServer, data: string): void {
  console.log(`Access portal   ${url}/start`)
  console.log(`Console         ${url}/console`)
  if (oneTimePassword) console.log(`Sign in as      ${oneTimePassword.userName}   one-time password ${oneTimePassword.password}`)
  console.log(
    `AWS clients     AWS_ENDPOINT_URL=${url} AWS_SHARED_CREDENTIALS_FILE=${quoted(join(data, 'credentials'))} AWS_PROFILE=account-factory`,
  )
  console.log(`ready on ${url}`)
}

/** For a shell to take as one word. */
function quoted(path: string): string {
  return /^[\w/.@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
