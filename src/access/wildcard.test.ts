import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matches } from './wildcard.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 })
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 })

test('a pattern matches what the regular expression that it stands for matches', () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
      return matches(pattern, text) === expression.test(text)
    }),
    { numRuns: 2_000 },
  )
})

test('many stars against a long text come to an end', () => {
  expect(matches(`${'*a'.repeat(50)}b`, 'a'.repeat(2_000))).toBe(false)
})
