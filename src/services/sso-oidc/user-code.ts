import { randomString } from '../../random.ts'

/** No vowels, so no words; no letters that look like another. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'

/** `BCDF-GHJK`: 34 bits, good for ten minutes and a few guesses. */
export function newUserCode(): string {
  return `${randomString(4, alphabet)}-${randomString(4, alphabet)}`
}

/** The code as we made it, of what a person typed; undefined when it cannot be one. */
export function readUserCode(typed: string): string | undefined {
  const letters = typed.replace(/[\s-]/g, '').toUpperCase()
  return letters.length === 8 && [...letters].every((letter) => alphabet.includes(letter))
    ? `${letters.slice(0, 4)}-${letters.slice(4)}`
    : undefined
}
