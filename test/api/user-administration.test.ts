import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccessStage, createAccessStage } from './access-stage.ts'

let stage: AccessStage
let ada: string

const chosen = 'Correct-horse-8'

beforeAll(async () => {
  stage = await createAccessStage()
  ada = await stage.createUser('ada')
})
afterAll(() => stage.close())

const me = async (cookie: string): Promise<number> => (await stage.call('GET', '/portal/me', { cookie })).status
const tokenIn = (text: string): string => /#token=([\w-]{43})/.exec(text)?.[1] ?? ''

/** Gives ada the password above. */
async function letIn(): Promise<void> {
  const { body } = await stage.asAdministrator('POST', `/users/${ada}/password-reset-link`)
  const token = tokenIn(String(body.url))
  await stage.call('POST', '/portal/reset-password', { body: { token, password: `${chosen}x` } })
  const again = await stage.asAdministrator('POST', `/users/${ada}/password-reset-link`)
  await stage.call('POST', '/portal/reset-password', { body: { token: tokenIn(String(again.body.url)), password: chosen } })
  for (let mail = 0; mail < 4; mail++) await stage.mailServer.next()
}

test('an administrator lets a person in by a link, which goes to their mailbox too and works once', async () => {
  expect((await stage.asAdministrator('GET', `/users/${ada}`)).body).toEqual({
    userId: ada,
    userName: 'ada',
    displayName: 'ada',
    email: 'ada@example.com',
    enabled: true,
    password: { state: 'none' },
  })
  const { status, body } = await stage.asAdministrator('POST', `/users/${ada}/password-reset-link`)
  expect([status, body]).toEqual([
    200,
    { url: expect.stringContaining('/start/reset-password#token='), expiresAt: expect.any(String), sentTo: 'ada@example.com' },
  ])
  const mail = await stage.mailServer.next()
  expect(mail.to).toEqual(['ada@example.com'])
  const token = tokenIn(mail.content)
  expect(token).toBe(tokenIn(String(body.url)))
  expect((await stage.call('POST', '/portal/reset-password', { body: { token, password: chosen } })).status).toBe(200)
  expect((await stage.mailServer.next()).content).toContain('Your password was changed')
  expect((await stage.signIn('ada', chosen)).body).toEqual({ next: 'done' })
  expect((await stage.asAdministrator('GET', `/users/${ada}`)).body.password).toMatchObject({ state: 'own' })
  expect((await stage.call('POST', '/portal/reset-password', { body: { token, password: 'Third-horse-9' } })).body.error?.code).toBe(
    'ResetLinkInvalid',
  )
})

test('an administrator sees where a person is signed in, and signs them out', async () => {
  await letIn()
  const { cookie } = await stage.signIn('ada', chosen)
  const { body } = await stage.asAdministrator('GET', `/users/${ada}/sessions`)
  expect(body.sessions).toEqual([expect.objectContaining({ address: '127.0.0.1', method: 'password' })])
  expect(JSON.stringify(body)).not.toContain(cookie.split('=')[1])
  expect((await stage.asAdministrator('POST', `/users/${ada}/sign-out`)).status).toBe(200)
  expect(await me(cookie)).toBe(401)
})

test('who is disabled is out at once, by session, password and link, and is not in again by being enabled', async () => {
  await letIn()
  const { cookie } = await stage.signIn('ada', chosen)
  const link = await stage.asAdministrator('POST', `/users/${ada}/password-reset-link`)
  await stage.mailServer.next()
  expect((await stage.asAdministrator('POST', `/users/${ada}/disable`)).status).toBe(200)
  expect([await me(cookie), (await stage.signIn('ada', chosen)).status]).toEqual([401, 401])
  expect((await stage.asAdministrator('GET', `/users/${ada}`)).body.enabled).toBe(false)
  expect((await stage.asAdministrator('POST', `/users/${ada}/enable`)).status).toBe(200)
  expect(await me(cookie)).toBe(401)
  const used = await stage.call('POST', '/portal/reset-password', {
    body: { token: tokenIn(String(link.body.url)), password: 'Third-horse-9' },
  })
  expect(used.body.error?.code).toBe('ResetLinkInvalid')
  expect((await stage.signIn('ada', chosen)).status).toBe(200)
})

test('administrators do not disable themselves', async () => {
  const { body } = await stage.call('GET', '/portal/me', { cookie: stage.administrator })
  expect((await stage.asAdministrator('POST', `/users/${body.userId}/disable`)).status).toBe(400)
  expect(await me(stage.administrator)).toBe(200)
})

