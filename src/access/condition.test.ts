import { expect, test } from 'vitest'
import { type Conditions, compileConditions } from './condition.ts'

const keys = {
  'aws:username': ['ada'],
  'aws:principalarn': ['arn:aws:iam::111122223333:role/aws-reserved/sso/Reader'],
  'aws:sourceip': ['192.0.2.7'],
  'aws:currenttime': ['2026-11-23T12:00:00.000Z'],
  'aws:multifactorauthpresent': ['true'],
  'aws:tagkeys': ['cost', 'team'],
  'sts:size': ['7'],
  'sts:key': ['aGVsbG8='],
}

const table: ReadonlyArray<[Conditions, boolean]> = [
  [{ StringEquals: { 'aws:username': 'ada' } }, true],
  [{ stringequals: { 'AWS:UserName': 'ada' } }, true],
  [{ StringEquals: { 'aws:username': 'Ada' } }, false],
  [{ StringEquals: { 'aws:username': 'a*' } }, false],
  [{ StringEquals: { 'aws:username': [] } }, false],
  [{ StringEqualsIgnoreCase: { 'aws:username': 'ADA' } }, true],
  [{ StringNotEqualsIgnoreCase: { 'aws:username': 'ADA' } }, false],
  [{ StringLike: { 'aws:username': ['x', 'a?a'] } }, true],
  [{ StringNotLike: { 'aws:username': ['x', 'a*'] } }, false],
  [{ StringNotEquals: { 'aws:username': ['bob', 'eve'] } }, true],
  [{ StringNotEquals: { 'aws:username': ['bob', 'ada'] } }, false],
  [{ StringEquals: { 'aws:username': 'ada' }, Bool: { 'aws:MultiFactorAuthPresent': false } }, false],
  [{ Bool: { 'aws:MultiFactorAuthPresent': true } }, true],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'TRUE' } }, true],
  // Variables, in the values of conditions too.
  [{ StringEquals: { 'aws:username': '${aws:username}' } }, true],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*/${aws:username}' } }, false],
  [{ StringEquals: { 'aws:username': '${aws:absent}' } }, false],
  [{ StringLike: { 'aws:username': '${aws:absent}*' } }, false],
  // No wildcard of an ARN reaches over a colon but in the last part.
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }, true],
  [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/*/Reader' } }, true],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:role/aws-reserved/sso/Reader' } }, false],
  [{ ArnLike: { 'aws:PrincipalArn': '*' } }, true],
  [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:*' } }, true],
  [{ ArnLike: { 'aws:username': 'ada' } }, false],
  // Addresses.
  [{ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, true],
  [{ IpAddress: { 'aws:SourceIp': '192.0.2.7' } }, true],
  [{ IpAddress: { 'aws:SourceIp': '192.0.2.8' } }, false],
  [{ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false],
  [{ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } }, false],
  // Times and numbers.
  [{ DateLessThan: { 'aws:CurrentTime': '2026-11-23T12:00:01Z' } }, true],
  [{ DateGreaterThanEquals: { 'aws:CurrentTime': '1795435200' } }, true],
  [{ DateGreaterThan: { 'aws:CurrentTime': '2026-12-01' } }, false],
  [{ NumericLessThanEquals: { 'sts:size': 7 } }, true],
  [{ NumericGreaterThan: { 'sts:size': '7' } }, false],
  [{ NumericNotEquals: { 'sts:size': 8 } }, true],
  [{ BinaryEquals: { 'sts:key': 'aGVsbG8' } }, true],
  [{ BinaryEquals: { 'sts:key': 'aGVsbG8h' } }, false],
  // Keys that the request does not have.
  [{ StringEquals: { 'aws:absent': 'x' } }, false],
  [{ StringNotEquals: { 'aws:absent': 'x' } }, true],
  [{ StringEqualsIfExists: { 'aws:absent': 'x' } }, true],
  [{ StringEqualsIfExists: { 'aws:username': 'x' } }, false],
  [{ Null: { 'aws:absent': 'True' } }, true],
  [{ Null: { 'aws:username': true } }, false],
  [{ Null: { 'aws:username': false } }, true],
  // Keys with several values.
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost', 'team', 'more'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } }, false],
  [{ 'ForAllValues:StringEquals': { 'aws:absent': ['cost'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'aws:absent': ['team'] } }, false],
  [{ 'ForAnyValue:StringEqualsIfExists': { 'aws:absent': ['team'] } }, true],
  [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['team'] } }, true],
  [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['team', 'cost'] } }, false],
  [{ 'ForAnyValue:StringNotEquals': { 'aws:absent': ['team'] } }, false],
  [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['team'] } }, false],
]

/** Undefined for what cannot be read. */
function holdsFor(conditions: unknown, given: typeof keys | Record<string, string[]> = keys): boolean | undefined {
  const holds = compileConditions(conditions, true)
  return holds instanceof Error ? undefined : holds(given)
}

test.each(table)('%j', (conditions, holds) => {
  expect(holdsFor(conditions)).toBe(holds)
})

test.each<Conditions>([
  { StringSimilar: { 'aws:username': 'ada' } },
  { 'ForSomeValues:StringEquals': { 'aws:username': 'ada' } },
  { IpAddress: { 'aws:SourceIp': '192.0.2.0/33' } },
  { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', 'the office'] } },
  { constructor: { 'aws:username': 'ada' } },
  { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } },
  { NumericEquals: { 'sts:size': '' } },
  { NumericEquals: { 'sts:size': '${sts:size}' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'yes' } },
  { BinaryEquals: { 'sts:key': 'not base 64' } },
  { Null: { 'aws:username': 'maybe' } },
  { NullIfExists: { 'aws:username': 'true' } },
])('what cannot be understood is told: %j', (conditions) => {
  expect(holdsFor(conditions)).toBeUndefined()
})

test.each([
  null,
  'x',
  [],
  { StringEquals: null },
  { StringEquals: [] },
  { StringEquals: { a: null } },
  { StringEquals: { a: { b: 'c' } } },
])('%j is no condition', (conditions) => {
  expect(compileConditions(conditions, true)).toBeInstanceOf(Error)
})

test('a key that is called as what every object has is absent as any other', () => {
  expect(holdsFor({ StringEquals: { constructor: 'x' } })).toBe(false)
  expect(holdsFor({ Null: { toString: true } })).toBe(true)
  expect(holdsFor({ StringEquals: { 'aws:username': '${valueOf}' } })).toBe(false)
})

test('a key without any value is absent, and to operators on sets an empty one is none', () => {
  const empty = { 'aws:tagkeys': [], 'aws:empty': [''] }
  expect(holdsFor({ Null: { 'aws:TagKeys': true } }, empty)).toBe(true)
  expect(holdsFor({ 'ForAllValues:StringEquals': { 'aws:Empty': 'x' } }, empty)).toBe(true)
  expect(holdsFor({ 'ForAnyValue:StringNotEquals': { 'aws:Empty': 'x' } }, empty)).toBe(false)
  expect(holdsFor({ StringEquals: { 'aws:Empty': '' } }, empty)).toBe(true)
})

test('an IPv4 address that came in through an IPv6 socket is the same address', () => {
  const mapped = { 'aws:sourceip': ['::ffff:192.0.2.7'] }
  expect(holdsFor({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, mapped)).toBe(true)
  expect(holdsFor({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, { 'aws:sourceip': ['2001:db8::1'] })).toBe(true)
})
