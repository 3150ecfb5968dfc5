import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault } from '../fault.ts'
import { type Condition, userAttributes } from './directory.ts'
import { parseFilter } from './filter.ts'

const comparison = fc.record({
  attribute: fc.constantFrom(...userAttributes),
  operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew'),
  value: fc.oneof(fc.string({ maxLength: 20 }), fc.boolean(), fc.constant(null), fc.integer({ min: -1e6, max: 1e6 })),
})
const condition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison as fc.Arbitrary<Condition>,
    fc.record({ not: tie('condition') }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
  ),
})).condition

function write(filter: Condition): string {
  if ('not' in filter) return `not (${write(filter.not)})`
  if ('all' in filter) return filter.all.map((each) => `(${write(each)})`).join(' and ')
  if ('any' in filter) return filter.any.map((each) => `(${write(each)})`).join(' or ')
  return `${filter.attribute} ${filter.operator} ${JSON.stringify(filter.value)}`
}

const comparisons = (filter: Condition): number => {
  if ('not' in filter) return comparisons(filter.not)
  const parts = 'all' in filter ? filter.all : 'any' in filter ? filter.any : undefined
  return parts ? parts.reduce((sum, each) => sum + comparisons(each), 0) : 1
}

test('a filter that is written is read as what it was, whatever its texts hold', () => {
  fc.assert(
    fc.property(
      condition.filter((filter) => comparisons(filter) <= 30 && write(filter).length <= 2_000),
      (filter) => {
        expect(parseFilter(write(filter), userAttributes)).toEqual(filter)
      },
    ),
  )
})

test('whatever is sent is read or refused as an invalid filter, never anything else', () => {
  const pieces = fc.constantFrom('userName', 'eq', '"x"', '(', ')', '[', ']', 'not', 'and', 'or', 'pr', '"', '\\', '.', 'true', ' ')
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(text, (filter) => {
      try {
        parseFilter(filter, userAttributes)
      } catch (error) {
        expect(isFault(error) && error.fields.scimType).toBe('invalidFilter')
      }
    }),
    { numRuns: 500 },
  )
})

test('and binds closer than or', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((value) => ({ attribute: 'userName', operator: 'eq', value }))
  expect(parseFilter('USERNAME EQ "a" OR userName eq "b" AND userName eq "c"', userAttributes)).toEqual({ any: [a, { all: [b, c] }] })
})
