import { expect, test } from 'vitest'
import { randomToken } from './random-token.ts'

test('a token is one that Service Catalog takes, and never comes twice', () => {
  const tokens = Array.from({ length: 1_000 }, randomToken)
  expect(tokens.filter((token) => !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/.test(token))).toEqual([])
  expect(new Set(tokens).size).toBe(tokens.length)
})
