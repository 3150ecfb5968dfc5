import { Fault } from '../fault.ts'

// IAM Identity Center's rules for passwords, and two of our own: not what everybody tries first, not the user name.

export interface PasswordRule {
  readonly text: string
  /** A regular expression that holds for what keeps the rule; without one only the server can tell. */
  readonly pattern?: string
}

/** The only list of them: the pages ask for it. */
export const passwordRules: readonly PasswordRule[] = [
  { text: '8 to 64 characters', pattern: '^[\\s\\S]{8,64}$' },
  { text: 'a lowercase letter', pattern: '[a-z]' },
  { text: 'an uppercase letter', pattern: '[A-Z]' },
  { text: 'a number', pattern: '[0-9]' },
  { text: 'a character that is neither letter nor number', pattern: '[^A-Za-z0-9]' },
  { text: 'not your user name, not a common word' },
]

const patterns = passwordRules.flatMap(({ text, pattern }) => (pattern === undefined ? [] : [{ text, pattern: new RegExp(pattern) }]))

/** Names shorter than this are in too many words. */
const shortestName = 3

/** What lists of leaked passwords begin with, once digits and signs around it are taken away. */
const common = new Set(
  `password passwort passw pass secret welcome hello login letmein changeme default temp temporary
  qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx abc abcd abcdef aa
  admin administrator root user test guest iloveyou monkey dragon football baseball sunshine princess
  spring summer autumn fall winter january february march april june july august september
  october november december monday friday company amazon aws`.split(/\s+/),
)

const lookalikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** Throws ValidationException that names every rule the password breaks. */
export function checkPassword(password: string, userName: string): void {
  const broken = patterns.filter(({ pattern }) => !pattern.test(password)).map(({ text }) => text)
  if (broken.length > 0) throw refused(`The password needs ${broken.join(', ')}.`)
  const name = userName.toLowerCase()
  if (name.length >= shortestName && password.toLowerCase().includes(name)) throw refused('The password must not contain your user name.')
  if (isCommon(password)) throw refused('This password is among the first that everybody tries. Choose another.')
}

/** `P@ssw0rd-2026!` is `password`. */
function isCommon(password: string): boolean {
  const core = password.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '')
  const plain = [...core].map((character) => lookalikes[character] ?? character).join('')
  return common.has(plain.replace(/[^a-z]/g, '')) || new Set(password.toLowerCase()).size < 4
}

function refused(message: string): Fault {
  return new Fault('ValidationException', message, { fields: { field: 'password' } })
}
