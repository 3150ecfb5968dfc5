import { type Command, InvalidArgumentError } from 'commander'
import type { Phase, Request, RequestSummary } from './api-client.ts'
import type { Connection } from './connection.ts'
import { type ExitCode, exitCodeHelp, exitCodes } from './exit-codes.ts'
import { parseCount, parseDuration } from './parse-duration.ts'
import { readUpTo } from './read-up-to.ts'
import { type CommonFlags, type Means, runCommand, systemMeans, withCommonFlags } from './run-command.ts'
import { type Column, renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { endedPhases, renderOutputs, renderRequest, renderTimeline } from './timeline.ts'
import { exitCodeOf, watchRequest } from './watch-request.ts'

type ListFlags = CommonFlags & { readonly phase?: Phase; readonly search?: string; readonly limit: number }
type RequestFlags = CommonFlags & { readonly wait?: boolean; readonly timeout?: number }

const phases: readonly Phase[] = ['QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED']

const help = `
Examples:
  $ account-factory requests list --phase failed
  $ account-factory requests show rec-abcdefghijklm         with its timeline
  $ account-factory requests show rec-abcdefghijklm --wait  follow it to its end
  $ account-factory requests retry rec-abcdefghijklm --wait
  $ account-factory requests cancel rec-abcdefghijklm
${exitCodeHelp}`

const columns: ReadonlyArray<Column<RequestSummary>> = [
  { title: 'REQUEST', value: ({ recordId }) => recordId },
  { title: 'PHASE', value: ({ phase, position }) => (position === undefined ? phase : `${phase} #${position}`) },
  { title: 'STEPS', value: ({ stepsDone, stepsTotal }) => `${stepsDone}/${stepsTotal}` },
  { title: 'WHAT', value: ({ type }) => (type === 'PROVISION_PRODUCT' ? 'launch' : 'terminate') },
  { title: 'PROVISIONED PRODUCT', value: ({ provisionedProductName }) => provisionedProductName },
  { title: 'ACCOUNT', value: ({ accountId }) => accountId },
  { title: 'CREATED', value: ({ createdAt }) => createdAt.slice(0, 19).replace('T', ' ') },
  { title: 'NOW', value: ({ error, phase, currentStep }) => error?.code ?? (endedPhases.includes(phase) ? '' : (currentStep ?? '')) },
]

/** Adds `requests` with list, show, retry and cancel to the program. */
export function addRequests(program: Command, means: Means = systemMeans()): void {
  const requests = program
    .command('requests')
    .description('Launches and terminations: list, show, retry, cancel')
    .addHelpText('after', help)
  const list = requests
    .command('list', { isDefault: true })
    .description('List requests, newest first')
    .option('--phase <phase>', `only those in this phase: ${phases.join(', ').toLowerCase()}`, parsePhase)
    .option('--search <text>', 'part of a name, e-mail address or id')
    .option('--limit <count>', 'show this many at most', parseCount, 50)
    .addHelpText('after', help)
  withCommonFlags(list).action((flags: ListFlags) =>
    runCommand(means, flags, (connection) => listRequests(connection, means.terminal, flags)),
  )
  const one = (name: string, description: string, work: RequestWork): void => {
    const command = requests
      .command(name)
      .description(description)
      .argument('<id>', "the record's id, rec-…")
      .option('--wait', 'follow it until it has ended')
      .option('--timeout <duration>', 'with --wait: wait this long at most, e.g. 90s, 45m, 2h', parseDuration)
      .addHelpText('after', help)
    withCommonFlags(command).action((id: string, flags: RequestFlags) =>
      runCommand(means, flags, async ({ api }) => {
        const request = await work(api, id)
        const isOver = !flags.wait || endedPhases.includes(request.phase)
        const watch = { timeoutMs: flags.timeout, quiet: flags.json === true }
        return showRequest(means.terminal, flags, isOver ? request : await watchRequest(api, id, means.terminal, watch))
      }),
    )
  }
  one('show', 'Show a request with its timeline', (api, id) => api.request(id))
  one('retry', 'Go on with a failed request at the step that failed', (api, id) => api.retry(id))
  one('cancel', 'Cancel a request that waits or runs', (api, id) => api.cancel(id))
}

type RequestWork = (api: Connection['api'], id: string) => Promise<Request>

function parsePhase(text: string): Phase {
  const phase = phases.find((known) => known === text.toUpperCase())
  if (phase) return phase
  throw new InvalidArgumentError(`The phases are ${phases.join(', ').toLowerCase()}.`)
}

async function listRequests({ api }: Connection, terminal: Terminal, { phase, search, limit, json }: ListFlags): Promise<ExitCode> {
  const { rows, more } = await readUpTo(limit, async (limit, after) => {
    const { requests, next } = await api.requests({ phase, search, limit, after })
    return { rows: requests, next }
  })
  if (json) terminal.out(JSON.stringify({ requests: rows, more }, null, 2))
  else if (rows.length === 0) terminal.err('No request matches.')
  else for (const line of renderTable(columns, rows)) terminal.out(line)
  if (more && !json) terminal.err(`There are more than ${rows.length}: search, or raise --limit.`)
  return exitCodes.ok
}

function showRequest(terminal: Terminal, flags: RequestFlags, request: Request): ExitCode {
  if (flags.json) terminal.out(JSON.stringify(request, null, 2))
  else {
    const parts = [renderRequest(request, terminal), renderTimeline(request, terminal.clock.now(), terminal), renderOutputs(request)]
    terminal.out(
      parts
        .map((lines) => lines.join('\n'))
        .filter(Boolean)
        .join('\n\n'),
    )
    if (request.canRetry) terminal.err(`\nTry again from the failed step: account-factory requests retry ${request.recordId}`)
  }
  return flags.wait ? exitCodeOf(request) : exitCodes.ok
}
