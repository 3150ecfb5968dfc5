import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPortalStage, type PortalStage, password } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

const wrong = 'Wrong-horse-7'
const statusOf = async (userName: string, secret: string, address?: string): Promise<number> =>
  (await stage.signIn(userName, secret, address ? { 'x-test-address': address } : {})).statusCode

test('of many guesses at the same moment no more are looked at than one after the other', async () => {
  const guesses = Array.from({ length: 30 }, (_, number) => statusOf('ada', wrong, `198.51.100.${number}`))
  const statuses = await Promise.all(guesses)
  expect([401, 429].map((status) => statuses.filter((other) => other === status).length)).toEqual([5, 25])
})

test('who knows the password is never held for having used it, however often', async () => {
  for (let time = 0; time < 55; time++) expect(await statusOf('ada', password)).toBe(200)
}, 60_000)

test('right sign-ins of the same moment do not hold one another', async () => {
  for (let time = 0; time < 10; time++) {
    const statuses = await Promise.all(Array.from({ length: 4 }, () => statusOf('ada', password)))
    expect(statuses).toEqual([200, 200, 200, 200])
  }
})

test('a success forgets the failures of the name', async () => {
  for (let time = 0; time < 4; time++) await statusOf('ada', wrong)
  expect(await statusOf('ada', password)).toBe(200)
  for (let time = 0; time < 4; time++) expect(await statusOf('ada', wrong)).toBe(401)
  expect(await statusOf('ada', password)).toBe(200)
})

test('a success takes none of the failures of others back from the address', async () => {
  for (let time = 0; time < 48; time++) await statusOf(`name-${time}`, wrong)
  expect(await statusOf('ada', password)).toBe(200)
  for (let time = 0; time < 2; time++) expect(await statusOf(`more-${time}`, wrong)).toBe(401)
  expect(await statusOf('ada', password)).toBe(429)
}, 60_000)

test('the wait grows to a quarter of an hour and no further, and a day without a failure forgets all', async () => {
  const waits: number[] = []
  for (let time = 0; time < 4; time++) await statusOf('ada', wrong)
  for (let time = 0; time < 12; time++) {
    expect(await statusOf('ada', wrong, `198.51.100.${time}`)).toBe(401)
    const held = await stage.signIn('ada', password)
    waits.push(Number(/in (\d+) second/.exec(held.json().error.message)?.[1]))
    stage.clock.advance((waits.at(-1) ?? 0) * 1000)
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
  stage.clock.advance(24 * 3_600_000 + 1)
  for (let time = 0; time < 4; time++) expect(await statusOf('ada', wrong)).toBe(401)
  expect(await statusOf('ada', password)).toBe(200)
}, 60_000)

test('a name is one name in whatever letters it is typed', async () => {
  for (const name of ['ada', 'ADA', 'Ada', 'aDa', 'adA']) expect(await statusOf(name, wrong)).toBe(401)
  expect(await statusOf('ADa', password)).toBe(429)
})
