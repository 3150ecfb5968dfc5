import type { Command } from 'commander'
import type { AccountPage, ApiClient } from './api-client.ts'
import type { Connection } from './connection.ts'
import { CommandFailure, type ExitCode, exitCodeHelp, exitCodes } from './exit-codes.ts'
import { parseCount } from './parse-duration.ts'
import { readUpTo } from './read-up-to.ts'
import { type CommonFlags, type Means, runCommand, systemMeans, withCommonFlags } from './run-command.ts'
import { type Column, renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

type Account = AccountPage['accounts'][number]
type AccountsFlags = CommonFlags & { readonly ou?: string; readonly limit: number }

const help = `
Examples:
  $ account-factory accounts
  $ account-factory accounts payments           name, id or e-mail address contains it
  $ account-factory accounts --ou Sandbox --json | jq -r '.accounts[].id'
${exitCodeHelp}`

const columns: ReadonlyArray<Column<Account>> = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'E-MAIL', value: ({ email }) => email },
  { title: 'UNIT', value: ({ parentName }) => parentName },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'ENROLLED', value: ({ enrolled }) => (enrolled ? 'yes' : 'no') },
  { title: 'JOINED', value: ({ joinedAt }) => joinedAt.slice(0, 10) },
]

/** Adds `accounts` to the program. */
export function addAccounts(program: Command, means: Means = systemMeans()): void {
  const command = program
    .command('accounts')
    .argument('[search]', 'part of a name, id or e-mail address')
    .description('List the accounts of the organization')
    .option('--ou <unit>', 'only those directly in this organizational unit: name, path or id')
    .option('--limit <count>', 'show this many at most', parseCount, 100)
    .addHelpText('after', help)
  withCommonFlags(command).action((search: string | undefined, flags: AccountsFlags) =>
    runCommand(means, flags, (connection) => listAccounts(connection, means.terminal, search, flags)),
  )
}

async function listAccounts({ api }: Connection, terminal: Terminal, search: string | undefined, flags: AccountsFlags): Promise<ExitCode> {
  const parentId = flags.ou === undefined ? undefined : await findUnitId(api, flags.ou)
  const { rows, more } = await readUpTo(flags.limit, async (limit, after) => {
    const { accounts, next } = await api.accounts({ search, parentId, limit, after })
    return { rows: accounts, next }
  })
  if (flags.json) terminal.out(JSON.stringify({ accounts: rows, more }, null, 2))
  else if (rows.length === 0) terminal.err('No account matches.')
  else for (const line of renderTable(columns, rows)) terminal.out(line)
  if (more && !flags.json) terminal.err(`There are more than ${rows.length}: search, or raise --limit.`)
  return exitCodes.ok
}

async function findUnitId(api: ApiClient, unit: string): Promise<string> {
  const { units } = await api.organization()
  const matches = units.filter(({ id, name, path }) => [id, name, path, `${name} (${id})`].includes(unit))
  const [match, ...others] = matches
  if (match && others.length === 0) return match.id
  const list = (match ? matches : units).map(({ path, name, id }) => `  ${path || name} (${id})`).join('\n')
  const problem = match ? `There are several units called ${unit}; give the id:` : `There is no organizational unit ${unit}. There are:`
  throw new CommandFailure(exitCodes.wrongInput, 'NoSuchUnit', `${problem}\n${list}`)
}
