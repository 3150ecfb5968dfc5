import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNode } from './node-process.ts'
import { stepPoints } from './step-points.ts'
import { createWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  // Makes DBOS's tables; the work is left to the processes that are killed.
  await world.factory.start()
  await world.factory.stop()
})
afterAll(() => world.close())

test('a launch whose process is killed at any step goes on at the next start and ends with one account', async () => {
  const recordIds: string[] = []
  for (const { step, moment } of stepPoints) {
    recordIds.push(await world.launch())
    const node = startNode(world.connectionString, { nodeId: 'node-1', killAt: `${step}:${moment}:${recordIds.at(-1)}` })
    expect(await node.exited, `killed at ${step} ${moment}`).toBe('SIGKILL')
  }
  const node = startNode(world.connectionString, { nodeId: 'node-1' })
  for (const recordId of recordIds) await world.untilEnded(recordId)
  await node.stop()
  for (const recordId of recordIds) await world.expectOneAccount(recordId)
})
