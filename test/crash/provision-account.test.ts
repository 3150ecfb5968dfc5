import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { StepPoint } from '../../src/factory/work.ts'
import { Fault } from '../../src/fault.ts'
import { provisionSteps } from './step-points.ts'
import { createWorld, type World } from './world.ts'

// The contract of a workflow: whatever happens at a step, in the end there is exactly one account or none, and a record that says so.

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.factory.start()
})
afterEach(() => {
  world.onStep = undefined
  world.callFaults.clear()
})
afterAll(() => world.close())

/** Throws once, when the request reaches the point. */
function failOnce(at: Pick<StepPoint, 'step' | 'moment'>, error: Error): void {
  let failed = false
  world.onStep = async ({ step, moment }) => {
    if (failed || step !== at.step || moment !== at.moment) return
    failed = true
    throw error
  }
}

test('a launch makes one enrolled account, gives access to it and says so', async () => {
  const recordId = await world.launch()
  await world.untilEnded(recordId)
  await world.expectOneAccount(recordId)
})

describe.each(provisionSteps)('the step %s', (step) => {
  test('may run twice', async () => {
    failOnce({ step, moment: 'after' }, new Fault('ThrottlingException', 'slow down'))
    const recordId = await world.launch()
    const request = await world.untilEnded(recordId)
    await world.expectOneAccount(recordId)
    expect(request.steps.find(({ name }) => name === step)?.attempts).toBe(2)
  })

  test.each(['before', 'after'] as const)('may fail %s its work, and a retry goes on there', async (moment) => {
    failOnce({ step, moment }, new Fault('AccessDeniedException', 'not for you'))
    const recordId = await world.launch()
    const failed = await world.untilEnded(recordId)
    expect(failed).toMatchObject({ phase: 'FAILED', canRetry: true, error: { code: 'AccessDeniedException', message: 'not for you' } })
    await world.expectAccountAsRecorded(recordId)

    await world.retry(recordId)
    const request = await world.untilEnded(recordId)
    await world.expectOneAccount(recordId)
    const attempts = provisionSteps.map((name) => request.steps.find((one) => one.name === name)?.attempts)
    expect(attempts).toEqual(provisionSteps.map((name) => (name === step ? 2 : 1)))
  })

  test('may be cancelled', async () => {
    world.onStep = async (point) => {
      if (point.step === step && point.moment === 'before') await world.cancel(point.recordId)
    }
    const recordId = await world.launch()
    const request = await world.untilEnded(recordId)
    expect(request).toMatchObject({ phase: 'CANCELLED', error: { code: 'Cancelled' }, canRetry: false, canCancel: false })
    await world.expectAccountAsRecorded(recordId)
  })
})

test('no call that is lost, before or after it was carried out, makes a second account or leaves the first unfinished', async () => {
  const clean = await world.launch()
  await world.untilEnded(clean)
  const calls = [...world.callFaults.calls]
  expect(calls).toContain('CreateAccount')
  for (const moment of ['before', 'after'] as const) {
    for (const index of calls.keys()) {
      world.callFaults.clear()
      world.callFaults.failWhen((point, at) => at === index && point.moment === moment)
      const recordId = await world.launch()
      await world.untilEnded(recordId)
      await world.expectOneAccount(recordId)
    }
  }
})

test('a call that fails for ever ends in a record that says why', async () => {
  world.callFaults.failWhen(({ operation }) => operation === 'MoveAccount')
  const recordId = await world.launch()
  const request = await world.untilEnded(recordId)
  expect(request).toMatchObject({ phase: 'FAILED', error: { code: 'ECONNRESET', message: 'the connection was reset' } })
  expect(request.steps.find(({ name }) => name === 'enroll-account')?.error?.code).toBe('ECONNRESET')
  await world.expectAccountAsRecorded(recordId)
})

test('a queued request that is cancelled makes nothing', async () => {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  world.onStep = async ({ moment }) => (moment === 'before' ? held : undefined)
  const running = await Promise.all(Array.from({ length: 5 }, () => world.launch()))
  await Promise.all(running.map((recordId) => world.untilPhase(recordId, 'RUNNING')))
  const waiting = await world.launch()
  expect(await world.get(waiting)).toMatchObject({ phase: 'QUEUED', position: 1 })
  expect(await world.cancel(waiting)).toMatchObject({
    phase: 'CANCELLED',
    error: { message: expect.stringContaining('No account was made') },
  })
  await world.expectAccountAsRecorded(waiting)
  release()
  for (const recordId of running) await world.untilEnded(recordId)
  for (const recordId of running) await world.expectOneAccount(recordId)
})
