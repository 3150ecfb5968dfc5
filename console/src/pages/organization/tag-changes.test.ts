import { expect, test } from 'vitest'
import { changesOf, keyProblems, problemOf } from './tag-changes.ts'

const tag = (key: string, value = 'x') => ({ key, value })

test('only what is new or other is set, and only what is gone is removed', () => {
  const before = [tag('team', 'shop'), tag('stage'), tag('old')]
  const after = [tag('team', 'web'), tag('stage'), tag(' new ', ' y ')]
  expect(changesOf(before, after)).toEqual({ set: [tag('team', 'web'), tag('new', 'y')], removed: ['old'] })
  expect(changesOf(before, before)).toEqual({ set: [], removed: [] })
})

test('a renamed key is a new tag and the old one removed', () => {
  expect(changesOf([tag('a')], [tag('b')])).toEqual({ set: [tag('b')], removed: ['a'] })
})

test('a tag without a key, with a key of AWS or with another’s key is told, and an empty value is none of these', () => {
  expect(keyProblems([tag('a'), tag(' '), tag('AWS:x'), tag('a '), tag('A', '')]).map((problem) => problem !== undefined)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(problemOf([tag('a', '')])).toBeUndefined()
})
