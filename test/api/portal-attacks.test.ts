import type { KyselyPlugin } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOneTimePassword } from '../../src/portal/passwords.ts'
import { createPortalStage, type PortalStage, password, sameOrigin, sessionCookie } from './portal-stage.ts'

// What somebody tries who has neither password nor session of another, or has one for a moment.

const work = vi.hoisted(() => ({ verified: 0 }))

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return {
    ...real,
    verify: (...input: Parameters<typeof real.verify>) => {
      work.verified++
      return real.verify(...input)
    },
  }
})

let stage: PortalStage
let queries: string[] = []

const count: KyselyPlugin = {
  transformQuery: ({ node }) => {
    queries.push(node.kind)
    return node
  },
  transformResult: async ({ result }) => result,
}

beforeEach(async () => {
  stage = await createPortalStage({ plugin: count })
})
afterEach(() => stage.close())

const wrong = 'Wrong-horse-7'
const secretOf = (cookie: string): string => cookie.slice(cookie.indexOf('=') + 1)

test('a sign-in costs the same work and gives the same answer whether the person exists, is disabled or has no password', async () => {
  stage.people.hopper = { ...stage.ada, userId: 'u-hopper', userName: 'hopper' }
  const seen = []
  for (const name of ['ada', 'nobody', 'grace', 'hopper']) {
    queries = []
    work.verified = 0
    const { statusCode, headers, body } = await stage.signIn(name, wrong)
    const { 'x-amzn-requestid': _, date: __, ...told } = headers
    seen.push({ queries: [...queries], verified: work.verified, statusCode, told, body: body.replace(/"requestId":"[^"]*"/, '') })
  }
  expect(seen[0]).toMatchObject({ verified: 1, statusCode: 401 })
  expect(seen[0]?.queries.length).toBeGreaterThan(3)
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0])
})

test('a disabled person learns nothing from the right password, and it costs the same', async () => {
  work.verified = 0
  const [right, guess] = [await stage.signIn('grace', password), await stage.signIn('grace', wrong)]
  const plain = (body: string): string => body.replace(/"requestId":"[^"]*"/, '')
  expect([right.statusCode, plain(right.body), work.verified]).toEqual([guess.statusCode, plain(guess.body), 2])
})

test('before the answer, a forgotten password costs the same work for everybody', async () => {
  const seen = []
  for (const name of ['ada', 'nobody', 'grace']) {
    queries = []
    await stage.portal.forgottenPassword(stage.context, name, () => undefined)
    seen.push([...queries])
  }
  expect(seen[0]?.length).toBeGreaterThan(1)
  expect(seen.slice(1)).toEqual([seen[0], seen[0]])
})

test('whoever has a whole IPv6 network is one address', async () => {
  for (let host = 0; host < 50; host++)
    expect((await stage.signIn(`name-${host}`, wrong, { 'x-test-address': `2001:db8:1:2:${host}::${host}` })).statusCode).toBe(401)
  expect((await stage.signIn('ada', password, { 'x-test-address': '2001:db8:1:2::1' })).statusCode).toBe(429)
  expect((await stage.signIn('ada', password, { 'x-test-address': '2001:db8:1:3::1' })).statusCode).toBe(200)
}, 60_000)

test('an IPv4 address in IPv6 clothes is the same address', async () => {
  for (let time = 0; time < 50; time++)
    await stage.signIn(`name-${time}`, wrong, { 'x-test-address': time % 2 === 0 ? '198.51.100.7' : '::ffff:198.51.100.7' })
  expect((await stage.signIn('ada', password, { 'x-test-address': '198.51.100.7' })).statusCode).toBe(429)
}, 60_000)

test('a session that was stolen does not serve to guess the password', async () => {
  const cookie = await stage.enter()
  for (let time = 0; time < 5; time++)
    expect((await stage.changePassword(cookie, { currentPassword: `${wrong}${time}`, password: 'Another-horse-8' })).statusCode).toBe(400)
  expect((await stage.changePassword(cookie, { currentPassword: password, password: 'Another-horse-8' })).statusCode).toBe(429)
})

test('every refusal is on the trail, and what was typed as a name that nobody has is not', async () => {
  await stage.signIn('my-password-by-mistake', wrong)
  await stage.post('/forgotten-password', { userName: 'my-password-by-mistake' })
  await stage.post('/reset-password', { token: 'made-up', password: 'Another-horse-8' })
  expect(stage.events.map(({ eventName, error }) => [eventName, error?.code])).toEqual([
    ['CredentialVerification', 'SignInFailed'],
    ['RequestPasswordReset', undefined],
    ['ResetPassword', 'ResetLinkInvalid'],
  ])
  expect(JSON.stringify(stage.events)).not.toMatch(/my-password-by-mistake|made-up|Another-horse/)
})

