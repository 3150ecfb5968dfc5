import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, createMfaStage, type MfaStage, origin, rpId } from './mfa-stage.ts'
import { createPortalStage } from './portal-stage.ts'
import { createSoftPasskey, type SoftPasskey } from './soft-passkey.ts'

let stage: MfaStage

beforeEach(async () => {
  stage = await createMfaStage()
})
afterEach(() => stage.close())

type Forged = Partial<{ challenge: string; origin: string; rpId: string; counter: number; verified: boolean; userId: string }>

const ask = async () => (await stage.send('POST', '/passkey/challenge', '')).json()
const give = (question: string, passkey: object, cookie = '') => stage.send('POST', '/passkey/sign-in', cookie, { question, passkey })

/** Signs in by the passkey, forged where told. */
async function enter(passkey: SoftPasskey, forged: Forged = {}) {
  const { question, options } = await ask()
  return after(await give(question, passkey.get({ challenge: options.challenge, origin, rpId, userId: 'u-ada', ...forged })))
}

test('a passkey alone signs its person in, with nothing left to ask, whatever the policy', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  const { options } = await ask()
  expect([options.allowCredentials ?? [], options.userVerification]).toEqual([[], 'required'])
  const { cookie, next } = await enter(passkey)
  expect(next).toBe('done')
  expect((await stage.me(cookie)).json().userName).toBe('ada')
  const { rows } = await sql<{ method: string }>`select method from portal.sessions order by created_at`.execute(stage.context.db)
  expect(rows.at(-1)?.method).toBe('passkey')
  expect(stage.events.at(-2)).toMatchObject({ username: 'ada', additionalEventData: { CredentialType: 'WEBAUTHN' } })
  expect(stage.events.at(-1)).toMatchObject({ eventName: 'UserAuthentication', username: 'ada' })
})

test.each<[string, Forged]>([
  ['signed for another origin', { origin: 'https://accounts.example.com' }],
  ['made for another host', { rpId: 'example.com' }],
  ['signed for a challenge of its own making', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ['whose counter stood still', { counter: 1 }],
  ['that did not verify its person', { verified: false }],
  ['that says it is another’s', { userId: 'u-grace' }],
])('a passkey %s signs nobody in', async (_, forged) => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  expect(await enter(passkey, forged)).toMatchObject({ code: 'SignInFailed', cookie: '' })
  expect((await enter(passkey, { counter: 9 })).next).toBe('done')
})

test('one answer is told from another by nothing: unknown, disabled and wrong passkeys are refused alike', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive('grace')).cookie)
  const { grace } = stage.people
  if (grace) stage.people.grace = { ...grace, enabled: false }
  const { question, options } = await ask()
  const forged = { challenge: options.challenge, origin, rpId }
  const answers = await Promise.all([
    give(question, passkey.get(forged)),
    give(question, createSoftPasskey().get(forged)),
    give(question, passkey.get({ ...forged, origin: 'https://evil.example' })),
  ])
  const bodies = answers.map((answer) => ({ ...answer.json().error, requestId: '' }))
  expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]])
  expect(bodies[0].code).toBe('SignInFailed')
})

test('an answer is good once, however often it comes, and for five minutes', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  const { question, options } = await ask()
  // It counts nothing: only the question tells a replay.
  await sql`update portal.mfa_devices set counter = 0`.execute(stage.context.db)
  const answer = passkey.get({ challenge: options.challenge, origin, rpId, counter: 0 })
  const statuses = (await Promise.all([give(question, answer), give(question, answer)])).map(({ statusCode }) => statusCode)
  expect(statuses.toSorted()).toEqual([200, 401])
  expect((await give(question, answer)).statusCode).toBe(401)
  const late = await ask()
  stage.clock.advance(5 * 60_000)
  expect((await give(late.question, passkey.get({ challenge: late.options.challenge, origin, rpId, counter: 0 }))).statusCode).toBe(401)
})

test('a question that the server did not ask is none', async () => {
  const { passkey } = await stage.addPasskey((await stage.arrive()).cookie)
  const { question, options } = await ask()
  const answer = passkey.get({ challenge: options.challenge, origin, rpId })
  const tampered = question.slice(0, 40) + (question[40] === 'A' ? 'B' : 'A') + question.slice(41)
  for (const made of [tampered, 'made-up', options.challenge]) expect((await give(made, answer)).statusCode).toBe(401)
  expect((await give('', answer)).statusCode).toBe(400)
})

test('a challenge of a session is not one of a sign-in, nor the other way round', async () => {
  const { passkey, cookie } = await stage.addPasskey((await stage.arrive()).cookie)
  const { question } = await ask()
  const challenge = await stage.challenge(cookie)
  expect((await give(question, passkey.get({ challenge, origin, rpId }))).statusCode).toBe(401)
  const door = await stage.arrive()
  await stage.challenge(door.cookie)
  const { options } = await ask()
  const answer = { passkey: passkey.get({ challenge: options.challenge, origin, rpId }) }
  expect((await stage.verify(door.cookie, answer)).statusCode).toBe(400)
})

test('a removed passkey signs nobody in, and the session that the browser had is over', async () => {
  const { passkey, id, cookie } = await stage.addPasskey((await stage.arrive()).cookie)
  const { question, options } = await ask()
  const entered = after(await give(question, passkey.get({ challenge: options.challenge, origin, rpId }), cookie))
  expect((await stage.me(cookie)).statusCode).toBe(401)
  await stage.send('DELETE', `/mfa-devices/${id}`, entered.cookie)
  expect((await enter(passkey)).code).toBe('SignInFailed')
})

test('guesses are counted, also of passkeys that there are not', async () => {
  const stranger = createSoftPasskey()
  const codes: (string | undefined)[] = []
  for (let time = 0; time < 6; time++) codes.push((await enter(stranger)).code)
  expect(codes).toEqual([...Array(5).fill('SignInFailed'), 'ThrottlingException'])
})

test('at an IP address the question is not asked', async () => {
  const plain = await createPortalStage()
  expect((await plain.send('POST', '/passkey/challenge', '')).json().error.message).toMatch(/127\.0\.0\.1/)
  await plain.close()
})
