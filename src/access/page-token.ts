import { hash } from 'node:crypto'
import type { Fault } from '../fault.ts'

const digestLength = 22

/**
 * A token for the page after the row with this key. It holds the key and a digest over key and query, so that a changed token
 * or one of another query is told; it grants nothing: whoever reads a page asks with the caller's own scope again.
 */
export function encodePageToken(query: unknown, lastKey: readonly (string | number)[]): string {
  const key = JSON.stringify(lastKey)
  return Buffer.from(digest(query, key) + key).toString('base64url')
}

/** The key of the row to go on after; undefined without a token. Throws `invalid()` for a token that is not of this query. */
export function decodePageToken(query: unknown, token: string | undefined, invalid: () => Fault): (string | number)[] | undefined {
  if (token === undefined) return undefined
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const key = text.slice(digestLength)
  if (text.slice(0, digestLength) !== digest(query, key)) throw invalid()
  const parsed = parseKey(key)
  if (!parsed) throw invalid()
  return parsed
}

/** Whoever reads this file can make the digest of anything: what is in the token must at least be a key that a row can have. */
function parseKey(text: string): (string | number)[] | undefined {
  try {
    const key: unknown = JSON.parse(text)
    const isKey =
      Array.isArray(key) && key.length > 0 && key.every((part) => (typeof part === 'string' ? !part.includes('\0') : Number.isFinite(part)))
    return isKey ? key : undefined
  } catch {
    return undefined
  }
}

function digest(query: unknown, key: string): string {
  return hash('sha256', `${JSON.stringify(query)}\n${key}`, 'base64url').slice(0, digestLength)
}
