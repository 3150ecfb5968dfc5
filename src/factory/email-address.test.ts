import { describe, expect, test } from 'vitest'
import { findEmailProblem } from './email-address.ts'

describe('an account’s e-mail address', () => {
  test.each(['a@b.co', 'first.last+tag@sub.example.com', 'a!#$^*/=?`{}~@example.com', `${'a'.repeat(52)}@example.com`])(
    '%s is accepted',
    (address) => {
      expect(findEmailProblem(address)).toBeUndefined()
    },
  )

  test.each([
    ['a@b.c', '6 to 64'],
    [`${'a'.repeat(53)}@example.com`, '6 to 64'],
    ['ä@example.com', '7-bit'],
    ['noat.example.com', 'exactly one @'],
    ['two@at@example.com', 'exactly one @'],
    ['@example.com', 'before the @'],
    ['.dot@example.com', 'begin with a dot'],
    ['a b@example.com', 'spaces'],
    ['a"b@example.com', 'spaces or any of'],
    ['a%b@example.com', 'spaces or any of'],
    ['a@exam_ple.com', 'letters, digits'],
    ['a@-example.com', 'begin or end'],
    ['a@example.com.', 'begin or end'],
    ['a@localhost', 'with a dot'],
    ['a@example..com', 'with a dot'],
  ])('%s is refused, saying what is wrong', (address, reason) => {
    expect(findEmailProblem(address)).toContain(reason)
  })
})
