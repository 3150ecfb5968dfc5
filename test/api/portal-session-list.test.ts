import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPortalStage, type PortalStage, password } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

const listed = async (cookie: string) => (await stage.get('/sessions', cookie)).json().sessions

test('people see where they are signed in, newest first, and which session they are in; nobody sees a cookie', async () => {
  const first = await stage.enter()
  stage.clock.advance(90_000)
  const second = await stage.enter()
  const sessions = await listed(first)
  expect(sessions).toHaveLength(2)
  expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([false, true])
  expect(sessions[1]).toMatchObject({ address: '192.0.2.1', method: 'password', createdAt: expect.any(String), seenAt: expect.any(String) })
  expect(Date.parse(sessions[1].seenAt) - Date.parse(sessions[1].createdAt)).toBeGreaterThanOrEqual(90_000)
  const text = JSON.stringify(sessions)
  for (const cookie of [first, second]) expect(text).not.toContain(cookie.split('=')[1])
})

test('one session is ended and the others go on', async () => {
  const here = await stage.enter()
  const elsewhere = await stage.enter()
  const { id } = (await listed(here)).find(({ current }: { current: boolean }) => !current)
  expect((await stage.send('DELETE', `/sessions/${id}`, here)).statusCode).toBe(200)
  expect((await stage.me(elsewhere)).statusCode).toBe(401)
  expect((await stage.me(here)).statusCode).toBe(200)
  expect((await stage.send('DELETE', `/sessions/${id}`, here)).statusCode).toBe(404)
})

test("nobody ends somebody else's session", async () => {
  stage.people.grace = { ...stage.ada, userId: 'u-grace', userName: 'grace' }
  const ada = await stage.enter()
  const grace = await stage.enter('grace', password)
  const [{ id }] = await listed(ada)
  expect((await stage.send('DELETE', `/sessions/${id}`, grace)).statusCode).toBe(404)
  expect((await stage.me(ada)).statusCode).toBe(200)
})

test('signing out everywhere ends every session and the tokens of command lines, and takes the cookie away', async () => {
  const here = await stage.enter()
  const elsewhere = await stage.enter()
  const answer = await stage.send('POST', '/sign-out-everywhere', here)
  expect(answer.cookies[0]).toMatchObject({ value: '' })
  for (const cookie of [here, elsewhere]) expect((await stage.me(cookie)).statusCode).toBe(401)
  expect(stage.endedFor).toEqual(['u-ada'])
})

test('changing the password ends the tokens of command lines', async () => {
  await stage.changePassword(await stage.enter(), { currentPassword: password, password: 'Another-horse-8' })
  expect(stage.endedFor).toEqual(['u-ada'])
})

test('a sign-in that is not through neither lists nor ends sessions', async () => {
  for (const [method, path] of [
    ['DELETE', '/sessions/any'],
    ['POST', '/sign-out-everywhere'],
  ] as const)
    expect((await stage.send(method, path, '')).statusCode).toBe(401)
  expect((await stage.get('/sessions')).statusCode).toBe(401)
})
