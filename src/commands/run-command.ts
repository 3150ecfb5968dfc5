import type { Command } from 'commander'
import type { Connection } from './connection.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { toCommandFailure } from './failures.ts'
import { printable } from './printable.ts'
import type { ConnectionFlags } from './settings.ts'
import { systemTerminal, type Terminal } from './terminal.ts'

/** What a command needs of its surroundings. */
export interface Means {
  readonly terminal: Terminal
  readonly connect: (flags: ConnectionFlags) => Promise<Connection>
  readonly end: (exitCode: ExitCode) => void
}

export function systemMeans(): Means {
  return {
    terminal: systemTerminal(),
    // Loaded when needed: `start` and --help go without the SDK clients.
    connect: async (flags) => (await import('./connection.ts')).connect(flags),
    end: (exitCode) => {
      process.exitCode = exitCode
    },
  }
}

export type CommonFlags = ConnectionFlags & { readonly json?: boolean }

/** Adds the flags that every command of the client takes, and makes commander end with 2 on a wrong flag. */
export function withCommonFlags(command: Command): Command {
  return command
    .option('--endpoint-url <url>', 'address of the server (else AWS_ENDPOINT_URL, the profile, http://127.0.0.1:4500)')
    .option('--profile <name>', 'AWS profile to be (else the default credential chain, or .data/credentials)')
    .option('--region <name>', "AWS Region to sign for (else AWS_REGION, the profile's, or the landing zone's home Region)")
    .option('--json', 'print one JSON document and nothing else')
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('Add --help to see what it takes.')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongInput))
}

/** Runs a command's work with a connection and turns what it throws into words and an exit code. */
export async function runCommand(means: Means, flags: CommonFlags, work: (connection: Connection) => Promise<ExitCode>): Promise<void> {
  const { terminal } = means
  let connection: Connection | undefined
  try {
    connection = await means.connect(flags)
    means.end(await work(connection))
  } catch (error) {
    const { code, message, hint, details, exitCode } = toCommandFailure(error, connection?.settings.endpoint)
    if (flags.json) terminal.out(JSON.stringify({ error: { code, message, ...(hint === undefined ? {} : { hint }), ...details } }, null, 2))
    else {
      terminal.err(`${terminal.style('red', 'Error:')} ${printable(message)}`)
      if (hint !== undefined) terminal.err(printable(hint))
    }
    means.end(exitCode)
  } finally {
    connection?.close()
  }
}
