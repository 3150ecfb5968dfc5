import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startNode } from './node-process.ts'
import { createWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.factory.start()
  await world.factory.stop()
  await world.watchRunning()
})
beforeEach(() => world.forgetRunning())
afterAll(() => world.close())

test('two processes on one database together never run more than five, and both do work', async () => {
  const recordIds = await Promise.all(Array.from({ length: 40 }, () => world.launch()))
  const nodes = ['node-a', 'node-b'].map((nodeId) => startNode(world.connectionString, { nodeId, stepDelayMs: 15 }))
  for (const recordId of recordIds) await world.untilEnded(recordId)
  await Promise.all(nodes.map((node) => node.stop()))
  for (const recordId of recordIds) await world.expectOneAccount(recordId)
  const seen = await world.running()
  expect(seen.most).toBe(5)
  expect(seen.nodes).toEqual(['node-a', 'node-b'])
})

test('the work of a process that is killed is taken over by the other, within the limit', async () => {
  const recordIds = await Promise.all(Array.from({ length: 12 }, () => world.launch()))
  const dying = startNode(world.connectionString, { nodeId: 'node-c', stepDelayMs: 60_000 })
  await world.untilRunning(5)
  const surviving = startNode(world.connectionString, { nodeId: 'node-d' })
  dying.kill()
  expect(await dying.exited).toBe('SIGKILL')
  for (const recordId of recordIds) await world.untilEnded(recordId)
  await surviving.stop()
  for (const recordId of recordIds) await world.expectOneAccount(recordId)
  expect((await world.running()).most).toBe(5)
})

test('a process that stops in an orderly way leaves its work to the other at once', async () => {
  const recordIds = await Promise.all(Array.from({ length: 8 }, () => world.launch()))
  const leaving = startNode(world.connectionString, { nodeId: 'node-e', stepDelayMs: 200 })
  await world.untilRunning(5)
  const staying = startNode(world.connectionString, { nodeId: 'node-f' })
  await leaving.stop()
  for (const recordId of recordIds) await world.untilEnded(recordId)
  await staying.stop()
  for (const recordId of recordIds) await world.expectOneAccount(recordId)
})
