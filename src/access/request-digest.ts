import { createHash } from 'node:crypto'

/** SHA-256, in hex, of what a call asks for: all of its input but tokens and the language of the answer, whatever the order of its members. */
export function requestDigest(input: object): string {
  const body = Object.entries(input).filter(([name, value]) => !/^(AcceptLanguage|\w+Token)$/.test(name) && value !== undefined)
  return createHash('sha256')
    .update(JSON.stringify(sorted(Object.fromEntries(body))))
    .digest('hex')
}

/** The same JSON for the same value, whatever the order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, member]) => [key, sorted(member)])
}
