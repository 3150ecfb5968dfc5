import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from './world.ts'

// Steps that wait for AWS, with work that takes its time.

let world: World

beforeAll(async () => {
  world = await createWorld({ pace: { 'create-account': 400, 'enroll-account': 400, 'account-assignment': 100 } })
  await world.factory.start()
})
afterAll(() => world.close())

test('a launch waits for an account, its enrollment and its access', async () => {
  const recordId = await world.launch()
  await world.untilEnded(recordId)
  await world.expectOneAccount(recordId)
})

test('a launch that is cancelled while its account is being made names the account', async () => {
  const recordId = await world.launch()
  await world.untilStep(recordId, 'create-account')
  expect(await world.cancel(recordId)).toMatchObject({ phase: 'CANCELLING' })
  expect(await world.untilEnded(recordId)).toMatchObject({ phase: 'CANCELLED', accountId: expect.any(String) })
  await world.expectAccountAsRecorded(recordId)
})

test('a launch that is cancelled while it waits for the enrollment stops waiting', async () => {
  const recordId = await world.launch()
  await world.untilStep(recordId, 'enroll-account')
  await world.cancel(recordId)
  expect(await world.untilEnded(recordId)).toMatchObject({ phase: 'CANCELLED' })
  await world.expectAccountAsRecorded(recordId)
})

test('a stop in the middle of a wait is short, and the launch goes on after the next start', async () => {
  const recordIds = [await world.launch(), await world.launch()]
  await world.untilStep(String(recordIds[0]), 'create-account')
  const started = performance.now()
  await world.factory.stop()
  expect(performance.now() - started).toBeLessThan(2_000)
  await world.factory.start()
  for (const recordId of recordIds) await world.untilEnded(recordId)
  for (const recordId of recordIds) await world.expectOneAccount(recordId)
})
