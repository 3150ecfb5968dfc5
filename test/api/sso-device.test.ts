import { afterEach, beforeEach, expect, test } from 'vitest'
import { decideDeviceRequest, describeDeviceRequest } from '../../src/services/sso-oidc/index.ts'
import { ada, createTokensStage, deviceGrant, type TokensStage } from './sso-tokens-stage.ts'

// The device flow: what the client is told while the person decides, and what a person may look for.

let stage: TokensStage

beforeEach(async () => {
  stage = await createTokensStage()
})
afterEach(() => stage.close())

const decide = (userCode: string, allow: boolean, approver = ada) => decideDeviceRequest(stage.context, approver, { userCode, allow })
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.name,
  )

test('while the person decides, the client is told to wait, and to slow down when it asks again and again', async () => {
  const { fetch, userCode } = await stage.startDevice(await stage.register())
  const told = []
  for (let asked = 0; asked < 5; asked++) told.push(await outcome(fetch()))
  expect(told).toEqual([...Array(3).fill('AuthorizationPendingException'), ...Array(2).fill('SlowDownException')])
  await expect(fetch()).rejects.toMatchObject({ error: 'slow_down', $metadata: { httpStatusCode: 400 } })
  stage.clock.advance(3_000)
  await expect(fetch()).rejects.toMatchObject({ error: 'authorization_pending', $metadata: { httpStatusCode: 400 } })
  await decide(userCode, true)
  expect(await fetch()).toMatchObject({ tokenType: 'Bearer', accessToken: expect.any(String), refreshToken: expect.any(String) })
})

test('a client that asks once a second is never slowed down', async () => {
  const { fetch } = await stage.startDevice(await stage.register())
  for (let asked = 0; asked < 20; asked++) {
    expect(await outcome(fetch())).toBe('AuthorizationPendingException')
    stage.clock.advance(1_000)
  }
})

test('a device code is good for one set of tokens; a second use ends it', async () => {
  const client = await stage.register()
  const { fetch, userCode } = await stage.startDevice(client)
  await decide(userCode, true)
  const { refreshToken } = await fetch()
  expect(await outcome(fetch())).toBe('InvalidGrantException')
  expect(await outcome(stage.createToken(client, { grantType: 'refresh_token', refreshToken }))).toBe('InvalidGrantException')
  expect(await describeDeviceRequest(stage.context, ada.userId, userCode).catch(({ name }) => name)).toBe('ResourceNotFoundException')
})

test('a device code is good for its own client only', async () => {
  const { deviceCode, fetch, userCode } = await stage.startDevice(await stage.register())
  await decide(userCode, true)
  const thief = await stage.register()
  expect(await outcome(stage.createToken(thief, { grantType: deviceGrant, deviceCode }))).toBe('InvalidGrantException')
  expect(await outcome(fetch())).toBe('done')
})

test('denied, the client is told so and nothing else', async () => {
  const { fetch, userCode } = await stage.startDevice(await stage.register())
  expect(await decide(userCode, false)).toMatchObject({ state: 'DENIED' })
  await expect(fetch()).rejects.toMatchObject({ name: 'AccessDeniedException', error: 'access_denied' })
  await expect(decide(userCode, true)).rejects.toMatchObject({ code: 'ConflictException' })
  await expect(fetch()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('after ten minutes a request is over: for the client, and for who would allow it', async () => {
  const waiting = await stage.startDevice(await stage.register())
  const allowed = await stage.startDevice(await stage.register())
  await decide(allowed.userCode, true)
  stage.clock.advance(600_000)
  for (const { fetch } of [waiting, allowed]) await expect(fetch()).rejects.toMatchObject({ error: 'expired_token' })
  await expect(decide(waiting.userCode, true)).rejects.toMatchObject({ code: 'ConflictException' })
  expect(await describeDeviceRequest(stage.context, ada.userId, waiting.userCode)).toMatchObject({ state: 'EXPIRED' })
})

test('of two people who answer at the same moment one is heard', async () => {
  const { userCode } = await stage.startDevice(await stage.register())
  const answers = await Promise.all([
    outcome(decide(userCode, true)),
    outcome(decide(userCode, true, { ...ada, userId: 'u-eve' })),
    outcome(decide(userCode, false, { ...ada, userId: 'u-bob' })),
  ])
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'ConflictException')).toHaveLength(2)
})

test('who guesses codes is held after ten, for ten minutes, also when the guesses come together', async () => {
  const { userCode } = await stage.startDevice(await stage.register())
  const look = (code: string, userId = ada.userId) => outcome(describeDeviceRequest(stage.context, userId, code))
  const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => look(`BBBB-BBB${'BCDFGHJKLMNPQRSTVWXZ'[index % 20]}`)))
  expect(guesses.filter((answer) => answer === 'ResourceNotFoundException')).toHaveLength(10)
  expect(guesses.filter((answer) => answer === 'ThrottlingException')).toHaveLength(20)
  expect(await look(userCode)).toBe('ThrottlingException')
  expect(await look(userCode, 'u-eve')).toBe('done')
  expect(await outcome(decide(userCode, true))).toBe('ThrottlingException')
  stage.clock.advance(600_001)
  expect(await look(userCode)).toBe('done')
})

test('right codes never count as guesses, in whatever form they are typed', async () => {
  const { userCode } = await stage.startDevice(await stage.register())
  for (const typed of [userCode, userCode.toLowerCase(), userCode.replace('-', ''), ` ${userCode.replace('-', ' - ')} `])
    for (let looked = 0; looked < 4; looked++)
      expect(await describeDeviceRequest(stage.context, ada.userId, typed)).toMatchObject({ userCode, state: 'PENDING' })
})

test('what a person is shown is where the request came from, and whose it says it is', async () => {
  const { userCode } = await stage.startDevice(await stage.register({ clientName: '<b>aws</b>' }))
  expect(await describeDeviceRequest(stage.context, ada.userId, userCode)).toMatchObject({ clientName: '<b>aws</b>', address: '192.0.2.1' })
})

test('a client has fifty requests waiting, and an address two hundred registrations an hour', async () => {
  const client = await stage.register()
  for (let started = 0; started < 50; started++) await stage.startDevice(client)
  await expect(stage.startDevice(client)).rejects.toMatchObject({ name: 'SlowDownException', error: 'slow_down' })
  stage.clock.advance(600_001)
  await stage.startDevice(client)
  for (let registered = 1; registered < 200; registered++) await stage.register()
  await expect(stage.register()).rejects.toMatchObject({ name: 'SlowDownException', error: 'slow_down' })
  stage.clock.advance(3_600_001)
  await stage.register()
})
