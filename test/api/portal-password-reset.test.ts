import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOneTimePassword } from '../../src/portal/passwords.ts'
import { createPortalStage, type PortalStage, password, sameOrigin, sessionCookie } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

const chosen = 'Another-horse-8'
const forget = (userName: string, address?: string) =>
  stage.post('/forgotten-password', { userName }, { ...sameOrigin, ...(address && { 'x-test-address': address }) })
const reset = (token: string, secret = chosen) => stage.post('/reset-password', { token, password: secret })
const tokenIn = (text: string): string => /#token=([\w-]{43})/.exec(text)?.[1] ?? ''
/** The mails that have left since the last call. */
const delivered = async () => {
  // They are written once the answer has left.
  await new Promise((resolve) => setImmediate(resolve))
  await stage.portal.outbox.settled()
  return stage.mails.splice(0)
}
const forgottenToken = async (): Promise<string> => {
  await forget('ada')
  return tokenIn((await delivered()).at(-1)?.text ?? '')
}

test('whoever forgot their password gets a link by mail, and with it a new password', async () => {
  const before = await stage.enter()
  expect((await forget('ADA')).json()).toEqual({})
  const [mail] = await delivered()
  expect(mail).toMatchObject({ to: 'ada@example.com', subject: 'Account Factory: Choose a new password' })
  expect(mail?.text).toContain('192.0.2.1')
  const token = tokenIn(mail?.text ?? '')
  expect((await stage.post('/reset-password/check', { token })).json()).toEqual({ userName: 'ada' })
  const answer = await reset(token)
  expect([answer.statusCode, answer.json(), answer.cookies]).toEqual([200, {}, []])
  expect((await stage.me(before)).statusCode).toBe(401)
  expect(stage.endedFor).toEqual(['u-ada'])
  expect((await stage.signIn('ada', password)).statusCode).toBe(401)
  expect((await stage.signIn('ada', chosen)).statusCode).toBe(200)
  expect((await delivered()).map(({ subject }) => subject)).toEqual(['Account Factory: Your password was changed'])
})

test('the answer is the same for everybody, and nobody else gets a mail', async () => {
  stage.people.hopper = { ...stage.ada, userId: 'u-hopper', userName: 'hopper' }
  stage.people.lovelace = { ...stage.ada, userId: 'u-grace', userName: 'lovelace', email: undefined }
  const answers = await Promise.all(['ada', 'nobody', 'grace', 'hopper', 'lovelace'].map((name) => forget(name)))
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(new Set(['200 {}']))
  expect((await delivered()).map(({ to, text }) => [to, text.includes('for ada')])).toEqual([['ada@example.com', true]])
})

test('a link works once', async () => {
  const token = await forgottenToken()
  expect((await reset(token)).statusCode).toBe(200)
  const again = await reset(token, 'Third-horse-9')
  expect([again.statusCode, again.json().error.code]).toEqual([400, 'ResetLinkInvalid'])
  expect((await stage.signIn('ada', chosen)).statusCode).toBe(200)
})

test('of several uses at the same moment one gets through', async () => {
  const token = await forgottenToken()
  const answers = await Promise.all(['One-horse-1x', 'Two-horses-2x', 'Three-horses-3x'].map((secret) => reset(token, secret)))
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
})

test('a new link ends the one before, and so does any new password', async () => {
  const first = await forgottenToken()
  const second = await forgottenToken()
  expect((await reset(first)).json().error.code).toBe('ResetLinkInvalid')
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  expect((await reset(second)).json().error.code).toBe('ResetLinkInvalid')
  expect((await stage.signIn('ada', oneTime)).json()).toEqual({ next: 'new-password' })
})

test('a link that was asked for ends after an hour, an administrator’s after a day', async () => {
  const token = await forgottenToken()
  stage.clock.advance(3_600_001)
  expect((await reset(token)).json().error.code).toBe('ResetLinkInvalid')
  const { url, sentTo, expiresAt } = await stage.portal.issueResetLink(stage.context, stage.ada)
  expect([sentTo, tokenIn((await delivered())[0]?.text ?? '')]).toEqual(['ada@example.com', tokenIn(url)])
  stage.clock.advance(expiresAt.getTime() - stage.clock.now().getTime() - 5_000)
  expect((await stage.post('/reset-password/check', { token: tokenIn(url) })).statusCode).toBe(200)
  stage.clock.advance(5_001)
  expect((await reset(tokenIn(url))).json().error.code).toBe('ResetLinkInvalid')
})

test('a password that breaks the rules does not use the link up', async () => {
  const token = await forgottenToken()
  for (const secret of ['short', 'Password-2026', 'Horse-of-Ada-1', password]) {
    const refused = await reset(token, secret)
    expect([refused.statusCode, refused.json().error.field]).toEqual([400, 'password'])
  }
  expect((await reset(token)).statusCode).toBe(200)
})

