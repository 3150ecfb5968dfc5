// OpenID Connect: the authorization code flow with PKCE, state, nonce and the issuer's check.
import * as client from 'openid-client'
import { randomBytes } from '../../random.ts'
import { createOidcDiscovery } from './oidc-discovery.ts'
import type { Claims, OidcProvider } from './provider.ts'
import { refuse } from './refusal.ts'
import type { Secrets } from './under-way.ts'

/** Speaks to OIDC providers. */
export function createOidcClients(secretKey: Buffer) {
  const { discover, configurationOf } = createOidcDiscovery(secretKey)

  /** Where the browser goes, and what the answer is checked by. */
  const request = async (
    provider: OidcProvider,
    { redirectUri, state, now }: { redirectUri: string; state: string; now: Date },
  ): Promise<{ redirect: string; secrets: Secrets }> => {
    const configuration = await configurationOf(provider, now).catch((error: unknown) => {
      throw refuse('unavailable', error)
    })
    const secrets = { nonce: randomBytes(32).toString('base64url'), verifier: randomBytes(32).toString('base64url') }
    const redirect = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: ['openid', ...provider.configuration.scopes.filter((scope) => scope !== 'openid')].join(' '),
      state,
      nonce: secrets.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    })
    return { redirect: redirect.href, secrets }
  }

  /** What the provider says of who signed in: the id token's claims, and userinfo's where the one that counts is not among them. */
  const redeem = async (
    provider: OidcProvider,
    { answer, state, secrets, now }: { answer: URL; state: string; secrets: Secrets; now: Date },
  ): Promise<Claims> => {
    const { nonce, verifier } = secrets
    if (nonce === undefined || verifier === undefined) throw refuse('expired')
    if (answer.searchParams.get('error') === 'access_denied') throw refuse('cancelled')
    try {
      const configuration = await configurationOf(provider, now)
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('there is no id token')
      const isComplete = claims[provider.matchClaim] !== undefined && !provider.createUsers
      if (isComplete || !configuration.serverMetadata().userinfo_endpoint) return claims
      return { ...(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
    } catch (error) {
      throw refuse('failed', error)
    }
  }

  return { discover, request, redeem }
}
