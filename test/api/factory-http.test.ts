import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { encodePageToken } from '../../src/access/page-token.ts'
import { registerApiRoutes } from '../../src/api/api-routes.ts'
import type { ApiDependencies } from '../../src/api/dependencies.ts'
import { Fault } from '../../src/fault.ts'
import { createWorld, type World } from '../crash/world.ts'

let world: World
let listener: FastifyInstance
let base: string

const administrator = 'arn:aws:iam::111122223333:user/account-factory'
const somebody = 'arn:aws:sts::111122223333:assumed-role/Launcher/ada'

beforeAll(async () => {
  world = await createWorld()
  await world.factory.start()
  const { context } = world.embedded
  const notAsked = async (): Promise<never> => {
    throw new Error('not asked here')
  }
  const dependencies: ApiDependencies = {
    factory: world.factory,
    authenticate: async ({ headers }) => {
      const arn = headers['x-test-caller']
      if (typeof arn !== 'string') throw new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token')
      return { caller: { ...context.caller, arn }, region: 'us-east-1' }
    },
    authorize: async ({ caller }, { action }) => {
      if (action === 'account-factory:ListAllRequests' && caller.arn !== administrator) throw new Fault('AccessDeniedException', 'no')
    },
    createContext: ({ caller, region }, requestId) => ({ ...context, caller, region, requestId }),
    session: notAsked,
    organization: notAsked,
    accounts: notAsked,
    account: notAsked,
    primaryEmailCode: notAsked,
    users: {
      describe: notAsked,
      resetOneTimePassword: notAsked,
      createResetLink: notAsked,
      sessions: notAsked,
      'sign-out': notAsked,
      unlock: notAsked,
      disable: notAsked,
      enable: notAsked,
    },
    accessSettings: { read: notAsked, write: notAsked, sendTestMail: notAsked },
    identity: {
      describe: notAsked,
      create: notAsked,
      replace: notAsked,
      remove: notAsked,
      test: notAsked,
      setPasswordSignIn: notAsked,
    },
    mfa: { list: notAsked, remove: notAsked },
    scimTokens: { list: notAsked, create: notAsked, remove: notAsked },
    record: async () => {},
    maxStreams: 2,
  }
  // A browser opens connections that it may never use; closing does not wait for them.
  listener = fastify({ forceCloseConnections: true })
  await listener.register((scope) => registerApiRoutes(scope, dependencies))
  base = await listener.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => {
  world.onStep = undefined
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

/** The members that these tests look at. */
interface Answer {
  readonly requests: ReadonlyArray<{ recordId: string }>
  readonly next?: string
  readonly limit: number
  readonly running: ReadonlyArray<{ recordId: string }>
  readonly waiting: ReadonlyArray<{ recordId: string; position: number }>
  readonly error: { code: string; message: string; field?: string; requestId: string }
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, { 'x-iam-action'?: string }>>>>
}

async function call(method: 'GET' | 'POST', path: string, options: { as?: string; body?: unknown } = {}) {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      'x-test-caller': options.as ?? administrator,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

test('the document at /api/openapi.json lists every endpoint with its IAM action', async () => {
  const { body } = await call('GET', '/api/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths).sort()).toEqual([
    '/api/access-settings',
    '/api/access-settings/test-mail',
    '/api/accounts',
    '/api/accounts/{accountId}',
    '/api/accounts/{accountId}/primary-email-code',
    '/api/events',
    '/api/identity-providers',
    '/api/identity-providers/{providerId}',
    '/api/identity-providers/{providerId}/test',
    '/api/identity-source',
    '/api/organization',
    '/api/preflight',
    '/api/queue',
    '/api/requests',
    '/api/requests/{recordId}',
    '/api/requests/{recordId}/cancel',
    '/api/requests/{recordId}/retry',
    '/api/scim-tokens',
    '/api/scim-tokens/{tokenId}',
    '/api/session',
    '/api/simulation/reset',
    '/api/users/{userId}',
    '/api/users/{userId}/disable',
    '/api/users/{userId}/enable',
    '/api/users/{userId}/mfa-devices',
    '/api/users/{userId}/mfa-devices/{deviceId}',
    '/api/users/{userId}/one-time-password',
    '/api/users/{userId}/password-reset-link',
    '/api/users/{userId}/sessions',
    '/api/users/{userId}/sign-out',
    '/api/users/{userId}/unlock',
  ])
  expect(body.paths['/api/requests/{recordId}/retry']?.post?.['x-iam-action']).toBe('account-factory:RetryRequest')
})

test('requests are paged newest first, each exactly once', async () => {
  const launched: string[] = []
  for (let count = 0; count < 5; count++) launched.push((await world.untilEnded(await world.launch())).recordId)
  const seen: string[] = []
  let next: string | undefined
  do {
    const { body } = await call('GET', `/api/requests?limit=2${next ? `&after=${encodeURIComponent(next)}` : ''}`)
    seen.push(...body.requests.map(({ recordId }) => recordId))
    next = body.next
  } while (next)
  expect(seen).toEqual(launched.toReversed())
  expect(await call('GET', '/api/requests?after=made-up')).toMatchObject({
    status: 400,
    body: { error: { code: 'ValidationException', field: 'after' } },
  })
})

test('a token that somebody made up from our source is refused, not a fault of ours', async () => {
  const token = encodePageToken(['requests', '111122223333', '', '', ''], ['no time', 'rec-1'])
  expect(await call('GET', `/api/requests?after=${token}`)).toMatchObject({
    status: 400,
    body: { error: { code: 'ValidationException', field: 'after' } },
  })
})

test('requests are found by any part of name, e-mail address and ids', async () => {
  const request = await world.untilEnded(await world.launch())
  for (const search of [request.accountName.toUpperCase(), request.accountEmail.slice(0, -4), request.accountId, request.recordId]) {
    const { body } = await call('GET', `/api/requests?search=${encodeURIComponent(String(search))}`)
    expect(body.requests.map(({ recordId }) => recordId)).toContain(request.recordId)
  }
  expect((await call('GET', '/api/requests?search=%25')).body.requests).toEqual([])
})

test('whoever may not see all requests sees none of others', async () => {
  const { recordId } = await world.untilEnded(await world.launch())
  expect((await call('GET', '/api/requests', { as: somebody })).body).toEqual({ requests: [] })
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/retry'],
    ['POST', '/cancel'],
  ] as const) {
    expect((await call(method, `/api/requests/${recordId}${path}`, { as: somebody })).status).toBe(404)
  }
})

test('a failed request is retried by POST, and one that succeeded is not', async () => {
  world.onStep = async ({ step }) => {
    if (step === 'give-access') throw new Fault('AccessDeniedException', 'no')
  }
  const { recordId } = await world.untilEnded(await world.launch())
  world.onStep = undefined
  expect(await call('POST', `/api/requests/${recordId}/retry`)).toMatchObject({ status: 202, body: { recordId, canRetry: false } })
  await world.untilEnded(recordId)
  await world.expectOneAccount(recordId)
  expect(await call('POST', `/api/requests/${recordId}/retry`)).toMatchObject({
    status: 409,
    body: { error: { code: 'InvalidStateException' } },
  })
})

test('the queue shows its limit and who waits where', async () => {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  world.onStep = async ({ moment }) => (moment === 'before' ? held : undefined)
  const recordIds: string[] = []
  for (let count = 0; count < 7; count++) recordIds.push(await world.launch())
  await world.untilRunning(5)
  const { body } = await call('GET', '/api/queue')
  expect(body.limit).toBe(5)
  expect(body.running.map(({ recordId }) => recordId).sort()).toEqual(recordIds.slice(0, 5).sort())
  expect(body.waiting).toMatchObject([
    { recordId: recordIds[5], position: 1 },
    { recordId: recordIds[6], position: 2 },
  ])
  release()
  for (const recordId of recordIds) await world.untilEnded(recordId)
})

test.each([
  ['GET', '/api/requests?limit=0', undefined, 400, 'limit'],
  ['GET', '/api/requests?phase=LOST', undefined, 400, 'phase'],
  ['GET', '/api/requests?colour=blue', undefined, 400, 'colour'],
  ['POST', '/api/preflight', {}, 400, 'parameters'],
  ['POST', '/api/preflight', { parameters: { AccountName: 7 } }, 400, 'parameters.AccountName'],
  ['POST', '/api/preflight', { parameters: { AccountName: 'x'.repeat(300_000) } }, 413, undefined],
  ['GET', '/api/nothing', undefined, 404, undefined],
  ['GET', '/api/requests/rec-none', undefined, 404, undefined],
] as const)('%s %s with bad input is refused, naming the field', async (method, path, body, status, field) => {
  const answer = await call(method, path, { body })
  expect(answer).toMatchObject({ status, body: { error: { message: expect.any(String), requestId: expect.any(String) } } })
  expect(answer.body.error.field).toBe(field)
})

test('without credentials there is nothing but 401', async () => {
  const response = await fetch(`${base}/api/queue`)
  expect(response.status).toBe(401)
})

/** Reads server-sent events until one satisfies `holds`. */
async function readEvents(
  path: string,
  holds: (event: { id: string; request: { recordId: string; phase: string } }) => boolean,
  headers: Record<string, string> = {},
) {
  const stop = new AbortController()
  const response = await fetch(`${base}${path}`, { headers: { 'x-test-caller': administrator, ...headers }, signal: stop.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events: Array<{ id: string; request: { recordId: string; phase: string } }> = []
  let text = ''
  for await (const chunk of given(response.body).pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, id, data] = /^event: request\nid: (\d+)\ndata: (.*)$/s.exec(block) ?? []
      if (!id || !data) continue
      events.push({ id, request: JSON.parse(data) })
      if (events.some(holds)) {
        stop.abort()
        return events
      }
    }
  }
  throw new Error('the stream ended early')
}

function given<Value>(value: Value | null): Value {
  if (value === null) throw new Error('not given')
  return value
}

test('the event stream tells every change, and resumes where it broke', async () => {
  const first = await world.launch()
  const events = await readEvents(`/api/events?recordId=${first}`, ({ request }) => request.phase === 'SUCCEEDED')
  expect(new Set(events.map(({ request }) => request.recordId))).toEqual(new Set([first]))
  const ids = events.map(({ id }) => Number(id))
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))

  const second = (await world.untilEnded(await world.launch())).recordId
  const resumed = await readEvents('/api/events', ({ request }) => request.recordId === second, { 'last-event-id': String(ids.at(-1)) })
  expect(resumed.at(-1)?.request).toMatchObject({ recordId: second, phase: 'SUCCEEDED' })
})

test('the streams are bounded in number', async () => {
  const stop = new AbortController()
  const open = () => fetch(`${base}/api/events`, { headers: { 'x-test-caller': administrator }, signal: stop.signal })
  await expect.poll(async () => (await Promise.all([open(), open(), open()])).map(({ status }) => status).sort()).toContain(503)
  stop.abort()
})
