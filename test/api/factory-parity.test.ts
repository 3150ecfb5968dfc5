import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../crash/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld({ parity: true })
  await world.factory.start()
})
afterEach(() => {
  world.onStep = undefined
})
afterAll(() => world.close())

test('the sixth launch at the same time is accepted and fails with the text of AWS, while the five go on', async () => {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  world.onStep = async ({ step, moment }) => (step === 'create-account' && moment === 'before' ? held : undefined)
  const five = await Promise.all(Array.from({ length: 5 }, () => world.launch({}, { tags: [] })))
  for (const recordId of five) await world.untilStep(recordId, 'create-account')
  const sixth = await world.launch({}, { tags: [] })
  expect(await world.untilEnded(sixth)).toMatchObject({
    phase: 'FAILED',
    error: {
      code: 'ResourceInUseException',
      message:
        'Account Factory cannot complete an operation on this account, because the allowed maximum of 5 concurrent account operations is exceeded. Try again later.',
    },
  })
  await world.expectAccountAsRecorded(sixth)
  release()
  for (const recordId of five) expect((await world.untilEnded(recordId)).phase).toBe('SUCCEEDED')
})

test.each(['Nowhere', 'ou-abcd-12345678'])('the OU %s is refused in the record only, with the text of AWS', async (unit) => {
  const recordId = await world.launch({ ManagedOrganizationalUnit: unit }, { tags: [] })
  expect((await world.untilEnded(recordId)).error).toEqual({
    code: 'InvalidParametersException',
    message: `The parent organizational unit '${unit}' is not enrolled in AWS Control Tower.`,
  })
  await world.expectAccountAsRecorded(recordId)
})

test('a used e-mail address is found out while the account is made', async () => {
  const recordId = await world.launch({ AccountEmail: 'management@example.com' }, { tags: [] })
  expect(await world.untilEnded(recordId)).toMatchObject({ phase: 'FAILED', error: { code: 'EMAIL_ALREADY_EXISTS' } })
})

test('tags make a launch fail', async () => {
  const recordId = await world.launch({}, { tags: [{ Key: 'team', Value: 'engines' }] })
  expect(await world.untilEnded(recordId)).toMatchObject({ phase: 'FAILED', error: { code: 'InvalidParametersException' } })
  await world.expectAccountAsRecorded(recordId)
})
