import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, createMfaStage, type MfaStage } from './mfa-stage.ts'
import { password } from './portal-stage.ts'

let stage: MfaStage

beforeEach(async () => {
  stage = await createMfaStage()
})
afterEach(() => stage.close())

const statusOf = async (answer: Promise<{ statusCode: number }>): Promise<number> => (await answer).statusCode

test('with an app registered, the password leads to the second factor and the factor to a session under a new cookie', async () => {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  stage.nextStep()
  const atDoor = await stage.arrive()
  expect(atDoor.next).toBe('mfa')
  expect((await stage.me(atDoor.cookie)).json().error.code).toBe('MfaRequired')
  const given = after(await stage.verify(atDoor.cookie, { code: stage.code(secret) }))
  expect(given.next).toBe('done')
  expect(given.cookie).not.toBe(atDoor.cookie)
  expect([await statusOf(stage.me(given.cookie)), await statusOf(stage.me(atDoor.cookie))]).toEqual([200, 401])
  const { rows } = await sql<{ method: string }>`select method from portal.sessions order by created_at`.execute(stage.context.db)
  expect(rows.at(-1)?.method).toBe('password+totp')
})

test('before the second factor a session is good for nothing else', async () => {
  const { id } = await stage.addTotp((await stage.arrive()).cookie)
  const { cookie } = await stage.arrive()
  const role = { accountId: '111122223330', roleName: 'Reader' }
  const answers = await Promise.all([
    stage.get('/accounts', cookie),
    stage.send('POST', '/credentials', cookie, role),
    stage.get('/mfa-devices', cookie),
    stage.get('/trusted-devices', cookie),
    stage.send('POST', '/mfa-devices/totp', cookie),
    stage.send('POST', '/mfa-devices/passkey', cookie),
    stage.send('PATCH', `/mfa-devices/${id}`, cookie, { name: 'Mine' }),
    stage.send('DELETE', `/mfa-devices/${id}`, cookie),
    stage.send('POST', '/mfa/prove', cookie, { password }),
    stage.send('POST', '/change-password', cookie, { currentPassword: password, password: 'Another-horse-8' }),
  ])
  expect(answers.map((answer) => after(answer).code)).toEqual(answers.map(() => 'MfaRequired'))
})

test('a code works once: neither in another sign-in, nor when it was the one that registered the app', async () => {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  const first = await stage.arrive()
  expect(await statusOf(stage.verify(first.cookie, { code: stage.code(secret) }))).toBe(400)
  stage.nextStep()
  const code = stage.code(secret)
  const doors: string[] = []
  // With the wrong one before, no more than end a session by themselves.
  for (let time = 0; time < 3; time++) doors.push((await stage.arrive()).cookie)
  const statuses = await Promise.all(doors.map((cookie) => statusOf(stage.verify(cookie, { code }))))
  expect(statuses.toSorted()).toEqual([200, 400, 400])
})

test('the code of the step before still works, an older one, one of tomorrow and one before a used one do not', async () => {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  stage.clock.advance(300_000)
  const { cookie } = await stage.arrive()
  expect(await statusOf(stage.verify(cookie, { code: stage.code(secret, -61) }))).toBe(400)
  expect(await statusOf(stage.verify(cookie, { code: stage.code(secret, 24 * 3600) }))).toBe(400)
  expect(await statusOf(stage.verify(cookie, { code: stage.code(secret, -30) }))).toBe(200)
  const next = await stage.arrive()
  expect(await statusOf(stage.verify(next.cookie, { code: stage.code(secret) }))).toBe(200)
  const third = await stage.arrive()
  expect(await statusOf(stage.verify(third.cookie, { code: stage.code(secret, -30) }))).toBe(400)
})

test('wrong codes end the sign-in, then make every next one wait, and the right password does not forget them', async () => {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  stage.nextStep()
  const wrong = stage.code(secret, 7200)
  const { cookie } = await stage.arrive()
  const codes: unknown[] = []
  for (let time = 0; time < 5; time++) codes.push(after(await stage.verify(cookie, { code: wrong })).code)
  expect(codes).toEqual([...Array(4).fill('ValidationException'), 'NotSignedIn'])
  expect((await stage.me(cookie)).json().error.code).toBe('NotSignedIn')
  const again = await stage.arrive()
  expect(again.next).toBe('mfa')
  expect(after(await stage.verify(again.cookie, { code: stage.code(secret) })).code).toBe('ThrottlingException')
  stage.clock.advance(2_000)
  expect(after(await stage.verify(again.cookie, { code: wrong })).code).toBe('NotSignedIn')
  stage.clock.advance(30_000)
  const last = await stage.arrive()
  expect(after(await stage.verify(last.cookie, { code: stage.code(secret) })).next).toBe('done')
})