test('who is disabled in between does not get in by a link', async () => {
  const token = await forgottenToken()
  stage.people.ada = { ...stage.ada, enabled: false }
  expect((await reset(token)).json().error.code).toBe('ResetLinkInvalid')
  stage.people.ada = stage.ada
  expect((await stage.signIn('ada', password)).statusCode).toBe(200)
})

test('a link opens the door that failures had closed', async () => {
  for (let time = 0; time < 5; time++) await stage.signIn('ada', 'Wrong-horse-7')
  expect((await stage.signIn('ada', password)).statusCode).toBe(429)
  expect((await reset(await forgottenToken())).statusCode).toBe(200)
  expect((await stage.signIn('ada', chosen)).statusCode).toBe(200)
})

test.each(['ada', 'nobody'])('asking again and again for %s is held back, whoever asks, and sign-ins are not', async (name) => {
  for (let time = 0; time < 3; time++) expect((await forget(name, `198.51.100.${time}`)).statusCode).toBe(200)
  const held = await forget(name)
  expect([held.statusCode, held.json().error.retryAfterSeconds]).toEqual([429, 60])
  expect((await stage.signIn('ada', password)).statusCode).toBe(200)
})

test('an address that asks for many names is held back', async () => {
  for (let time = 0; time < 20; time++) expect((await forget(`name-${time}`)).statusCode).toBe(200)
  expect((await forget('ada')).statusCode).toBe(429)
})

test('nothing of a link is stored or put on the trail, and what was set tells whose it is', async () => {
  const token = await forgottenToken()
  await reset(token)
  expect(JSON.stringify(stage.events)).not.toContain(token)
  expect(stage.events.at(-1)).toMatchObject({ eventName: 'ResetPassword', username: 'ada' })
  const other = await forgottenToken()
  const rows = await stage.context.db
    .withSchema('portal')
    .selectFrom('password_resets' as never)
    .selectAll()
    .execute()
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(other)
})

test('people hear of a one-time password and of a changed one; the mails hold neither', async () => {
  const { password: oneTime } = await stage.portal.issueOneTimePassword(stage.context, stage.ada)
  const cookie = await stage.enter('ada', oneTime)
  await stage.post('/new-password', { password: chosen }, { ...sameOrigin, cookie })
  const mails = await delivered()
  expect(mails.map(({ subject }) => subject.split(': ')[1])).toEqual(['You were given a one-time password', 'Your password was changed'])
  for (const secret of [oneTime, chosen, sessionCookie]) expect(JSON.stringify(mails)).not.toContain(secret)
})

test('no name or browser puts markup or lines of its own into a mail', async () => {
  stage.people.ada = { ...stage.ada, displayName: 'Ada\r\n<img src=x>' }
  await forget('ada')
  const [mail] = await delivered()
  expect(mail?.html).toContain('Ada &lt;img src=x&gt;,')
  expect(mail?.text).toMatch(/^Hello Ada <img src=x>,\n/)
})

test('without a mail server the pages send people to an administrator, and a request changes nothing', async () => {
  const bare = await createPortalStage({ sendMail: null })
  try {
    expect((await stage.get('/password-options')).json().forgottenPassword).toBe('mail')
    expect((await bare.get('/password-options')).json().forgottenPassword).toBe('administrator')
    expect((await bare.post('/forgotten-password', { userName: 'ada' })).statusCode).toBe(200)
    await bare.portal.outbox.settled()
    expect((await bare.sql('select 1 from portal.password_resets')).rows).toEqual([])
    const link = await bare.portal.issueResetLink(bare.context, bare.ada)
    expect(Object.keys(link)).toEqual(['url', 'expiresAt'])
  } finally {
    await bare.close()
  }
})

test('a mail server that fails or hangs neither fails nor delays anybody, and an administrator sees that nothing was sent', async () => {
  const failing = await createPortalStage({ sendMail: () => Promise.reject(new Error('no')) })
  const hanging = await createPortalStage({ sendMail: () => new Promise(() => {}) })
  try {
    expect((await failing.portal.issueResetLink(failing.context, failing.ada)).sentTo).toBeUndefined()
    for (const each of [failing, hanging]) {
      expect((await each.post('/forgotten-password', { userName: 'ada' })).statusCode).toBe(200)
      expect((await each.changePassword(await each.enter(), { currentPassword: password, password: chosen })).statusCode).toBe(200)
      await each.portal.outbox.settled(0)
    }
  } finally {
    await failing.close()
    await hanging.close()
  }
})
