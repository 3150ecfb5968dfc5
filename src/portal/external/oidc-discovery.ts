// What an OIDC provider says of itself, as the means to speak to it.
import * as client from 'openid-client'
import { boundedFetch, isSafeAddress } from '../../access/outgoing.ts'
import { unseal } from '../../access/seal.ts'
import type { OidcProvider } from './provider.ts'
import { clientSecretPurpose } from './providers.ts'

const timeoutSeconds = 10
const clockToleranceSeconds = 60
const keepMs = 10 * 60_000
const mostKept = 20

/** Discovery documents are kept for ten minutes. */
export function createOidcDiscovery(secretKey: Buffer) {
  const kept = new Map<string, { version: number; until: number; configuration: Promise<client.Configuration> }>()

  /** Reads the provider's discovery document. Throws what openid-client throws. */
  const discover = async (provider: OidcProvider): Promise<client.Configuration> => {
    const { issuer, clientId } = provider.configuration
    const secret = provider.sealedSecret === undefined ? undefined : unseal(secretKey, clientSecretPurpose, provider.sealedSecret)
    if (provider.sealedSecret !== undefined && secret === undefined) throw new Error('the client secret cannot be unsealed')
    if (!isSafeAddress(issuer)) throw new Error('the issuer is not an https address')
    const isPlain = new URL(issuer).protocol === 'http:'
    const configuration = await client.discovery(
      new URL(issuer),
      clientId,
      { [client.clockTolerance]: clockToleranceSeconds },
      secret === undefined ? client.None() : authenticateBy(secret),
      {
        // The id token's signature is verified too, though it comes from the provider itself over TLS.
        execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
        timeout: timeoutSeconds,
        [client.customFetch]: (url, options) => boundedFetch(url, options as RequestInit),
      },
    )
    const { authorization_endpoint, token_endpoint, jwks_uri } = configuration.serverMetadata()
    if (![authorization_endpoint, token_endpoint, jwks_uri].every((address) => address !== undefined && isSafeAddress(address)))
      throw new Error('the provider lacks an https authorization endpoint, token endpoint or jwks_uri')
    return configuration
  }

  const configurationOf = (provider: OidcProvider, now: Date): Promise<client.Configuration> => {
    const version = provider.updatedAt.getTime()
    const known = kept.get(provider.id)
    if (known && known.version === version && known.until > now.getTime()) return known.configuration
    if (kept.size >= mostKept) kept.clear()
    const configuration = discover(provider)
    kept.set(provider.id, { version, until: now.getTime() + keepMs, configuration })
    // A failure is not kept.
    configuration.catch(() => kept.delete(provider.id))
    return configuration
  }

  return { discover, configurationOf }
}

/** As the provider takes it: by header if it says so or says nothing, else in the body. */
function authenticateBy(secret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, metadata, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported
    const authenticate = !methods || methods.includes('client_secret_basic') ? basic : post
    return authenticate(server, metadata, body, headers)
  }
}
