import { hash } from 'node:crypto'
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

test.each(['', 'no json', '{}', '[]', '[{}]', '[null]', '[true]', '[["k"]]', '["k\\u0000"]', '[1e999]', '"k"', '7'])(
  'a token that was made by hand around %s is refused',
  (key) => {
    const digest = hash('sha256', `${JSON.stringify(['q'])}\n${key}`, 'base64url').slice(0, 22)
    expect(() => decodePageToken(['q'], Buffer.from(digest + key).toString('base64url'), invalid)).toThrow(Fault)
  },
)

test('a token that was changed in any character is refused', () => {
  const token = encodePageToken(['q'], ['account-1', 7])
  for (let index = 0; index < token.length - 1; index++) {
    const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1)
    expect(() => decodePageToken(['q'], changed, invalid)).toThrow(Fault)
  }
})

test('without a token there is no key', () => {
  expect(decodePageToken(['q'], undefined, invalid)).toBeUndefined()
})