test('an administrator sees that a person is locked, and unlocks them', async () => {
  await letIn()
  for (let time = 0; time < 5; time++) expect((await stage.signIn('ada', 'Wrong-horse-7')).status).toBe(401)
  const held = await stage.signIn('ada', chosen)
  expect([held.status, held.body.error?.retryAfterSeconds]).toEqual([429, 2])
  expect((await stage.asAdministrator('GET', `/users/${ada}`)).body.lockedUntil).toEqual(expect.any(String))
  expect((await stage.asAdministrator('POST', `/users/${ada}/unlock`)).status).toBe(200)
  expect((await stage.signIn('ada', chosen)).status).toBe(200)
})

test('a one-time password is shown once, and the person is told without it', async () => {
  const { body } = await stage.asAdministrator('POST', `/users/${ada}/one-time-password`)
  const mail = await stage.mailServer.next()
  expect(mail.content).toContain('one-time password')
  expect(mail.content).not.toContain(body.password)
  expect((await stage.asAdministrator('GET', `/users/${ada}`)).body.password).toMatchObject({
    state: 'one-time',
    expiresAt: expect.any(String),
  })
  expect((await stage.signIn('ada', String(body.password))).body).toEqual({ next: 'new-password' })
})

test('the length of sessions is set from a quarter of an hour to seven days', async () => {
  const settings = { sessionMinutes: 15, mfa: 'never', mfaWithoutDevice: 'allow' }
  const { body } = await stage.asAdministrator('PUT', '/access-settings', settings)
  expect(body).toEqual({
    ...settings,
    mail: { from: 'Account Factory <accounts@example.com>', server: `127.0.0.1:${stage.mailServer.port}` },
  })
  expect((await stage.asAdministrator('GET', '/access-settings')).body).toEqual(body)
  await letIn()
  await stage.signIn('ada', chosen)
  const { sessions } = (await stage.asAdministrator('GET', `/users/${ada}/sessions`)).body as unknown as {
    sessions: { createdAt: string; expiresAt: string }[]
  }
  expect(sessions.map(({ createdAt, expiresAt }) => Date.parse(expiresAt) - Date.parse(createdAt))).toEqual([15 * 60_000])
  for (const wrong of [{ ...settings, sessionMinutes: 14 }, { ...settings, sessionMinutes: 10_081 }, { ...settings, mfa: 'sometimes' }, {}])
    expect((await stage.asAdministrator('PUT', '/access-settings', wrong)).status).toBe(400)
})

test('a test mail arrives', async () => {
  expect((await stage.asAdministrator('POST', '/access-settings/test-mail', { to: 'ops@example.com' })).status).toBe(200)
  expect((await stage.mailServer.next()).to).toEqual(['ops@example.com'])
  expect((await stage.asAdministrator('POST', '/access-settings/test-mail', { to: 'a@example.com, b@example.com' })).status).toBe(400)
})

const endpoints = [
  ['GET', '/users/ID'],
  ['GET', '/users/ID/sessions'],
  ['POST', '/users/ID/one-time-password'],
  ['POST', '/users/ID/password-reset-link'],
  ['POST', '/users/ID/sign-out'],
  ['POST', '/users/ID/unlock'],
  ['POST', '/users/ID/disable'],
  ['POST', '/users/ID/enable'],
  ['GET', '/access-settings'],
  ['PUT', '/access-settings'],
  ['POST', '/access-settings/test-mail'],
] as const

test.each(endpoints)('%s %s is refused to a role that may not, and to administrators of other accounts', async (method, path) => {
  const url = path.replace('ID', ada)
  const readOnly = { 'x-account-factory-role': `${stage.accountId}/AWSServiceCatalogEndUserAccess` }
  const body = path.startsWith('/access') && method !== 'GET' ? { sessionMinutes: 60, mfa: 'never', mfaWithoutDevice: 'allow' } : undefined
  expect((await stage.asAdministrator(method, url, body, readOnly)).status).toBe(403)
  const { accounts } = (await stage.call('GET', '/portal/accounts?search=Audit', { cookie: stage.administrator })).body as unknown as {
    accounts: { accountId: string }[]
  }
  const elsewhere = { 'x-account-factory-role': `${accounts[0]?.accountId}/AWSAdministratorAccess` }
  const input = path.endsWith('test-mail') ? { to: 'ops@example.com' } : body
  expect([403, 404]).toContain((await stage.asAdministrator(method, url, input, elsewhere)).status)
})

test.each(endpoints.filter(([, path]) => path.startsWith('/users')))('%s %s of nobody is not found', async (method, path) => {
  expect((await stage.asAdministrator(method, path.replace('ID', 'nobody'))).status).toBe(404)
})
