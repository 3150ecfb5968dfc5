import { globSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

// The one listener: pages, own API, wire, and what operators ask.

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers, redirect: 'manual' })

test.each(['/start', '/start/anything', '/console', '/console/catalog/products/prod-1'])(
  '%s is the page, under a strict policy',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('cache-control')).toContain('max-age=0')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    const policy = response.headers.get('content-security-policy')?.split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(policy?.join()).not.toContain('unsafe')
  },
)

test('scripts come compressed as they were built, and are kept for good because their names change with them', async () => {
  const dist = join(import.meta.dirname, '../../console/dist')
  const [script = ''] = globSync('assets/*.js', { cwd: dist })
  const response = await get(`/${script}`, { 'accept-encoding': 'br' })
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(response.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/)
})

test.each(['/start', '/healthz', '/assets/none.js', '/api/nothing', '/nothing'])(
  '%s is never guessed to be of another type',
  async (path) => {
    expect((await get(path)).headers.get('x-content-type-options')).toBe('nosniff')
  },
)

test.each(['/assets/..%2findex.html', '/assets/%2e%2e/%2e%2e/package.json', '/assets/../../../package.json', '/.stamp'])(
  '%s leads to no file outside the pages',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).not.toContain('"dependencies"')
  },
)

test('a browser at / is led to the portal; a signed GET with a query is the wire’s', async () => {
  expect((await get('/', { accept: 'text/html' })).headers.get('location')).toBe('/start')
  const wire = await get('/?Action=GetCallerIdentity&Version=2011-06-15', { accept: 'text/html' })
  expect([wire.status, await wire.text()]).toEqual([403, expect.stringContaining('MissingAuthenticationToken')])
})

test.each([1_048_577, 3_000_000])('a body of %i bytes is refused in the form of the service that it is for', async (length) => {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' },
    body: Buffer.alloc(length),
  })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ __type: expect.stringMatching(/./) })
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
})

test('metrics tell requests by kind, and account operations by phase', async () => {
  const text = await (await get('/metrics')).text()
  for (const kind of ['page', 'wire', 'api']) expect(text).toContain(`account_factory_http_request_duration_seconds_count{kind="${kind}"`)
  for (const phase of ['running', 'waiting']) expect(text).toContain(`account_factory_requests{phase="${phase}"} 0`)
})