test('of many guesses at the same moment no more are looked at than one after the other', async () => {
  await stage.addTotp((await stage.arrive()).cookie)
  const doors: string[] = []
  for (let time = 0; time < 20; time++) doors.push((await stage.arrive()).cookie)
  const guesses = doors.map((cookie, index) => stage.verify(cookie, { code: String(index).padStart(6, '0') }))
  const codes = (await Promise.all(guesses)).map((answer) => after(answer).code)
  expect(codes.filter((code) => code === 'ThrottlingException').length).toBe(15)
})

test('another person’s code is nobody’s', async () => {
  const ada = await stage.addTotp((await stage.arrive('ada')).cookie)
  const grace = await stage.addTotp((await stage.arrive('grace')).cookie)
  stage.nextStep()
  const { cookie } = await stage.arrive('grace')
  expect(await statusOf(stage.verify(cookie, { code: stage.code(ada.secret) }))).toBe(400)
  expect(await statusOf(stage.verify(cookie, { code: stage.code(grace.secret) }))).toBe(200)
})

test('an app is registered only by a code of it, in the session that asked, before ten minutes are over', async () => {
  const { cookie } = await stage.arrive()
  const begin = async () => (await stage.send('POST', '/mfa-devices/totp', cookie)).json()
  const confirm = (id: string, code: string, from = cookie) =>
    stage.send('POST', `/mfa-devices/totp/${id}/confirm`, from, { code, name: 'Phone' })
  const { id, secret, otpauthUrl, qr } = await begin()
  expect(otpauthUrl).toBe(`otpauth://totp/Account%20Factory:ada?secret=${secret}&issuer=Account%20Factory`)
  expect(qr).toMatch(/^<svg /)
  expect(await statusOf(confirm(id, stage.code(secret, 3600)))).toBe(400)
  const elsewhere = (await stage.arrive()).cookie
  expect(await statusOf(confirm(id, stage.code(secret), elsewhere))).toBe(404)
  expect(await statusOf(confirm(id, stage.code(secret)))).toBe(200)
  expect(await statusOf(confirm(id, stage.code(secret)))).toBe(404)
  const late = await begin()
  stage.clock.advance(9 * 60_000)
  await stage.send('POST', '/mfa/prove', cookie, { password })
  stage.clock.advance(60_000)
  expect(await statusOf(confirm(late.id, stage.code(late.secret)))).toBe(404)
  expect((await stage.get('/mfa-devices', cookie)).json().devices).toHaveLength(1)
})

test('what is kept of an app gives no codes, and is of no use to another person', async () => {
  const { cookie } = await stage.arrive('ada')
  const begun = (await stage.send('POST', '/mfa-devices/totp', cookie)).json()
  const { secret } = await stage.addTotp(cookie)
  const grace = await stage.addTotp((await stage.arrive('grace')).cookie)
  const { rows } = await sql`select * from portal.mfa_devices, portal.mfa_challenges, portal.sessions`.execute(stage.context.db)
  for (const each of [secret, begun.secret]) expect(JSON.stringify(rows)).not.toContain(each)
  await sql`update portal.mfa_devices set sealed_secret = (select sealed_secret from portal.mfa_devices where user_id = 'u-grace')
    where user_id = 'u-ada'`.execute(stage.context.db)
  stage.nextStep()
  const door = await stage.arrive('ada')
  expect(await statusOf(stage.verify(door.cookie, { code: stage.code(grace.secret) }))).toBe(400)
})

test('a code has six digits, and a factor is one thing or the other', async () => {
  await stage.addTotp((await stage.arrive()).cookie)
  const { cookie } = await stage.arrive()
  for (const answer of [{}, { code: '12345' }, { code: 123456 }, { code: '12345a' }, { code: '123456', passkey: {} }, { passkey: {} }])
    expect([answer, await statusOf(stage.verify(cookie, answer))]).toEqual([answer, 400])
  expect(await statusOf(stage.verify(cookie, { code: '123456' }, { 'sec-fetch-site': 'cross-site' }))).toBe(403)
})
