import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toErrorResponse } from '../../src/api/error-response.ts'
import type { SystemClock } from '../../src/clock.ts'
import { createOneTimePassword, setPassword } from '../../src/portal/passwords.ts'
import { createPortal } from '../../src/portal/portal.ts'
import type { Person, PortalDirectory } from '../../src/portal/portal-directory.ts'
import { registerPortalRoutes, sessionCookie } from '../../src/portal/routes.ts'
import { toWireRequest } from '../../src/server/requests.ts'
import { checkSameOrigin } from '../../src/wire/session-origin.ts'
import { createTestContext, createTestDatabase, type TestDatabase } from '../harness/database.ts'

const password = 'Correct-horse-7'
const people: Record<string, Person> = {
  ada: { userId: 'u-ada', userName: 'ada', displayName: 'Ada', email: 'ada@example.com', enabled: true },
  grace: { userId: 'u-grace', userName: 'grace', displayName: 'Grace', email: undefined, enabled: false },
}

/** Stands in for IAM Identity Center at the seam that the server hands in. */
const directory: PortalDirectory = {
  findUserByName: async (_, name) => people[name.toLowerCase()],
  findUser: async (_, userId) => Object.values(people).find((person) => person.userId === userId),
  listAccounts: async () => [
    { accountId: '111122223333', name: 'One', email: 'one@example.com', roles: [{ name: 'Reader', description: '' }] },
  ],
  findRoleSession: async (_, { userName }, { accountId, roleName }) => {
    if (accountId !== '111122223333' || roleName !== 'Reader') return undefined
    const principalArn = `arn:aws:iam::${accountId}:role/Reader`
    const principal = {
      type: 'assumed-role' as const,
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/Reader/${userName}`,
      principalArn,
      userId: `AROA:${userName}`,
    }
    return { principal, sessionSeconds: 3600 }
  },
}

let database: TestDatabase
let context: ReturnType<typeof createTestContext>
let clock: SystemClock
let server: FastifyInstance

beforeEach(async () => {
  database = await createTestDatabase()
  context = createTestContext(database.db)
  clock = context.clock
  for (const { userId } of Object.values(people)) await setPassword(context, userId, password)
  const portal = createPortal({ directory, secretKey: Buffer.alloc(32, 7) })
  server = Fastify()
  await server.register((scope) =>
    registerPortalRoutes(scope, {
      portal,
      createContext: (request) => ({
        ...context,
        caller: { ...context.caller, sourceIp: request.headers['x-test-address']?.toString() ?? '192.0.2.1' },
      }),
      checkOrigin: (request) => checkSameOrigin(toWireRequest(request)),
      sendError: (error, request, reply) => {
        const { status, body } = toErrorResponse(error, request.id)
        return reply.code(status).send(body)
      },
      startUrl: 'http://portal.test/start',
      secure: true,
    }),
  )
})
afterEach(async () => {
  await server.close()
  await database.drop()
})

const sameOrigin = { 'sec-fetch-site': 'same-origin' }

function post(path: string, payload: object, headers: Record<string, string> = sameOrigin) {
  return server.inject({ method: 'POST', url: `/api/portal${path}`, payload, headers })
}

const signIn = (userName: string, secret: string, headers: Record<string, string> = {}) =>
  post('/sign-in', { userName, password: secret }, { ...sameOrigin, ...headers })

async function cookieOfSignIn(userName = 'ada', secret = password): Promise<string> {
  const response = await signIn(userName, secret)
  expect(response.statusCode).toBe(200)
  return `${sessionCookie}=${response.cookies[0]?.value}`
}

const me = (cookie: string) => server.inject({ method: 'GET', url: '/api/portal/me', headers: { cookie } })

test('a sign-in gives a cookie that scripts cannot read and that travels over https only', async () => {
  const response = await signIn('ADA', password)
  expect(response.json()).toEqual({ next: 'done' })
  expect(response.cookies[0]).toMatchObject({ name: sessionCookie, httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  const { userName, startUrl } = (await me(`${sessionCookie}=${response.cookies[0]?.value}`)).json()
  expect([userName, startUrl]).toEqual(['ada', 'http://portal.test/start'])
})

test('a wrong password, an unknown person and a disabled one are answered exactly alike', async () => {
  const answers = await Promise.all([signIn('ada', 'Wrong-horse-7'), signIn('nobody', password), signIn('grace', password)])
  const shown = answers.map((answer) => [answer.statusCode, answer.json().error.code, answer.json().error.message, answer.cookies.length])
  expect(shown).toEqual(Array(3).fill([401, 'SignInFailed', 'The user name or the password is wrong.', 0]))
})

test.each(['ada', 'nobody'])(
  'after five failures %s waits twice as long each time, whoever asks and with whatever password',
  async (name) => {
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await signIn(name, 'Wrong-horse-7', { 'x-test-address': `198.51.100.${attempt}` })).statusCode).toBe(401)
    const held = await signIn(name, password)
    expect([held.statusCode, held.json().error.message]).toEqual([429, 'Too many failed sign-ins. Try again in 2 seconds.'])
    clock.advance(2_001)
    expect((await signIn(name, 'Wrong-horse-7')).statusCode).toBe(401)
    expect((await signIn(name, password)).json().error.message).toMatch(/in 4 seconds/)
  },
)

test('an address that tries many names is held back too', async () => {
  for (let attempt = 0; attempt < 50; attempt++) await signIn(`name-${attempt}`, 'Wrong-horse-7')
  expect((await signIn('ada', password)).statusCode).toBe(429)
  expect((await signIn('ada', password, { 'x-test-address': '203.0.113.9' })).statusCode).toBe(200)
}, 60_000)

test('a one-time password opens nothing but the choice of another, and ends after seven days', async () => {
  const { password: oneTime } = await createOneTimePassword(context, 'u-ada')
  expect((await signIn('ada', password)).statusCode).toBe(401)
  const cookie = await cookieOfSignIn('ada', oneTime)
  expect([(await me(cookie)).statusCode, (await me(cookie)).json().error.code]).toEqual([403, 'NewPasswordRequired'])
  expect((await post('/credentials', { accountId: '111122223333', roleName: 'Reader' }, { ...sameOrigin, cookie })).statusCode).toBe(403)
  const changed = await post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie })
  expect(changed.json()).toEqual({ next: 'done' })
  expect((await me(cookie)).statusCode).toBe(401)
  expect((await me(`${sessionCookie}=${changed.cookies[0]?.value}`)).statusCode).toBe(200)
  const { password: late } = await createOneTimePassword(context, 'u-ada')
  clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await signIn('ada', late)).statusCode).toBe(401)
})

test.each([
  ['short', 'Aa1-'],
  ['without a number', 'Abcdefgh-'],
  ['without an uppercase letter', 'abcdefgh-1'],
  ['without a sign', 'Abcdefgh1'],
  ['as before', password],
  ['too long', `Aa1-${'x'.repeat(61)}`],
])('a new password %s is refused', async (_, secret) => {
  const cookie = await cookieOfSignIn()
  const response = await post('/new-password', { password: secret }, { ...sameOrigin, cookie })
  expect([response.statusCode, response.json().error.code]).toEqual([400, 'ValidationException'])
  expect((await signIn('ada', password)).statusCode).toBe(200)
})

test('each sign-in begins a new session and ends the one it was made in', async () => {
  const first = await cookieOfSignIn()
  const second = await signIn('ada', password, { cookie: first })
  expect(second.cookies[0]?.value).not.toBe(first.split('=')[1])
  expect((await me(first)).statusCode).toBe(401)
})

test('signing out, time and disabling each end a session at once', async () => {
  const signedOut = await cookieOfSignIn()
  await post('/sign-out', {}, { ...sameOrigin, cookie: signedOut })
  expect((await me(signedOut)).statusCode).toBe(401)
  const disabled = await cookieOfSignIn()
  const ada = people.ada
  if (ada) people.ada = { ...ada, enabled: false }
  expect((await me(disabled)).statusCode).toBe(401)
  if (ada) people.ada = ada
  const old = await cookieOfSignIn()
  clock.advance(8 * 3_600_000 + 1)
  expect((await me(old)).statusCode).toBe(401)
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a foreign origin', { origin: 'https://evil.example', host: 'portal.test' }],
  ['nobody in particular', {}],
])('a post from %s is refused', async (_, headers) => {
  const cookie = await cookieOfSignIn()
  for (const path of ['/sign-in', '/new-password', '/credentials', '/sign-out'])
    expect((await post(path, {}, { ...headers, cookie })).statusCode).toBe(403)
  expect((await me(cookie)).statusCode).toBe(200)
})

test('credentials are given for assigned roles only', async () => {
  const cookie = await cookieOfSignIn()
  const given = await post('/credentials', { accountId: '111122223333', roleName: 'Reader' }, { ...sameOrigin, cookie })
  expect(given.json()).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/), sessionToken: expect.any(String) })
  const refused = await post('/credentials', { accountId: '111122223333', roleName: 'Admin' }, { ...sameOrigin, cookie })
  expect([refused.statusCode, refused.json().error.message]).toEqual([403, 'ada may not enter account 111122223333 as Admin.'])
})

test.each([
  ['/sign-in', {}],
  ['/sign-in', { userName: 'a'.repeat(129), password }],
  ['/sign-in', { userName: 'ada', password: 'p'.repeat(257) }],
  ['/sign-in', { userName: 'ada', password, extra: true }],
  ['/credentials', { accountId: '1', roleName: 'Reader' }],
])('malformed input to %s is refused and changes nothing', async (path, payload) => {
  const response = await post(path, payload)
  expect([response.statusCode, response.json().error.code]).toEqual([400, 'ValidationException'])
})
