import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTags, readParameters } from './provisioning-parameters.ts'

const declared = [{ ParameterKey: 'Name' }, { ParameterKey: 'Size', DefaultValue: 'small' }]

test('values given win over defaults, and defaults fill the rest', () => {
  expect(readParameters(declared, [{ Key: 'Name', Value: 'a' }])).toEqual({ Name: 'a', Size: 'small' })
  expect(
    readParameters(declared, [
      { Key: 'Size', Value: '' },
      { Key: 'Name', Value: 'a' },
    ]),
  ).toEqual({ Name: 'a', Size: '' })
})

test.each([
  [[], 'Parameters: [Name] must have values'],
  [[{ Key: 'Name' }], 'Parameters: [Name] must have values'],
  [[{ Key: 'Nmae', Value: 'a' }], 'Parameters: [Nmae] do not exist in the template. The parameters are: Name, Size.'],
  [
    [
      { Key: 'Name', Value: 'a' },
      { Key: 'Name', Value: 'a' },
    ],
    'Duplicate parameter key: Name. Give each parameter once.',
  ],
  [[{ Key: 'Name', Value: 'a'.repeat(4001) }], 'Parameter Name has 4001 characters; at most 4000 are possible.'],
  [[{ Key: 'Name', Value: 'a\0' }], 'Parameter Name has a NUL character.'],
])('%j is refused', (given, message) => {
  expect(() => readParameters(declared, given)).toThrow(message)
})

test('whatever is accepted has a value for exactly the declared keys', () => {
  const parameter = fc.record({ Key: fc.constantFrom('Name', 'Size', 'Other', '__proto__'), Value: fc.string() }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.array(parameter, { maxLength: 4 }), (given) => {
      try {
        expect(Object.keys(readParameters(declared, given)).sort()).toEqual(['Name', 'Size'])
      } catch (error) {
        expect(error).toMatchObject({ code: 'InvalidParametersException' })
      }
    }),
  )
})

test('a tag key given twice or reserved is refused', () => {
  expect(() =>
    checkTags([
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ]),
  ).toThrow('Duplicate tag key: a')
  expect(() => checkTags([{ Key: 'AWS:a', Value: '1' }])).toThrow('reserved')
})
