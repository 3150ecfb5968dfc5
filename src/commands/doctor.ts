import type { Command } from 'commander'
import type { CheckResult } from './doctor-checks.ts'
import { type ExitCode, exitCodeHelp, exitCodes } from './exit-codes.ts'
import { printable } from './printable.ts'
import { type CommonFlags, type Means, runCommand, systemMeans, withCommonFlags } from './run-command.ts'
import type { Terminal } from './terminal.ts'

const help = `
Checks Node.js, the address, the clock, the credentials, the organization and landing zone, whether the product can be
launched, and the queue; says what to do about each that fails.

Examples:
  $ account-factory doctor
  $ account-factory doctor --profile launcher --endpoint-url https://accounts.example.com
  $ account-factory doctor --json | jq '.checks[] | select(.status == "problem")'
${exitCodeHelp}
  doctor ends with 0 when nothing is wrong, 3 when the server cannot be reached or refuses the credentials, else 1.`

const marks: Readonly<Record<CheckResult['status'], readonly [string, Parameters<Terminal['style']>[0]]>> = {
  ok: ['✔', 'green'],
  notice: ['!', 'yellow'],
  problem: ['✖', 'red'],
  skipped: ['·', 'dim'],
}

/** Adds `doctor` to the program. */
export function addDoctor(program: Command, means: Means = systemMeans()): void {
  withCommonFlags(program.command('doctor').description('Find out what is wrong and what to do about it'))
    .addHelpText('after', help)
    .action((flags: CommonFlags) =>
      runCommand(means, flags, async (connection) => {
        const { terminal } = means
        const { runChecks } = await import('./doctor-checks.ts')
        const results: CheckResult[] = []
        for await (const result of runChecks(connection, terminal.clock)) {
          results.push(result)
          if (!flags.json) for (const line of renderCheck(result, terminal)) terminal.out(line)
        }
        if (flags.json)
          terminal.out(JSON.stringify({ healthy: results.every(({ status }) => status !== 'problem'), checks: results }, null, 2))
        return exitCodeOf(results)
      }),
    )
}

export function renderCheck({ title, status, detail, advice }: CheckResult, look: Pick<Terminal, 'style'>): string[] {
  const [mark, style] = marks[status]
  const first = `${look.style(style, mark)} ${title}: ${printable(detail)}`
  return advice === undefined
    ? [first]
    : [
        first,
        ...printable(advice)
          .split('\n')
          .map((line) => `    ${line}`),
      ]
}

export function exitCodeOf(results: readonly CheckResult[]): ExitCode {
  const problems = results.filter(({ status }) => status === 'problem')
  if (problems.length === 0) return exitCodes.ok
  return problems.some(({ blocksAccess }) => blocksAccess) ? exitCodes.noAccess : exitCodes.requestFailed
}
