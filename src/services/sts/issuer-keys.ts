import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters } from 'jose'
import { boundedFetch } from '../../access/outgoing.ts'

/** The key of an issuer that a token says it is signed by. */
export type IssuerKeys = (issuer: string, now: Date) => (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>

const timeoutMs = 10_000
const keepMs = 10 * 60_000
/** A key that is not known may be new: the issuer is asked again, but not for each token that names one. */
const askAgainMs = 30_000
const mostKept = 100

/** Reads the keys of OpenID Connect issuers from their discovery documents, and keeps them for ten minutes. */
export function createIssuerKeys(): IssuerKeys {
  const kept = new Map<string, { readAt: number; keys: Promise<ReturnType<typeof createLocalJWKSet>> }>()

  const keysOf = (issuer: string, now: number, mostAgeMs: number) => {
    const known = kept.get(issuer)
    if (known && now - known.readAt < mostAgeMs) return known.keys
    if (kept.size >= mostKept) kept.clear()
    const keys = readKeys(issuer)
    kept.set(issuer, { readAt: now, keys })
    // A failure is not kept.
    keys.catch(() => kept.delete(issuer))
    return keys
  }

  return (issuer, now) => async (header, token) => {
    const find = async (mostAgeMs: number) => (await keysOf(issuer, now.getTime(), mostAgeMs))(header, token)
    return find(keepMs).catch((error: unknown) => {
      if (error instanceof errors.JWKSNoMatchingKey) return find(askAgainMs)
      throw error
    })
  }
}

async function readKeys(issuer: string) {
  const { issuer: named, jwks_uri } = await readJson(`${issuer}/.well-known/openid-configuration`)
  if (named !== issuer) throw new Error('the discovery document is of another issuer')
  if (typeof jwks_uri !== 'string') throw new Error('the discovery document lacks jwks_uri')
  return createLocalJWKSet((await readJson(jwks_uri)) as unknown as JSONWebKeySet)
}

async function readJson(address: string): Promise<Record<string, unknown>> {
  const response = await boundedFetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return (await response.json()) as Record<string, unknown>
}
