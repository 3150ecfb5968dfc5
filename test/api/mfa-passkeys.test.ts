import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, createMfaStage, type MfaStage, origin, rpId } from './mfa-stage.ts'
import { createPortalStage, sessionCookie } from './portal-stage.ts'
import { createSoftPasskey, type SoftPasskey } from './soft-passkey.ts'

let stage: MfaStage

beforeEach(async () => {
  stage = await createMfaStage()
})
afterEach(() => stage.close())

type Forged = Partial<{ challenge: string; origin: string; rpId: string; counter: number }>

/** Answers the challenge of a session at the door with a passkey, forged where told. */
async function give(cookie: string, passkey: SoftPasskey, forged: Forged = {}) {
  const challenge = await stage.challenge(cookie)
  return stage.verify(cookie, { passkey: passkey.get({ challenge, origin, rpId, ...forged }) })
}

test('a passkey is a second factor, and the challenge names those of the person only', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive('ada')).cookie)
  await stage.addPasskey((await stage.arrive('grace')).cookie)
  const { cookie } = await stage.arrive('ada')
  const asked = (await stage.send('POST', '/mfa/challenge', cookie)).json()
  expect(asked.methods).toEqual(['passkey'])
  expect(asked.passkey.allowCredentials.map(({ id }: { id: string }) => id)).toEqual([passkey.id])
  const given = after(await give(cookie, passkey))
  expect(given.next).toBe('done')
  expect((await stage.me(given.cookie)).statusCode).toBe(200)
})

test.each<[string, Forged]>([
  ['signed for another origin', { origin: 'https://accounts.example.com' }],
  ['signed at another port', { origin: `${origin}:8443` }],
  ['made for another host', { rpId: 'example.com' }],
  ['signed for a challenge of its own making', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ['whose counter went back', { counter: 1 }],
  ['whose counter stood still', { counter: 5 }],
])('a passkey %s is refused', async (_, forged) => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  expect(after(await give((await stage.arrive()).cookie, passkey, { counter: 5 })).next).toBe('done')
  const { cookie } = await stage.arrive()
  expect(after(await give(cookie, passkey, forged)).code).toBe('ValidationException')
  expect(after(await give(cookie, passkey, { counter: 6 })).next).toBe('done')
})

test('a passkey that counts nothing goes on doing so', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  for (const counter of [2, 3]) expect(after(await give((await stage.arrive()).cookie, passkey, { counter })).next).toBe('done')
  const quiet = createSoftPasskey()
  const { cookie } = await stage.arrive('grace')
  const { id, options } = (await stage.send('POST', '/mfa-devices/passkey', cookie)).json()
  const made = quiet.create({ challenge: options.challenge, origin, rpId, counter: 0 })
  expect((await stage.send('POST', `/mfa-devices/passkey/${id}/confirm`, cookie, { passkey: made, name: 'Quiet' })).statusCode).toBe(200)
  for (const counter of [0, 0]) expect(after(await give((await stage.arrive('grace')).cookie, quiet, { counter })).next).toBe('done')
})

test('an answer is good once, and in the session that was asked only', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  const [one, other] = [(await stage.arrive()).cookie, (await stage.arrive()).cookie]
  const answer = { passkey: passkey.get({ challenge: await stage.challenge(one), origin, rpId }) }
  await stage.challenge(other)
  expect(after(await stage.verify(other, answer)).code).toBe('ValidationException')
  const given = await Promise.all([stage.verify(one, answer), stage.verify(one, answer)])
  expect(given.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
  expect(after(await stage.verify(other, answer)).code).toBe('ValidationException')
})

test('a challenge is gone after a wrong answer, and ten minutes after it was made', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  const { cookie } = await stage.arrive()
  const challenge = await stage.challenge(cookie)
  await stage.verify(cookie, { passkey: passkey.get({ challenge, origin: 'https://evil.example', rpId }) })
  expect(after(await stage.verify(cookie, { passkey: passkey.get({ challenge, origin, rpId }) })).code).toBe('ValidationException')
  const late = await stage.challenge(cookie)
  stage.clock.advance(10 * 60_000)
  expect(after(await stage.verify(cookie, { passkey: passkey.get({ challenge: late, origin, rpId }) })).code).toBe('ValidationException')
})

test('another person’s passkey opens nothing, nor does one that is registered nowhere or claims another’s name', async () => {
  const ada = await stage.addPasskey((await stage.arrive('ada')).cookie)
  const grace = await stage.addPasskey((await stage.arrive('grace')).cookie)
  const { cookie } = await stage.arrive('ada')
  for (const passkey of [grace.passkey, createSoftPasskey()]) expect(after(await give(cookie, passkey)).code).toBe('ValidationException')
  const forged = grace.passkey.get({ challenge: await stage.challenge(cookie), origin, rpId })
  const renamed = { ...forged, id: ada.passkey.id, rawId: ada.passkey.id }
  expect(after(await stage.verify(cookie, { passkey: renamed })).code).toBe('ValidationException')
})

test('a passkey is registered for this portal, for its challenge, and once', async () => {
  const { cookie } = await stage.arrive()
  const passkey = createSoftPasskey()
  const confirm = async (forged: Forged = {}, from = passkey, as = cookie): Promise<number> => {
    const { id, options } = (await stage.send('POST', '/mfa-devices/passkey', as)).json()
    const made = from.create({ challenge: options.challenge, origin, rpId, ...forged })
    return (await stage.send('POST', `/mfa-devices/passkey/${id}/confirm`, as, { passkey: made, name: 'Laptop' })).statusCode
  }
  expect(await confirm({ origin: 'https://accounts.example.com' })).toBe(400)
  expect(await confirm({ rpId: 'example.com' })).toBe(400)
  expect(await confirm({ challenge: 'AAAA' })).toBe(400)
  expect(await confirm()).toBe(200)
  expect(await confirm()).toBe(409)
  expect(await confirm({}, passkey, (await stage.arrive('grace')).cookie)).toBe(409)
  const { options } = (await stage.send('POST', '/mfa-devices/passkey', cookie)).json()
  expect(options.excludeCredentials.map(({ id }: { id: string }) => id)).toEqual([passkey.id])
})

test('at an IP address there are no passkeys, and why is said; apps work', async () => {
  const plain = await createPortalStage()
  const signedIn = await plain.signIn('ada', 'Correct-horse-7')
  const cookie = `${sessionCookie}=${signedIn.cookies[0]?.value}`
  const refused = await plain.send('POST', '/mfa-devices/passkey', cookie)
  expect([refused.statusCode, refused.json().error.message]).toEqual([400, expect.stringMatching(/host name.*127\.0\.0\.1/)])
  expect((await plain.get('/mfa-devices', cookie)).json().passkeysUnavailable).toMatch(/127\.0\.0\.1/)
  expect((await plain.send('POST', '/mfa-devices/totp', cookie)).statusCode).toBe(200)
  await plain.close()
})
