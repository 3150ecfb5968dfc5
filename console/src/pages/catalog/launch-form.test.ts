import { expect, test } from 'vitest'
import { change, emptyForm, fieldOfMessage, findEmailProblem, findFieldProblem, findTagProblems, suggestName } from './launch-form.ts'

const problemOf = (field: Parameters<typeof findFieldProblem>[1], value: string) =>
  findFieldProblem({ ...emptyForm, [field]: value }, field)

test.each(['aws+payments.dev@example.com', 'a@b.cd', 'A_B-c!#$*/=?^`{}~@sub.example.co.uk', `${'a'.repeat(52)}@example.com`])(
  'the address %s may be used',
  (address) => expect(findEmailProblem(address)).toBeUndefined(),
)

test.each([
  ['payments', 'An email address has an @, for example name@example.com.'],
  ['a@b@example.com', 'An email address has one @ only.'],
  ['grüße@example.com', 'Only ASCII characters are allowed in the address.'],
  ['.ada@example.com', 'Something other than a dot must come first, before the @.'],
  ['@example.com', 'Something other than a dot must come first, before the @.'],
  ['ada lovelace@example.com', 'A space is not allowed before the @.'],
  ['ada%x@example.com', 'The character % is not allowed before the @.'],
  ['ada@', 'The domain after the @ is missing, for example example.com.'],
  ['ada@exam_ple.com', 'The domain may have letters, digits, dots and dashes only.'],
  ['ada@-example.com', 'The domain must not begin or end with a dot or dash.'],
  ['ada@example.com.', 'The domain must not begin or end with a dot or dash.'],
  ['ada@example', 'The domain must have a dot, for example example.com.'],
  ['ada@example..com', 'The domain must have a dot, for example example.com.'],
  [`${'a'.repeat(53)}@example.com`, 'An address has 6 to 64 characters; this has 65.'],
])('the address %s is refused with the reason', (address, reason) => expect(findEmailProblem(address)).toBe(reason))

test('spaces around a value are no problem, for they are not sent', () => {
  expect(problemOf('AccountEmail', ' ada@example.com ')).toBeUndefined()
  expect(problemOf('provisionedProductName', ' payments ')).toBeUndefined()
  expect(problemOf('AccountName', '   ')).toBe('Enter an account name.')
})

test('an account name has 50 printable ASCII characters at most, < and > not among them', () => {
  expect(problemOf('AccountName', 'Payments (prod) & "more"; 50%')).toBeUndefined()
  expect(problemOf('AccountName', 'x'.repeat(50))).toBeUndefined()
  expect(problemOf('AccountName', 'x'.repeat(51))).toMatch(/^At most 50/)
  expect(problemOf('AccountName', 'a<b')).toMatch(/< and >/)
  expect(problemOf('AccountName', 'Zürich')).toMatch(/accents/)
})

test('a provisioned product name begins with a letter or digit', () => {
  expect(problemOf('provisionedProductName', '1-payments_prod.2')).toBeUndefined()
  expect(problemOf('provisionedProductName', '-payments')).toBe('Begin with a letter or a digit.')
  expect(problemOf('provisionedProductName', 'payments prod')).toMatch(/^Only letters/)
  expect(problemOf('provisionedProductName', 'x'.repeat(129))).toMatch(/^At most 128/)
})

test('the suggested name is always one that is allowed, or empty', () => {
  for (const name of ['Payments (prod)', '  web shop ', '--x--', '(((', '50% off!', 'x'.repeat(200), '.a.']) {
    const suggested = suggestName(name)
    expect([name, suggested === '' ? undefined : problemOf('provisionedProductName', suggested)]).toEqual([name, undefined])
  }
  expect(suggestName('Payments (prod)')).toBe('Payments-prod')
})

test('tags need a key of their own that is not AWS’s', () => {
  expect(findTagProblems([{ key: '', value: '' }])).toEqual([undefined])
  expect(findTagProblems([{ key: '', value: 'x' }])[0]?.key).toBe('Enter a key.')
  expect(findTagProblems([{ key: 'aws:x', value: '' }])[0]?.key).toMatch(/AWS’s own/)
  const twice = findTagProblems([
    { key: 'team', value: 'a' },
    { key: ' team', value: 'b' },
  ])
  expect(twice).toEqual([undefined, { key: 'This key is there already.' }])
  expect(findTagProblems([{ key: 'k', value: 'x'.repeat(257) }])[0]?.value).toMatch(/^At most 256/)
})

test.each([
  ["AccountEmail 'a@b.cd' belongs to account 123456789012 (Audit) already.", 'AccountEmail'],
  ['A stack named web-shop already exists.', 'provisionedProductName'],
  ["The OU 'Dev (ou-abcd-12345678)' is not registered with AWS Control Tower.", 'ManagedOrganizationalUnit'],
  ['SSOUserEmail must hold exactly one @. AccountName may hold printable ASCII characters only.', 'SSOUserEmail'],
  ['Rate exceeded', undefined],
])('the error "%s" belongs to the field %s', (message, field) => expect(fieldOfMessage(message)).toBe(field))

test('the suggested name follows the account name until it is edited', () => {
  const named = change(emptyForm, { AccountName: 'Web shop' })
  expect(named.provisionedProductName).toBe('Web-shop')
  expect(change(named, { AccountName: 'Web shop 2' }).provisionedProductName).toBe('Web-shop-2')
  const edited = change(named, { provisionedProductName: 'mine' })
  expect(change(edited, { AccountName: 'Other' }).provisionedProductName).toBe('mine')
})

test('a person’s address that is the account’s follows it, and no other', () => {
  const same = { ...emptyForm, AccountEmail: 'a@b.cd', SSOUserEmail: 'a@b.cd' }
  expect(change(same, { AccountEmail: 'x@y.zw' }).SSOUserEmail).toBe('x@y.zw')
  expect(change({ ...same, SSOUserEmail: 'ada@b.cd' }, { AccountEmail: 'x@y.zw' }).SSOUserEmail).toBe('ada@b.cd')
  expect(change(emptyForm, { AccountEmail: 'x@y.zw' }).SSOUserEmail).toBe('')
})
