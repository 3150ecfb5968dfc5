import { expect, test } from 'vitest'
import { checkPassword } from './password-rules.ts'

const refusal = (password: string, userName = 'ada'): string => {
  try {
    checkPassword(password, userName)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test.each(['Correct-horse-7', 'Another-horse-8', 'Summer-in-Kyoto-1', 'Tr0ub4dor&3', 'Passerelle-9-ouest'])(
  '%s is a password',
  (password) => {
    expect(refusal(password)).toBe('')
  },
)

test('a refusal names every rule that is broken', () => {
  expect(refusal('abc')).toBe(
    'The password needs 8 to 64 characters, an uppercase letter, a number, a character that is neither letter nor number.',
  )
})

test.each(['Password1!', 'P@ssw0rd-2026!', 'Welcome1!', '123-Qwerty', 'Summer2026!', 'Admin-1234', 'Aa1-Aa1-Aa1'])(
  '%s is too common',
  (password) => expect(refusal(password)).toMatch(/everybody tries/),
)

test('a password does not contain the user name, in whatever letters; a name of two letters is in too many words', () => {
  expect(refusal('Correct-Grace-7', 'grace')).toMatch(/user name/)
  expect(refusal('Correct-Grace-7', 'ac')).toBe('')
})
