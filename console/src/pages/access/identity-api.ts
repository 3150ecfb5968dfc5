import { api } from '../../lib/api.ts'

// What /api/identity-providers and /api/scim-tokens take and give.

export type MatchAttribute = 'email' | 'userName' | 'externalId'
export type PasswordSignIn = 'everyone' | 'administrator' | 'nobody'

interface Shown {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  readonly matchClaim: string
  readonly matchAttribute: MatchAttribute
  readonly createUsers: boolean
}

export interface OidcProvider extends Shown {
  readonly kind: 'oidc'
  readonly issuer: string
  readonly clientId: string
  readonly hasClientSecret: boolean
  readonly scopes: readonly string[]
  readonly redirectUri: string
}

export interface SamlProvider extends Shown {
  readonly kind: 'saml'
  readonly entityId: string
  readonly signInUrl: string
  readonly certificates: readonly {
    readonly subject: string
    readonly fingerprint: string
    readonly expiresAt: string
    readonly pem: string
  }[]
  readonly allowIdpInitiated: boolean
  readonly acsUrl: string
  readonly metadataUrl: string
}

export type Provider = OidcProvider | SamlProvider

export interface IdentitySource {
  readonly passwordSignIn: PasswordSignIn
  readonly providers: readonly Provider[]
}

export interface ConnectionTest {
  readonly ok: boolean
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]
}

export interface ScimToken {
  readonly id: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt?: string
}

export const sourceKey = ['identity-providers']
export const tokensKey = ['scim-tokens']

export const identityApi = {
  source: () => api.get<IdentitySource>('/identity-providers'),
  setPasswordSignIn: (passwordSignIn: PasswordSignIn) => api.put('/identity-source', { passwordSignIn }),
  create: (input: object) => api.post<Provider>('/identity-providers', input),
  replace: (id: string, input: object) => api.put<Provider>(`/identity-providers/${id}`, input),
  remove: (id: string) => api.delete(`/identity-providers/${id}`),
  test: (id: string) => api.post<ConnectionTest>(`/identity-providers/${id}/test`),
  tokens: () => api.get<{ endpoint: string; tokens: readonly ScimToken[] }>('/scim-tokens'),
  createToken: () => api.post<ScimToken & { token: string }>('/scim-tokens'),
  removeToken: (id: string) => api.delete(`/scim-tokens/${id}`),
}

/** A provider as PUT takes it: what is shown, without what is only shown. */
export function inputOf(provider: Provider): Record<string, unknown> {
  const { name, enabled, matchClaim, matchAttribute, createUsers } = provider
  const core = { name, enabled, matchClaim, matchAttribute, createUsers }
  if (provider.kind === 'oidc') {
    const { issuer, clientId, scopes } = provider
    return { kind: 'oidc', ...core, issuer, clientId, scopes }
  }
  const { entityId, signInUrl, certificates, allowIdpInitiated } = provider
  return { kind: 'saml', ...core, entityId, signInUrl, certificates: certificates.map(({ pem }) => pem), allowIdpInitiated }
}
