import { expect, test } from 'vitest'
import { SystemClock } from '../clock.ts'
import { createBriefCache } from './brief-cache.ts'

function createStage(read: (key: string, count: number) => Promise<string> = async (key, count) => `${key}${count}`) {
  let count = 0
  const cache = createBriefCache((_: object, key) => read(key, ++count))
  const clock = new SystemClock()
  const outside = { clock, db: { isTransaction: false } as never }
  const inside = { clock, db: { isTransaction: true } as never }
  return { cache, clock, outside, inside }
}

test('what was read is kept for a second', async () => {
  const { cache, clock, outside } = createStage()
  expect([await cache.get(outside, 'a'), await cache.get(outside, 'a'), await cache.get(outside, 'b')]).toEqual(['a1', 'a1', 'b2'])
  clock.advance(1_000)
  expect(await cache.get(outside, 'a')).toBe('a3')
})

test('who asks while it is being read waits for the same answer', async () => {
  const { cache, outside } = createStage()
  expect(await Promise.all([cache.get(outside, 'a'), cache.get(outside, 'a')])).toEqual(['a1', 'a1'])
})

test('what was forgotten is read again, even while it is being read', async () => {
  const { cache, outside } = createStage()
  const early = cache.get(outside, 'a')
  cache.forget(outside, 'a')
  expect([await early, await cache.get(outside, 'a')]).toEqual(['a1', 'a2'])
})

test('inside a transaction everything is read, and nothing of it is kept', async () => {
  const { cache, inside, outside } = createStage()
  expect([await cache.get(inside, 'a'), await cache.get(outside, 'a'), await cache.get(inside, 'a')]).toEqual(['a1', 'a2', 'a3'])
  expect(await cache.get(outside, 'a')).toBe('a2')
})

test('a failure is kept by nobody', async () => {
  const { cache, outside } = createStage(async (key, count) => {
    if (count === 1) throw new Error('no database')
    return key
  })
  await expect(cache.get(outside, 'a')).rejects.toThrow('no database')
  expect(await cache.get(outside, 'a')).toBe('a')
})

test('each installation has its own', async () => {
  const { cache, outside } = createStage()
  await cache.get(outside, 'a')
  expect(await cache.get({ ...outside, clock: new SystemClock() }, 'a')).toBe('a2')
})
