import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Request } from '../../src/commands/api-client.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { launchFlags, runCommandLine } from './command-line-stage.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

interface Failure {
  readonly error: { code: string; message: string; problems?: Array<{ field: string }> }
}

test('vend --wait --json prints one document with the finished request', async () => {
  const ended = await runCommandLine(server, ['vend', ...launchFlags('json'), '--wait', '--json'])
  const request = ended.json<Request>()
  expect([ended.exitCode, ended.err]).toEqual([0, ''])
  expect(request).toMatchObject({ phase: 'SUCCEEDED', accountId: expect.stringMatching(/^\d{12}$/), accountName: 'json' })
  const { out } = await runCommandLine(server, ['accounts', 'json@'])
  expect(out).toContain(request.accountId)
})

test('vend --wait tells every step in a line when nobody looks at a terminal', async () => {
  const { exitCode, out, err } = await runCommandLine(server, ['vend', ...launchFlags('lines'), '--wait'])
  expect(exitCode).toBe(0)
  for (const step of [1, 2, 3]) expect(err).toMatch(new RegExp(`^\\[${step}/\\d\\] .* succeeded`, 'm'))
  expect(out).toMatch(/AccountId +\d{12}/)
  expect(out + err).not.toContain('\u001b')
})

test('vend names every problem under its flag before anything is launched', async () => {
  const words = ['vend', ...launchFlags('problems', { ou: 'Sandox', email: 'audit@example.com' })]
  const { exitCode, err } = await runCommandLine(server, words)
  expect(exitCode).toBe(2)
  expect(err).toMatch(/--email "audit@example.com": .*Audit/)
  expect(err).toMatch(/--ou "Sandox": .*Sandbox/)
  const { error } = (await runCommandLine(server, [...words, '--json'])).json<Failure>()
  expect(error.problems?.map(({ field }) => field).sort()).toEqual(['AccountEmail', 'ManagedOrganizationalUnit'])
  const { requests } = (await runCommandLine(server, ['requests', 'list', '--search', 'problems', '--json'])).json<{ requests: [] }>()
  expect(requests).toEqual([])
})

test('vend without a terminal names the flags that are missing', async () => {
  const { exitCode, err } = await runCommandLine(server, ['vend', '--name', 'a', '--ou', 'Sandbox'])
  expect(exitCode).toBe(2)
  expect(err).toContain('Missing: --email, --first-name, --last-name, --user-email.')
})

test('requests list and show tell what became of a launch', async () => {
  const { recordId } = (await runCommandLine(server, ['vend', ...launchFlags('shown'), '--wait', '--json'])).json<Request>()
  expect((await runCommandLine(server, ['requests', 'list', '--phase', 'succeeded'])).out).toContain(recordId)
  const { exitCode, out } = await runCommandLine(server, ['requests', 'show', recordId, '--wait'])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/✔ +1\. .*\n/)
  expect(out).toContain('SSOUserPortal')
})

test('what does not exist or cannot be done is wrong input', async () => {
  expect(await runCommandLine(server, ['requests', 'show', 'rec-nonexistent'])).toMatchObject({ exitCode: 2, out: '' })
  const { recordId } = (await runCommandLine(server, ['vend', ...launchFlags('done'), '--wait', '--json'])).json<Request>()
  for (const verb of ['retry', 'cancel']) expect((await runCommandLine(server, ['requests', verb, recordId])).exitCode).toBe(2)
  expect((await runCommandLine(server, ['accounts', '--ou', 'Nowhere'])).err).toContain('Sandbox (ou-')
})

test('doctor finds nothing wrong with a fresh installation', async () => {
  const { exitCode, out } = await runCommandLine(server, ['doctor', '--json'])
  expect(exitCode).toBe(0)
  const { healthy, checks } = JSON.parse(out) as { healthy: boolean; checks: Array<{ name: string; status: string }> }
  expect(healthy).toBe(true)
  expect(checks.map(({ status }) => status)).toEqual(Array.from(checks, () => 'ok'))
})

test('doctor and the others say why there is no way in', async () => {
  const unknownKey = { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA', AWS_SECRET_ACCESS_KEY: 'wrong' }
  expect((await runCommandLine(server, ['accounts'], { env: unknownKey })).exitCode).toBe(3)
  const keyed = await runCommandLine(server, ['doctor'], { env: unknownKey })
  expect([keyed.exitCode, keyed.out.match(/✖ \w+/g)]).toEqual([3, ['✖ Credentials']])
  const away = await runCommandLine(server, ['doctor', '--endpoint-url', 'http://127.0.0.1:1'])
  expect([away.exitCode, away.out.match(/✖ \w+/g)]).toEqual([3, ['✖ Server']])
  const elsewhere = await runCommandLine(server, ['doctor'], { env: { AWS_REGION: 'eu-west-1' } })
  expect([elsewhere.exitCode, elsewhere.out.includes('AWS_REGION=us-east-1')]).toEqual([1, true])
})
