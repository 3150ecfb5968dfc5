import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault } from '../../fault.ts'
import { checkPrincipalArn, matchesPattern } from './principals.ts'

const reservedRole = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef'

test('a pattern covers the principals that its stars and question marks stand for, in any account', () => {
  expect(matchesPattern('arn:aws:iam:::role/aws-reserved/*/AWSReservedSSO_Admin_*', reservedRole)).toBe(true)
  expect(matchesPattern('arn:aws:iam:::role/aws-reserved/*/AWSReservedSSO_Admin_????????????????', reservedRole)).toBe(true)
  expect(matchesPattern('arn:aws:iam:::role/aws-reserved/*/AWSReservedSSO_Admin_?', reservedRole)).toBe(false)
  expect(matchesPattern('arn:aws:iam:::role/Admin', 'arn:aws:iam::111122223333:role/Administrator')).toBe(false)
  expect(matchesPattern('arn:aws:iam:::user/*', 'arn:aws:iam::111122223333:role/Administrator')).toBe(false)
})

test('a pattern made of a name by putting stars into it covers that name', () => {
  const word = fc.stringMatching(/^[\w.]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), word, (parts, filling) => {
      const pattern = `arn:aws:iam:::role/${parts.join('*')}*`
      return matchesPattern(pattern, `arn:aws:iam::111122223333:role/${parts.join(filling)}`)
    }),
  )
})

test('a pattern that could backtrack without end is answered at once', () => {
  expect(matchesPattern(`arn:aws:iam:::role/${'*a'.repeat(200)}*b`, `arn:aws:iam::111122223333:role/${'a'.repeat(900)}`)).toBe(false)
})

test.each([
  ['IAM', 'arn:aws:iam::111122223333:role/path/Name'],
  ['IAM', 'arn:aws:iam::111122223333:user/jo@example.com'],
  ['IAM', reservedRole],
  ['IAM_PATTERN', 'arn:aws:iam:::role/aws-reserved/*'],
] as const)('%s accepts %s', (type, arn) => {
  expect(() => checkPrincipalArn(arn, type)).not.toThrow()
})

test.each([
  ['IAM', 'arn:aws:sts::111122223333:assumed-role/Name/session'],
  ['IAM', 'arn:aws:iam::111122223333:root'],
  ['IAM', 'arn:aws:iam::111122223333:role/*'],
  ['IAM', 'arn:aws:iam:::role/Name'],
  ['IAM_PATTERN', 'arn:aws:iam::111122223333:role/Name'],
  ['IAM_PATTERN', 'arn:aws:iam:::*'],
] as const)('%s refuses %s', (type, arn) => {
  try {
    checkPrincipalArn(arn, type)
    expect.unreachable()
  } catch (error) {
    expect(isFault(error, 'InvalidParametersException')).toBe(true)
  }
})
