import { expect, test } from 'vitest'
import { planOf, principalOf, workThrough } from './assignment-plan.ts'

const choice = (value: string) => ({ value, label: value })

test('a plan has every principal in every account with every permission set once', () => {
  const plan = planOf({
    accounts: ['1', '2'].map(choice),
    principals: ['USER/a', 'GROUP/b'].map(choice),
    sets: ['x', 'y', 'z'].map(choice),
  })
  expect(plan).toHaveLength(12)
  expect(new Set(plan.map(({ key }) => key)).size).toBe(12)
  expect(planOf({ accounts: [choice('1')], principals: [], sets: [choice('x')] })).toEqual([])
  expect(principalOf(choice('GROUP/b'))).toEqual({ type: 'GROUP', id: 'b' })
})

test('work is done once for each item, and so many at a time at most', async () => {
  const done: number[] = []
  let running = 0
  let most = 0
  await workThrough([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 0))
    running--
    done.push(item)
  })
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(3)
})
