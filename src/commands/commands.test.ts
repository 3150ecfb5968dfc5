import { Command } from 'commander'
import { expect, test } from 'vitest'
import { SystemClock } from '../clock.ts'
import { addAccounts } from './accounts.ts'
import type { Connection } from './connection.ts'
import { addDoctor, exitCodeOf } from './doctor.ts'
import { checkNode, compareClocks } from './doctor-checks.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { toCommandFailure } from './failures.ts'
import { productNameFrom } from './launch-fields.ts'
import { parseDuration } from './parse-duration.ts'
import { addRequests } from './requests.ts'
import type { ConnectionFlags } from './settings.ts'
import { addVend, refusal } from './vend.ts'

/** Runs a command line that reaches no server: what it asked to connect with, wrote and ended with. */
async function run(...words: string[]) {
  const seen = { flags: undefined as ConnectionFlags | undefined, out: [] as string[], err: [] as string[], exitCode: -1 }
  const means = {
    terminal: {
      out: (line: string) => void seen.out.push(line),
      err: (line: string) => void seen.err.push(line),
      erase: () => {},
      style: (_style: unknown, text: string) => text,
      canAsk: false,
      isLive: false,
      columns: 80,
      clock: new SystemClock(),
    },
    connect: async (flags: ConnectionFlags): Promise<Connection> => {
      seen.flags = flags
      throw new CommandFailure(exitCodes.noAccess, 'Unreachable', 'Nobody is there.', { hint: 'Try later.' })
    },
    end: (exitCode: number) => {
      seen.exitCode = exitCode
    },
  }
  const program = new Command('account-factory')
  for (const add of [addVend, addAccounts, addRequests, addDoctor]) add(program, means)
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut: (text) => seen.out.push(text), writeErr: (text) => seen.err.push(text) })
    command.commands.forEach(quiet)
  }
  quiet(program)
  await program.parseAsync(words, { from: 'user' }).catch((error) => {
    seen.exitCode = error.exitCode
  })
  return seen
}

test('every command takes address, profile and Region', async () => {
  const flags = ['--endpoint-url', 'http://x', '--profile', 'p', '--region', 'eu-west-1']
  for (const words of [['vend'], ['accounts'], ['requests', 'list'], ['requests', 'show', 'rec-1'], ['doctor']])
    expect((await run(...words, ...flags)).flags).toMatchObject({ endpointUrl: 'http://x', profile: 'p', region: 'eu-west-1' })
})

test('a failure is a line with what to do, or one JSON document', async () => {
  expect(await run('accounts')).toMatchObject({ exitCode: 3, out: [], err: ['Error: Nobody is there.', 'Try later.'] })
  const { exitCode, out, err } = await run('accounts', '--json')
  expect([exitCode, err]).toEqual([3, []])
  expect(JSON.parse(out.join('\n'))).toEqual({ error: { code: 'Unreachable', message: 'Nobody is there.', hint: 'Try later.' } })
})

test('wrong flags reach no server', async () => {
  for (const words of [
    ['vend', '--nonsense'],
    ['vend', '--timeout', 'soon'],
    ['accounts', '--limit', '0'],
    ['requests', 'list', '--phase', 'lost'],
    ['requests', 'show'],
    ['requests', 'show', 'rec-1', 'rec-2'],
  ])
    expect([words, (await run(...words)).flags]).toEqual([words, undefined])
})

test('help lists the exit codes and examples', async () => {
  for (const words of [['vend'], ['accounts'], ['requests', 'show'], ['doctor']]) {
    const help = (await run(...words, '--help')).out.join('')
    for (const part of ['Examples:', 'Exit codes:', '--json']) expect(help).toContain(part)
  }
})

test('the provisioned product gets a valid name from any account name', () => {
  expect(['Payments Dev', ' a  b ', '(x) y!', '_._9-', 'é'].map(productNameFrom)).toEqual(['Payments-Dev', 'a-b', 'x-y', '9', ''])
  expect(productNameFrom('x'.repeat(200))).toHaveLength(128)
})

test('problems stand under the flags that they are about', () => {
  const problems = [
    { field: 'AccountEmail', code: 'InUse', message: 'Taken.' },
    { field: 'Tags', code: 'Invalid', message: 'Bad tag.' },
  ]
  const { message, exitCode, details } = refusal(problems, { AccountEmail: 'a@example.com' })
  expect(message).toBe('This cannot be launched, for 2 reasons:\n  --email "a@example.com": Taken.\n  Tags: Bad tag.')
  expect([exitCode, details]).toEqual([2, { problems }])
})

test('durations are seconds, minutes or hours, a day at most', () => {
  expect(['90', '90s', '45m', '2 h'].map(parseDuration)).toEqual([90_000, 90_000, 2_700_000, 7_200_000])
  for (const text of ['', '0', '-1', '1d', '25h', '1.5h']) expect(() => parseDuration(text)).toThrow('duration')
})

test('the exit code tells input from access from failure', () => {
  const named = (name: string, message = name) => Object.assign(new Error(message), { name })
  const refused = Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })
  const tls = Object.assign(new TypeError('fetch failed'), { cause: new Error('wrong version number') })
  const cases: Array<readonly [unknown, number]> = [
    [refused, 3],
    [tls, 3],
    [named('AccessDeniedException'), 3],
    [named('UnrecognizedClientException'), 3],
    [named('CredentialsProviderError'), 3],
    [named('ExpiredTokenException'), 3],
    [named('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than …'), 3],
    [named('InvalidParametersException'), 2],
    [named('ValidationException'), 2],
    [named('ResourceNotFoundException'), 2],
    [named('InternalFailure'), 1],
    [named('TimeoutError'), 3],
    ['a string', 1],
  ]
  for (const [error, exitCode] of cases) expect([error, toCommandFailure(error).exitCode]).toEqual([error, exitCode])
})

test('doctor measures the clock and the version of Node.js', () => {
  const now = new Date('2026-01-01T12:00:00Z')
  const shifted = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toUTCString()
  expect([0, 59, -59, 61, -240, 301, -301].map((seconds) => compareClocks(shifted(seconds), now).status)).toEqual([
    'ok',
    'ok',
    'ok',
    'notice',
    'notice',
    'problem',
    'problem',
  ])
  expect(compareClocks(shifted(301), now).detail).toBe('this machine is 5 m 01 s ahead of the server')
  expect(compareClocks(null, now).status).toBe('notice')
  expect(['22.17.9', '22.18.0', '24.0.0', '18.20.0'].map((version) => checkNode(version).status)).toEqual([
    'problem',
    'ok',
    'ok',
    'problem',
  ])
})

test('doctor ends with 3 when the way in is closed, 1 for other problems, 0 for none', () => {
  const check = (status: 'ok' | 'notice' | 'problem' | 'skipped', blocksAccess?: true) => ({
    name: 'a',
    title: 'A',
    detail: '',
    status,
    ...(blocksAccess && { blocksAccess }),
  })
  expect(exitCodeOf([check('ok'), check('notice')])).toBe(0)
  expect(exitCodeOf([check('problem'), check('ok')])).toBe(1)
  expect(exitCodeOf([check('problem'), check('problem', true), check('skipped')])).toBe(3)
})