test('a cookie that was planted before the sign-in is never adopted, nor is it good afterwards', async () => {
  const planted = `${sessionCookie}=${'p'.repeat(43)}`
  const { cookies } = await stage.signIn('ada', password, { cookie: planted })
  expect(cookies[0]?.value).toMatch(/^[\w-]{43}$/)
  expect(cookies[0]?.value).not.toBe(secretOf(planted))
  expect((await stage.me(planted)).statusCode).toBe(401)
})

test('each step of a sign-in gives another cookie and ends the one before', async () => {
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  const first = await stage.enter('ada', oneTime)
  const next = await stage.post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie: first })
  const second = `${sessionCookie}=${next.cookies[0]?.value}`
  const changed = await stage.changePassword(second, { currentPassword: 'Another-horse-8', password: 'Third-horse-9' })
  const third = `${sessionCookie}=${changed.cookies[0]?.value}`
  expect(new Set([first, second, third]).size).toBe(3)
  expect([(await stage.me(first)).statusCode, (await stage.me(second)).statusCode, (await stage.me(third)).statusCode]).toEqual([
    401, 401, 200,
  ])
})

test('a session with steps left opens nothing but its step', async () => {
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  const cookie = await stage.enter('ada', oneTime)
  const open = new Set([
    ...['POST /sign-in', 'POST /sign-out', 'POST /forgotten-password', 'POST /reset-password', 'POST /reset-password/check'],
    ...['POST /new-password', 'GET /password-options'],
  ])
  const closed = stage.routes.filter((route) => !route.startsWith('HEAD') && !open.has(route))
  expect(closed.length).toBeGreaterThan(10)
  for (const route of closed) {
    const [method = '', path = ''] = route.split(' ')
    const payload = path === '/credentials' ? { accountId: '111122223330', roleName: 'Reader' } : {}
    const answer = await stage.send(method as 'POST', path.replace(/:\w+/g, 'some'), cookie, method === 'GET' ? undefined : payload)
    expect([route, answer.statusCode < 300]).toEqual([route, false])
    expect([route, answer.json().error.code]).toEqual([
      route,
      expect.stringMatching(/^(NewPasswordRequired|ValidationException|ResourceNotFoundException)$/),
    ])
  }
  expect((await stage.post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie })).statusCode).toBe(200)
})

test('a cookie that was changed in any place is nobody’s', async () => {
  const cookie = await stage.enter()
  const value = secretOf(cookie)
  const changed = [0, 7, 21, 42].map((at) => `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`)
  const others = [
    ...changed,
    value.slice(0, -1),
    `${value}A`,
    value.toUpperCase(),
    `${value} `.trimStart().replace(' ', '%20'),
    "' or 1=1 --",
    '',
  ]
  for (const other of others) expect([other, (await stage.me(`${sessionCookie}=${other}`)).statusCode]).toEqual([other, 401])
  expect((await stage.me(cookie)).statusCode).toBe(200)
})

test('a link that was changed in any place is nobody’s', async () => {
  const { url } = await stage.portal.issueResetLink(stage.context, stage.ada)
  const token = url.split('#token=')[1] ?? ''
  const tampered = [`${token}A`, token.slice(1), token.toUpperCase(), `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`, `${token}\0`]
  for (const other of tampered) {
    const answer = await stage.post('/reset-password', { token: other, password: 'Another-horse-8' })
    expect([other, answer.statusCode]).toEqual([other, 400])
  }
  expect((await stage.signIn('ada', password)).statusCode).toBe(200)
})

test('what is kept of sessions and links opens nothing', async () => {
  const cookie = await stage.enter()
  await stage.portal.issueResetLink(stage.context, stage.ada)
  const { rows } = await stage.sql('select id_hash, id from portal.sessions')
  for (const kept of [rows[0]?.id_hash, rows[0]?.id]) expect((await stage.me(`${sessionCookie}=${kept}`)).statusCode).toBe(401)
  const links = await stage.sql('select token_hash from portal.password_resets')
  const answer = await stage.post('/reset-password', { token: links.rows[0]?.token_hash, password: 'Another-horse-8' })
  expect(answer.json().error.code).toBe('ResetLinkInvalid')
  expect((await stage.me(cookie)).statusCode).toBe(200)
})
