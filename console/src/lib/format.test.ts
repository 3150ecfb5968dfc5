import { expect, test } from 'vitest'
import { formatDateTime, formatDuration, groupDigits, labelOf, personOf, shorten, unitName } from './format.ts'

test.each([
  [-5, '0.0 s'],
  [850, '0.9 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [12_400, '12 s'],
  [59_600, '1 min 0 s'],
  [75_000, '1 min 15 s'],
  [119_700, '2 min 0 s'],
  [3_600_000, '1 h 0 min'],
  [7_380_000, '2 h 3 min'],
])('%i ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

test.each([
  ['AccountEmail', 'Account email'],
  ['SSOUserFirstName', 'SSO user first name'],
  ['ManagedOrganizationalUnit', 'Managed organizational unit'],
])('the key %s reads %s', (key, label) => expect(labelOf(key)).toBe(label))

test('an account id is grouped as people read it, anything else is left', () => {
  expect(groupDigits('123456789012')).toBe('1234-5678-9012')
  expect(groupDigits('o-abc')).toBe('o-abc')
})

test('the person of an ARN is the name of its session or user', () => {
  expect(personOf('arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada@example.com')).toBe('ada@example.com')
  expect(personOf('arn:aws:iam::123456789012:user/account-factory')).toBe('account-factory')
  expect(personOf(undefined)).toBe('–')
})

test('a time that is not there is a dash', () => expect(formatDateTime(undefined)).toBe('–'))

test('a long text is cut to the length given, and says so', () => {
  expect(shorten('admin', 14)).toBe('admin')
  expect(shorten('grace.hopper@example.com', 14)).toBe('grace.hopper@…')
})

test('an OU is named without its id, whatever its name holds', () => {
  expect(unitName('Sandbox (ou-zx0y-35xmcesr)')).toBe('Sandbox')
  expect(unitName('Team (A) (ou-zx0y-35xmcesr)')).toBe('Team (A)')
  expect(unitName('Prod')).toBe('Prod')
})
