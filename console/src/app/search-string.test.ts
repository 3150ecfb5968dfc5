import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './search-string.ts'

test('an account id looked for stays text, leading zeros included', () => {
  expect(parseSearch('?q=012345678901')).toEqual({ q: '012345678901' })
  expect(stringifySearch({ q: '012345678901', page: '3', tab: undefined })).toBe('?q=012345678901&page=3')
})

test('nothing to say leaves the address bare', () => expect(stringifySearch({ q: undefined })).toBe(''))

test('whatever is looked for comes back from the address as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (q) => {
      expect(parseSearch(stringifySearch({ q }))).toEqual({ q })
    }),
  )
})
