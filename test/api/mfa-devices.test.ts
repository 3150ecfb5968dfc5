import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, createMfaStage, type MfaStage } from './mfa-stage.ts'
import { password } from './portal-stage.ts'

let stage: MfaStage

beforeEach(async () => {
  stage = await createMfaStage()
})
afterEach(() => stage.close())

const devicesOf = async (cookie: string) => (await stage.get('/mfa-devices', cookie)).json()

test('devices are listed with their use, renamed and removed by their person', async () => {
  const first = await stage.addTotp((await stage.arrive()).cookie, 'Phone')
  const { cookie } = first
  await stage.addPasskey(cookie, 'Laptop')
  stage.nextStep()
  await stage.verify((await stage.arrive()).cookie, { code: stage.code(first.secret) })
  const { devices, limit } = await devicesOf(cookie)
  expect(limit).toBe(8)
  expect(devices).toEqual([
    { id: first.id, type: 'totp', name: 'Phone', createdAt: expect.any(String), lastUsedAt: expect.any(String) },
    { id: expect.any(String), type: 'passkey', name: 'Laptop', createdAt: expect.any(String), lastUsedAt: null },
  ])
  await stage.send('PATCH', `/mfa-devices/${first.id}`, cookie, { name: '  Old phone ' })
  expect((await devicesOf(cookie)).devices[0].name).toBe('Old phone')
  expect((await stage.send('DELETE', `/mfa-devices/${first.id}`, cookie)).statusCode).toBe(200)
  expect((await devicesOf(cookie)).devices).toHaveLength(1)
})

test('a removed device opens nothing any more', async () => {
  const { secret, id, cookie } = await stage.addTotp((await stage.arrive()).cookie)
  await stage.addPasskey(cookie)
  await stage.send('DELETE', `/mfa-devices/${id}`, cookie)
  stage.nextStep()
  expect((await stage.verify((await stage.arrive()).cookie, { code: stage.code(secret) })).statusCode).toBe(400)
})

test('nobody changes or removes the devices of others', async () => {
  const { id, cookie } = await stage.addTotp((await stage.arrive('ada')).cookie)
  const grace = (await stage.arrive('grace')).cookie
  expect((await stage.send('PATCH', `/mfa-devices/${id}`, grace, { name: 'Mine' })).statusCode).toBe(404)
  expect((await stage.send('DELETE', `/mfa-devices/${id}`, grace)).statusCode).toBe(404)
  expect((await devicesOf(grace)).devices).toEqual([])
  expect((await devicesOf(cookie)).devices[0].name).toBe('Phone')
})

test('ten minutes after the sign-in, adding and removing need a new proof: the password, a code or a passkey', async () => {
  const { id, secret, cookie } = await stage.addTotp((await stage.arrive()).cookie)
  const { passkey } = await stage.addPasskey(cookie)
  const changes = () =>
    Promise.all([
      stage.send('POST', '/mfa-devices/totp', cookie),
      stage.send('POST', '/mfa-devices/passkey', cookie),
      stage.send('DELETE', `/mfa-devices/${id}x`, cookie),
    ])
  const codes = async () => (await changes()).map((answer) => after(answer).code)
  const refused = ['ProofRequired', 'ProofRequired', 'ProofRequired']
  const proofs: (() => Promise<object>)[] = [
    async () => ({ password }),
    async () => ({ code: stage.code(secret) }),
    async () => ({
      passkey: passkey.get({
        challenge: await stage.challenge(cookie),
        origin: 'https://accounts.example.org',
        rpId: 'accounts.example.org',
      }),
    }),
  ]
  for (const proof of proofs) {
    stage.clock.advance(10 * 60_000)
    expect(await codes()).toEqual(refused)
    expect((await devicesOf(cookie)).proofRequired).toBe(true)
    expect((await stage.send('POST', '/mfa/prove', cookie, { password: 'Wrong-horse-7' })).statusCode).toBe(400)
    expect((await stage.send('POST', '/mfa/prove', cookie, { code: '000000' })).statusCode).toBe(400)
    expect(await codes()).toEqual(refused)
    expect((await stage.send('POST', '/mfa/prove', cookie, await proof())).statusCode).toBe(200)
    expect(await codes()).toEqual([undefined, undefined, 'ResourceNotFoundException'])
  }
  expect((await stage.send('PATCH', `/mfa-devices/${id}`, cookie, { name: 'Any time' })).statusCode).toBe(200)
})

test('whoever proves themselves wrongly five times is signed out', async () => {
  const { cookie } = await stage.addTotp((await stage.arrive()).cookie)
  for (let time = 0; time < 4; time++) expect((await stage.send('POST', '/mfa/prove', cookie, { code: '000000' })).statusCode).toBe(400)
  expect((await stage.send('POST', '/mfa/prove', cookie, { code: '000000' })).statusCode).toBe(401)
  expect((await stage.me(cookie)).statusCode).toBe(401)
})

test('a person has eight devices at most, however fast they come', async () => {
  let { cookie } = await stage.arrive()
  for (let number = 1; number <= 6; number++) ({ cookie } = await stage.addTotp(cookie, `App ${number}`))
  const others = [cookie, (await stage.enterPlainly()).cookie, (await stage.enterPlainly()).cookie, (await stage.enterPlainly()).cookie]
  const begun = await Promise.all(others.map(async (each) => ({ each, ...(await stage.send('POST', '/mfa-devices/totp', each)).json() })))
  const confirmed = await Promise.all(
    begun.map(({ each, id, secret }) =>
      stage.send('POST', `/mfa-devices/totp/${id}/confirm`, each, { code: stage.code(secret), name: 'One more' }),
    ),
  )
  expect(confirmed.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 400, 400])
  expect((await devicesOf(cookie)).devices).toHaveLength(8)
  expect((await stage.send('POST', '/mfa-devices/passkey', cookie)).json().error.code).toBe('ServiceQuotaExceededException')
})

test('the last device stays where nobody signs in without one', async () => {
  const { id, cookie } = await stage.addTotp((await stage.arrive()).cookie)
  await stage.policy({ mfaWithoutDevice: 'block' })
  expect((await stage.send('DELETE', `/mfa-devices/${id}`, cookie)).statusCode).toBe(409)
  const second = await stage.addPasskey(cookie)
  expect((await stage.send('DELETE', `/mfa-devices/${second.id}`, cookie)).statusCode).toBe(200)
  await stage.policy({ mfaWithoutDevice: 'allow' })
  expect((await stage.send('DELETE', `/mfa-devices/${id}`, cookie)).statusCode).toBe(200)
})

test.each(['', '   ', 'x'.repeat(65), 'a\0b', 7])('a device is not called %j', async (name) => {
  const { id, cookie } = await stage.addTotp((await stage.arrive()).cookie)
  expect((await stage.send('PATCH', `/mfa-devices/${id}`, cookie, { name })).statusCode).toBe(400)
})

test.each(['/mfa/challenge', '/mfa/verify', '/mfa/prove', '/mfa-devices/totp', '/mfa-devices/passkey'])(
  'POST %s is for who is at the door or in, and for pages of ours only',
  async (path) => {
    const body = { code: '123456' }
    expect((await stage.send('POST', path, '', body)).statusCode).toBe(401)
    const { cookie } = await stage.arrive()
    expect((await stage.send('POST', path, cookie, body, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  },
)
