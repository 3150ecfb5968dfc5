import { Fault } from '../fault.ts'

// IAM Identity Center's rules for passwords.

const shortest = 8
const longest = 64

const rules: ReadonlyArray<{ readonly text: string; readonly holds: (password: string) => boolean }> = [
  { text: `${shortest} to ${longest} characters`, holds: (password) => password.length >= shortest && password.length <= longest },
  { text: 'a lowercase letter', holds: (password) => /[a-z]/.test(password) },
  { text: 'an uppercase letter', holds: (password) => /[A-Z]/.test(password) },
  { text: 'a number', holds: (password) => /[0-9]/.test(password) },
  { text: 'a character that is neither letter nor number', holds: (password) => /[^A-Za-z0-9]/.test(password) },
]

/** Throws ValidationException that names every rule the password breaks. */
export function checkPassword(password: string): void {
  const broken = rules.filter(({ holds }) => !holds(password)).map(({ text }) => text)
  if (broken.length > 0)
    throw new Fault('ValidationException', `The password needs ${broken.join(', ')}.`, { fields: { field: 'password' } })
}
