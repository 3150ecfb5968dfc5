import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCredentialFinder } from '../../src/access/credentials.ts'
import { createOneTimePassword } from '../../src/portal/passwords.ts'
import { after, createMfaStage, type MfaStage, trustCookie } from './mfa-stage.ts'
import { password } from './portal-stage.ts'

let stage: MfaStage
const day = 24 * 3_600_000

beforeEach(async () => {
  stage = await createMfaStage({ mfa: 'at-risk' })
})
afterEach(() => stage.close())

/** Ada with an app, in a browser that she trusts. */
async function trusting(): Promise<{ secret: string; trust: string; cookie: string }> {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  stage.nextStep()
  const door = await stage.arrive()
  const given = after(await stage.verify(door.cookie, { code: stage.code(secret), trustDevice: true }))
  return { secret, trust: given.trust, cookie: given.cookie }
}

test('a trusted browser is asked no more for thirty days, others are', async () => {
  const { trust } = await trusting()
  expect(trust).toMatch(new RegExp(`^${trustCookie}=[\\w-]{43}$`))
  expect((await stage.arrive('ada', { trust })).next).toBe('done')
  expect((await stage.arrive()).next).toBe('mfa')
  stage.clock.advance(30 * day - 60_000)
  expect((await stage.arrive('ada', { trust })).next).toBe('done')
  stage.clock.advance(60_000)
  expect((await stage.arrive('ada', { trust })).next).toBe('mfa')
})

test('always means that a trusted browser is asked too', async () => {
  const { trust } = await trusting()
  await stage.policy({ mfa: 'always' })
  expect((await stage.arrive('ada', { trust })).next).toBe('mfa')
  await stage.policy({ mfa: 'never' })
  expect((await stage.arrive()).next).toBe('done')
})

test('the trust of one person says nothing of another, and a cookie that was changed says nothing at all', async () => {
  const { trust } = await trusting()
  await stage.addTotp((await stage.arrive('grace')).cookie)
  expect((await stage.arrive('grace', { trust })).next).toBe('mfa')
  const tampered = trust.slice(0, -2) + (trust.at(-2) === 'A' ? 'B' : 'A') + trust.slice(-1)
  for (const cookie of [tampered, `${trustCookie}=`, `${trustCookie}=%00`, `${trustCookie}=${'x'.repeat(3_000)}`])
    expect([cookie, (await stage.arrive('ada', { trust: cookie })).next]).toEqual([cookie, 'mfa'])
  const { rows } = await sql<{ id_hash: string }>`select * from portal.trusted_devices`.execute(stage.context.db)
  expect(JSON.stringify(rows)).not.toContain(trust.split('=')[1])
  expect((await stage.arrive('ada', { trust: `${trustCookie}=${rows[0]?.id_hash}` })).next).toBe('mfa')
})

test('the trust’s cookie opens nothing without the password', async () => {
  const { trust } = await trusting()
  expect((await stage.arrive('ada', { trust, secret: 'Wrong-horse-7' })).code).toBe('SignInFailed')
  expect((await stage.me(trust)).statusCode).toBe(401)
})

test('at risk is a network not seen for ninety days, in a trusted browser too', async () => {
  const { trust, secret } = await trusting()
  const elsewhere = '198.51.100.7'
  const door = await stage.arrive('ada', { trust, address: elsewhere })
  expect(door.next).toBe('mfa')
  stage.nextStep()
  await stage.verify(door.cookie, { code: stage.code(secret) }, { 'x-test-address': elsewhere })
  expect((await stage.arrive('ada', { trust, address: '198.51.100.200' })).next).toBe('done')
  expect((await stage.arrive('ada', { trust, address: '198.51.101.7' })).next).toBe('mfa')
  stage.clock.advance(20 * day)
  expect((await stage.arrive('ada', { trust })).next).toBe('done')
  const late = await stage.arrive('ada', { trust, address: elsewhere })
  expect(late.next).toBe('done')
})

test('a network is not known by an attempt that got no further than the password', async () => {
  const { trust } = await trusting()
  const address = '198.51.100.7'
  for (let time = 0; time < 2; time++) expect((await stage.arrive('ada', { trust, address })).next).toBe('mfa')
})

test('at risk is the sign-in after a wrong password, and after a new one', async () => {
  const { trust, secret, cookie } = await trusting()
  await stage.arrive('ada', { secret: 'Wrong-horse-7', address: '203.0.113.9' })
  expect((await stage.arrive('ada', { trust })).next).toBe('mfa')
  expect((await stage.arrive('ada', { trust })).next).toBe('done')
  await stage.changePassword(cookie, { currentPassword: password, password: 'Another-horse-8' })
  expect((await stage.arrive('ada', { trust, secret: 'Another-horse-8' })).next).toBe('mfa')
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  const door = await stage.arrive('ada', { secret: oneTime })
  expect(door.next).toBe('mfa')
  stage.nextStep()
  expect(after(await stage.verify(door.cookie, { code: stage.code(secret) })).next).toBe('new-password')
})

