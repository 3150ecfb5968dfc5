import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Request } from '../../src/commands/api-client.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { launchFlags, runCommandLine } from './command-line-stage.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ pace: 'realistic', concurrency: 1 })
})
afterAll(() => server.stop())

test('a wait that is too short ends with 4, and the request goes on', async () => {
  const { exitCode, err } = await runCommandLine(server, ['vend', ...launchFlags('slow'), '--wait', '--timeout', '1s'])
  expect(exitCode).toBe(4)
  const recordId = /rec-\w+/.exec(err)?.[0] ?? ''
  const shown = (await runCommandLine(server, ['requests', 'show', recordId, '--json'])).json<Request>()
  expect(shown).toMatchObject({ phase: 'RUNNING', canCancel: true })
})

test('Ctrl-C ends with 130 and says how to look again; a request that waits knows its place and can be cancelled', async () => {
  const { exitCode, err } = await runCommandLine(server, ['vend', ...launchFlags('waits'), '--wait'], { interruptAt: /QUEUED/ })
  expect(exitCode).toBe(130)
  expect(err).toContain('QUEUED (next in the queue)')
  const recordId = /requests show (rec-\w+)/.exec(err)?.[1] ?? ''
  expect((await runCommandLine(server, ['requests', 'list', '--phase', 'queued'])).out).toMatch(new RegExp(`${recordId} +QUEUED #1`))
  expect(await runCommandLine(server, ['requests', 'cancel', recordId, '--wait'])).toMatchObject({ exitCode: 1 })
  const cancelled = (await runCommandLine(server, ['requests', 'show', recordId, '--json'])).json<Request>()
  expect(cancelled.phase).toBe('CANCELLED')
})

test('vend without --wait answers at once with the request', async () => {
  const { exitCode, out, err } = await runCommandLine(server, ['vend', ...launchFlags('later')])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/Phase: +QUEUED/)
  expect(err).toContain('account-factory requests show rec-')
})
