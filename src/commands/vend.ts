// `account-factory vend`: launches an account and, with --wait, shows it come into being.
//
// Like all commands here it is a client of the public APIs with ordinary AWS credentials and knows nothing else of the system.
// Start here; connection.ts is how it reaches the server, watch-request.ts how it follows a request.

import type { Command } from 'commander'
import type { Problem, Request } from './api-client.ts'
import type { Connection } from './connection.ts'
import { CommandFailure, type ExitCode, exitCodeHelp, exitCodes } from './exit-codes.ts'
import { type LaunchFlags, launchFields, launchValues, productNameField, productNameFrom } from './launch-fields.ts'
import { parseDuration } from './parse-duration.ts'
import { printable } from './printable.ts'
import { type CommonFlags, type Means, runCommand, systemMeans, withCommonFlags } from './run-command.ts'
import type { Terminal } from './terminal.ts'
import { renderOutputs, renderRequest } from './timeline.ts'
import { exitCodeOf, watchRequest } from './watch-request.ts'

export type VendFlags = LaunchFlags & CommonFlags & { readonly wait?: boolean; readonly timeout?: number; readonly yes?: boolean }

const help = `
Examples:
  $ account-factory vend                       asks for everything
  $ account-factory vend --name payments-dev --email payments-dev@example.com --ou Sandbox \\
      --first-name Ada --last-name Lovelace --user-email ada@example.com --wait
  $ account-factory vend ... --wait --json | jq -r .accountId
${exitCodeHelp}`

/** Adds `vend` to the program. */
export function addVend(program: Command, means: Means = systemMeans()): void {
  const command = program
    .command('vend')
    .description('Launch an AWS account')
    .option('--name <name>', 'account name')
    .option('--email <address>', "the account's e-mail address, used by no other account")
    .option('--ou <unit>', 'organizational unit: its name, path, id, or "Name (ou-…)"')
    .option('--first-name <name>', 'first name of the person who gets access')
    .option('--last-name <name>', 'last name of that person')
    .option('--user-email <address>', 'e-mail address of that person; found or created in IAM Identity Center')
    .option('--product-name <name>', 'name of the provisioned product (default: the account name)')
    .option('--wait', 'wait until the account is there, showing each step')
    .option('--timeout <duration>', 'with --wait: wait this long at most, e.g. 90s, 45m, 2h', parseDuration)
    .option('-y, --yes', 'launch without a last question after the others')
    .addHelpText('after', help)
  withCommonFlags(command).action((flags: VendFlags) => runCommand(means, flags, (connection) => vend(connection, means.terminal, flags)))
}

async function vend(connection: Connection, terminal: Terminal, flags: VendFlags): Promise<ExitCode> {
  const { api } = connection
  const values = await gatherValues(connection, terminal, flags)
  const { provisionAccount } = await import('./provision-account.ts')
  const recordId = await provisionAccount(await connection.catalog(), values)
  if (!flags.json) terminal.err(`Launched ${printable(values.ProvisionedProductName ?? '')}: request ${recordId}`)
  if (!flags.wait) {
    show(terminal, flags, await api.request(recordId))
    if (!flags.json) terminal.err(`Follow it with: account-factory requests show ${recordId} --wait`)
    return exitCodes.ok
  }
  const request = await watchRequest(api, recordId, terminal, { timeoutMs: flags.timeout, quiet: flags.json === true })
  show(terminal, flags, request)
  return exitCodeOf(request)
}

/** Flags, then answers when a person is there; complete and free of problems that preflight knows. */
async function gatherValues({ api }: Connection, terminal: Terminal, flags: VendFlags): Promise<Record<string, string>> {
  const given = launchValues(flags)
  const mayAsk = terminal.canAsk && !flags.json
  const missing = launchFields.filter(({ key }) => given[key] === undefined)
  if (missing.length > 0 && !mayAsk)
    throw new CommandFailure(exitCodes.wrongInput, 'MissingInput', `Missing: ${missing.map(({ option }) => option).join(', ')}.`, {
      hint: 'See account-factory vend --help; on a terminal it asks for what is missing.',
    })
  const ask = mayAsk && missing.length > 0 ? await import('./ask-launch.ts') : undefined
  let values = ask ? await ask.askForMissing(api, given) : given
  values.ProvisionedProductName ??= productNameFrom(values.AccountName ?? '')
  for (;;) {
    const { ProvisionedProductName, ...parameters } = values
    const problems = await api.preflight(parameters, ProvisionedProductName)
    if (problems.length === 0) break
    if (!ask) throw refusal(problems, values)
    values = await ask.askAgain(api, values, problems)
  }
  if (!flags.yes) await ask?.confirmLaunch(values)
  return values
}

/** Every problem under the flag that it is about. */
export function refusal(problems: readonly Problem[], values: Readonly<Record<string, string>>): CommandFailure {
  const lines = problems.map(({ field, message }) => {
    const known = [...launchFields, productNameField].find(({ key }) => key === field)
    return `  ${known ? `${known.option} ${JSON.stringify(values[field] ?? '')}` : field}: ${message}`
  })
  const title = problems.length === 1 ? 'This cannot be launched:' : `This cannot be launched, for ${problems.length} reasons:`
  return new CommandFailure(exitCodes.wrongInput, 'PreflightFailed', [title, ...lines].join('\n'), { details: { problems } })
}

function show(terminal: Terminal, { json }: CommonFlags, request: Request): void {
  if (json) terminal.out(JSON.stringify(request, null, 2))
  else for (const line of [...renderRequest(request, terminal), ...renderOutputs(request)]) terminal.out(line)
}
