import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOneTimePassword } from '../../src/portal/passwords.ts'
import { createPortalStage, type PortalStage, password, sameOrigin, sessionCookie } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

test('a sign-in gives a cookie that scripts cannot read and that travels over https only', async () => {
  const response = await stage.signIn('ADA', password)
  expect(response.json()).toEqual({ next: 'done' })
  expect(response.cookies[0]).toMatchObject({ name: sessionCookie, httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  const { userName, startUrl } = (await stage.me(`${sessionCookie}=${response.cookies[0]?.value}`)).json()
  expect([userName, startUrl]).toEqual(['ada', 'http://portal.test/start'])
})

test('a wrong password, an unknown person and a disabled one are answered exactly alike', async () => {
  const answers = await Promise.all([
    stage.signIn('ada', 'Wrong-horse-7'),
    stage.signIn('nobody', password),
    stage.signIn('grace', password),
  ])
  const shown = answers.map((answer) => [answer.statusCode, answer.json().error.code, answer.json().error.message, answer.cookies.length])
  expect(shown).toEqual(Array(3).fill([401, 'SignInFailed', 'The user name or the password is wrong.', 0]))
})

test.each(['ada', 'nobody'])(
  'after five failures %s waits twice as long each time, whoever asks and with whatever password',
  async (name) => {
    for (let attempt = 0; attempt < 5; attempt++)
      expect((await stage.signIn(name, 'Wrong-horse-7', { 'x-test-address': `198.51.100.${attempt}` })).statusCode).toBe(401)
    const held = await stage.signIn(name, password)
    expect([held.statusCode, held.json().error.message]).toEqual([429, 'Too many failed sign-ins. Try again in 2 seconds.'])
    stage.clock.advance(2_001)
    expect((await stage.signIn(name, 'Wrong-horse-7')).statusCode).toBe(401)
    expect((await stage.signIn(name, password)).json().error.message).toMatch(/in 4 seconds/)
  },
)

test('an address that tries many names is held back too', async () => {
  for (let attempt = 0; attempt < 50; attempt++) await stage.signIn(`name-${attempt}`, 'Wrong-horse-7')
  expect((await stage.signIn('ada', password)).statusCode).toBe(429)
  expect((await stage.signIn('ada', password, { 'x-test-address': '203.0.113.9' })).statusCode).toBe(200)
}, 60_000)

test('a one-time password opens nothing but the choice of another, and ends after seven days', async () => {
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  expect((await stage.signIn('ada', password)).statusCode).toBe(401)
  const cookie = await stage.enter('ada', oneTime)
  expect([(await stage.me(cookie)).statusCode, (await stage.me(cookie)).json().error.code]).toEqual([403, 'NewPasswordRequired'])
  expect((await stage.post('/credentials', { accountId: '111122223330', roleName: 'Reader' }, { ...sameOrigin, cookie })).statusCode).toBe(
    403,
  )
  const changed = await stage.post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie })
  expect(changed.json()).toEqual({ next: 'done' })
  expect((await stage.me(cookie)).statusCode).toBe(401)
  expect((await stage.me(`${sessionCookie}=${changed.cookies[0]?.value}`)).statusCode).toBe(200)
  const { password: late } = await createOneTimePassword(stage.context, 'u-ada')
  stage.clock.advance(7 * 24 * 3_600_000 + 1)
  expect((await stage.signIn('ada', late)).statusCode).toBe(401)
})

test.each([
  ['short', 'Aa1-'],
  ['without a number', 'Abcdefgh-'],
  ['without an uppercase letter', 'abcdefgh-1'],
  ['without a sign', 'Abcdefgh1'],
  ['as before', password],
  ['too long', `Aa1-${'x'.repeat(61)}`],
])('a new password %s is refused', async (_, secret) => {
  const cookie = await stage.enter()
  const response = await stage.changePassword(cookie, { currentPassword: password, password: secret })
  expect([response.statusCode, response.json().error.code]).toEqual([400, 'ValidationException'])
  expect((await stage.signIn('ada', password)).statusCode).toBe(200)
})

test('each sign-in begins a new session and ends the one it was made in', async () => {
  const first = await stage.enter()
  const second = await stage.signIn('ada', password, { cookie: first })
  expect(second.cookies[0]?.value).not.toBe(first.split('=')[1])
  expect((await stage.me(first)).statusCode).toBe(401)
})

test('signing out, time and disabling each end a session at once', async () => {
  const signedOut = await stage.enter()
  await stage.post('/sign-out', {}, { ...sameOrigin, cookie: signedOut })
  expect((await stage.me(signedOut)).statusCode).toBe(401)
  const disabled = await stage.enter()
  stage.people.ada = { ...stage.ada, enabled: false }
  expect((await stage.me(disabled)).statusCode).toBe(401)
  stage.people.ada = stage.ada
  const old = await stage.enter()
  stage.clock.advance(8 * 3_600_000 + 1)
  expect((await stage.me(old)).statusCode).toBe(401)
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a foreign origin', { origin: 'https://evil.example', host: 'portal.test' }],
  ['nobody in particular', {}],
])('a post from %s is refused', async (_, headers) => {
  const cookie = await stage.enter()
  for (const path of ['/sign-in', '/new-password', '/credentials', '/sign-out'])
    expect((await stage.post(path, {}, { ...headers, cookie })).statusCode).toBe(403)
  expect((await stage.me(cookie)).statusCode).toBe(200)
})

test('credentials are given for assigned roles only', async () => {
  const cookie = await stage.enter()
  const given = await stage.post('/credentials', { accountId: '111122223330', roleName: 'Reader' }, { ...sameOrigin, cookie })
  expect(given.json()).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/), sessionToken: expect.any(String) })
  const refused = await stage.post('/credentials', { accountId: '111122223330', roleName: 'Admin' }, { ...sameOrigin, cookie })
  expect([refused.statusCode, refused.json().error.message]).toEqual([403, 'ada may not enter account 111122223330 as Admin.'])
})

test.each([
  ['/sign-in', {}],
  ['/sign-in', { userName: 'a'.repeat(129), password }],
  ['/sign-in', { userName: 'ada', password: 'p'.repeat(257) }],
  ['/sign-in', { userName: 'ada', password, extra: true }],
  ['/credentials', { accountId: '1', roleName: 'Reader' }],
])('malformed input to %s is refused and changes nothing', async (path, payload) => {
  const response = await stage.post(path, payload)
  expect([response.statusCode, response.json().error.code]).toEqual([400, 'ValidationException'])
})
