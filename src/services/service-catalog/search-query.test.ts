import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault } from '../../fault.ts'
import { parseSearchQuery, searchFields } from './search-query.ts'

const field = fc.constantFrom(...searchFields)
const plainWord = fc.stringMatching(/^[\w@.:/=+-]{1,20}$/)

test('field:value is read as that value of that field, colons in the value included', () => {
  fc.assert(
    fc.property(field, plainWord, (name, value) => {
      const { fields, texts } = parseSearchQuery([`${name}:${value}`])
      expect([...fields]).toEqual([[name, [{ text: value, isPattern: false }]]])
      expect(texts).toEqual([])
    }),
  )
})

test('names of fields may be in any case', () => {
  fc.assert(fc.property(field, (name) => parseSearchQuery([`${name.toUpperCase()}:x`]).fields.has(name)))
})

test('values of one field gather, those of several stay apart', () => {
  const { fields } = parseSearchQuery(['status:ERROR', 'name:a', 'status:TAINTED'])
  expect(fields.get('status')?.map((value) => value.text)).toEqual(['ERROR', 'TAINTED'])
  expect(fields.get('name')?.map((value) => value.text)).toEqual(['a'])
})

test('a star makes a pattern in which nothing else is special', () => {
  expect(parseSearchQuery(['name:50%_a\\b*']).fields.get('name')).toEqual([{ text: '50\\%\\_a\\\\b%', isPattern: true }])
})

test('a value in double quotes is taken as it is', () => {
  expect(parseSearchQuery(['name:"a* b"']).fields.get('name')).toEqual([{ text: 'a* b', isPattern: false }])
})

test('a word without a field is looked for everywhere', () => {
  expect(parseSearchQuery([' sand_box ']).texts).toEqual(['%sand\\_box%'])
})

test('any text is either read or refused with InvalidParametersException', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (items) => {
      try {
        const query = parseSearchQuery(items)
        expect([...query.fields.values()].flat().length + query.texts.length).toBe(items.length)
      } catch (error) {
        expect(isFault(error, 'InvalidParametersException')).toBe(true)
      }
    }),
  )
})

test.each(['colour:red', 'name:', 'name:  ', '', '   ', 'name:""'])('refuses %j', (item) => {
  expect(() => parseSearchQuery([item])).toThrow(/SearchQuery/)
})
