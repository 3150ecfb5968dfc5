import { randomBytes, randomInt, randomUUID } from 'node:crypto'

// The only source of randomness and of new ids. AWS's id formats are written where the id is made.

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** `length` characters of `alphabet` (default a-z0-9), uniformly drawn. */
export function randomString(length: number, alphabet: string = lowerAlphanumeric): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

export function randomHex(length: number): string {
  return randomString(length, '0123456789abcdef')
}

/** An AWS account id: 12 digits, not starting with 0. */
export function randomAccountId(): string {
  return randomString(1, '123456789') + randomString(11, '0123456789')
}

export { randomBytes, randomUUID }