test('trusted browsers are listed and forgotten, each by its person only', async () => {
  const { trust, cookie } = await trusting()
  const { devices } = (await stage.get('/trusted-devices', `${cookie}; ${trust}`)).json()
  expect(devices).toEqual([expect.objectContaining({ current: true, address: '192.0.2.1' })])
  const grace = (await stage.arrive('grace')).cookie
  expect((await stage.get('/trusted-devices', grace)).json().devices).toEqual([])
  expect((await stage.send('DELETE', `/trusted-devices/${devices[0].id}`, grace)).statusCode).toBe(404)
  expect((await stage.arrive('ada', { trust })).next).toBe('done')
  expect((await stage.send('DELETE', `/trusted-devices/${devices[0].id}`, cookie)).statusCode).toBe(200)
  expect((await stage.arrive('ada', { trust })).next).toBe('mfa')
})

test('where a device is asked for, who has none is let in, registers one first, or is kept out', async () => {
  await stage.policy({ mfaWithoutDevice: 'allow' })
  expect((await stage.arrive()).next).toBe('done')
  await stage.policy({ mfaWithoutDevice: 'block' })
  expect((await stage.arrive()).code).toBe('AccessDeniedException')
  expect((await stage.arrive('ada', { secret: 'Wrong-horse-7' })).code).toBe('SignInFailed')
  await stage.policy({ mfaWithoutDevice: 'enrol' })
  expect((await stage.arrive()).next).toBe('mfa-enrolment')
})

test('to be kept out for want of a device holds no door for the next one', async () => {
  await stage.policy({ mfaWithoutDevice: 'block' })
  for (let time = 0; time < 8; time++) expect((await stage.arrive()).code).toBe('AccessDeniedException')
})

test('registering a device is a step of the sign-in that opens nothing before, and everything after', async () => {
  await stage.policy({ mfaWithoutDevice: 'enrol' })
  const door = await stage.arrive()
  expect((await stage.me(door.cookie)).json().error.code).toBe('MfaEnrolmentRequired')
  expect(after(await stage.send('POST', '/mfa/verify', door.cookie, { code: '123456' })).code).toBe('MfaEnrolmentRequired')
  const { cookie } = await stage.addTotp(door.cookie)
  expect(cookie).not.toBe(door.cookie)
  expect([(await stage.me(cookie)).statusCode, (await stage.me(door.cookie)).statusCode]).toEqual([200, 401])
  const { rows } = await sql<{ method: string }>`select method from portal.sessions where user_id = 'u-ada'`.execute(stage.context.db)
  expect(rows.map(({ method }) => method)).toEqual(['password+totp'])
})

test('a new person with a one-time password registers a passkey first and then chooses a password', async () => {
  await stage.policy({ mfaWithoutDevice: 'enrol' })
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  const door = await stage.arrive('ada', { secret: oneTime })
  const { cookie } = await stage.addPasskey(door.cookie)
  expect((await stage.me(cookie)).json().error.code).toBe('NewPasswordRequired')
  const chosen = after(await stage.send('POST', '/new-password', cookie, { password: 'Another-horse-8' }))
  expect(chosen.next).toBe('done')
  expect((await stage.me(chosen.cookie)).statusCode).toBe(200)
})

test('a sign-in that is not finished in half an hour begins anew', async () => {
  await stage.addTotp((await stage.arrive()).cookie)
  const { cookie } = await stage.arrive()
  stage.clock.advance(30 * 60_000)
  expect((await stage.me(cookie)).json().error.code).toBe('NotSignedIn')
})

test('no second factor outlives the reset of the password, however close they come', async () => {
  const { secret } = await stage.addTotp((await stage.arrive()).cookie)
  for (let time = 0; time < 10; time++) {
    stage.nextStep()
    const { password: before } = await createOneTimePassword(stage.context, 'u-ada')
    const { cookie } = await stage.arrive('ada', { secret: before })
    const [answer] = await Promise.all([
      stage.verify(cookie, { code: stage.code(secret), trustDevice: true }),
      createOneTimePassword(stage.context, 'u-ada'),
    ])
    expect((await stage.me(after(answer).cookie)).json().error.code).toBe('NotSignedIn')
    const { rows } = await sql`select * from portal.trusted_devices`.execute(stage.context.db)
    expect(rows).toEqual([])
  }
})

test('role sessions say whether the person gave a second factor, and when', async () => {
  const keysOf = async (cookie: string) => {
    const role = { accountId: '111122223330', roleName: 'Reader' }
    const { accessKeyId, sessionToken } = (await stage.send('POST', '/credentials', cookie, role)).json()
    const { db } = stage.context
    const found = await createCredentialFinder({ db, secretKey: stage.secretKey, clock: stage.clock })(accessKeyId, sessionToken)
    if (typeof found === 'string') throw new Error(`the credentials are ${found}`)
    return found.principal
  }
  const plain = await keysOf((await stage.arrive()).cookie)
  expect(plain.mfaPresent).toBeUndefined()
  const { cookie } = await trusting()
  const { mfaPresent, authenticatedAt } = await keysOf(cookie)
  expect(mfaPresent).toBe(true)
  stage.clock.advance(3_600_000)
  expect(Date.parse(authenticatedAt ?? '')).toBeLessThanOrEqual(stage.clock.now().getTime() - 3_600_000)
})
