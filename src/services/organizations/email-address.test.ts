import { expect, test } from 'vitest'
import { isAccountEmail } from './email-address.ts'

test.each(['a@b.cd', 'team+dev.1@mail.example-corp.com', `${'a'.repeat(52)}@example.com`])('%s is an account e-mail address', (email) => {
  expect(isAccountEmail(email)).toBe(true)
})

test.each([
  'a@b.c',
  `${'a'.repeat(53)}@example.com`,
  'tëam@example.com',
  'a@b@example.com',
  '@example.com',
  'team@',
  '.team@example.com',
  'te am@example.com',
  'te,am@example.com',
  'te%am@example.com',
  'te[am@example.com',
  'te\\am@example.com',
  "te'am@example.com",
  'team@localhost',
  'team@-example.com',
  'team@example.com.',
  'team@exam_ple.com',
])('%s is refused as an account e-mail address', (email) => {
  expect(isAccountEmail(email)).toBe(false)
})
