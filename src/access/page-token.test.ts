import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { decodePageToken, encodePageToken } from './page-token.ts'

const invalid = () => new Fault('InvalidToken', 'no')
const keys = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 3 })

test('a token gives back the key that it was made of', () => {
  fc.assert(
    fc.property(keys, (key) => {
      expect(decodePageToken(['q'], encodePageToken(['q'], key), invalid)).toEqual(key)
    }),
  )
})

test('a token of another query is refused', () => {
  expect(() => decodePageToken(['other'], encodePageToken(['q'], ['k']), invalid)).toThrow(Fault)
})

test('no text but a token is taken, and none breaks', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodePageToken(['q'], text, invalid)).toThrow(Fault)
    }),
  )
})

test('without a token there is no key', () => {
  expect(decodePageToken(['q'], undefined, invalid)).toBeUndefined()
})
