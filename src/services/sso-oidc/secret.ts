import { hash } from 'node:crypto'
import { randomString } from '../../random.ts'

const alphanumeric = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A secret, code or token of 256 bits. Letters and digits only: it may be an argument of a command line, where a dash means something. */
export function newSecret(prefix = ''): string {
  return prefix + randomString(43, alphanumeric)
}

export function newId(): string {
  return randomString(26, alphanumeric)
}

/** What is kept of a secret. Enough for a random one of this length; passwords are another matter. */
export function digestOf(secret: string): string {
  return hash('sha256', secret)
}
