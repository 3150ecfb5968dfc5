// An external identity provider: who it is, and how what it says of somebody leads to a person of ours.

/** What a claim is compared with; each is unique in the identity store. */
export type MatchAttribute = 'email' | 'userName' | 'externalId'

export interface OidcConfiguration {
  /** https, or http on this machine. Its discovery document tells the rest. */
  readonly issuer: string
  readonly clientId: string
  /** Beside `openid`. */
  readonly scopes: readonly string[]
}

export interface SamlConfiguration {
  readonly entityId: string
  /** Where the browser takes the request, by the redirect binding. */
  readonly signInUrl: string
  /** PEM or bare base64; an assertion is signed by one of them. */
  readonly certificates: readonly string[]
  /** Takes assertions that nobody asked for: sign-ins that begin at the provider. */
  readonly allowIdpInitiated: boolean
}

interface ProviderCore {
  readonly id: string
  /** As the sign-in page calls it. */
  readonly name: string
  readonly enabled: boolean
  /** A claim of the id token or of userinfo; for SAML `NameID` or the name of an attribute. */
  readonly matchClaim: string
  readonly matchAttribute: MatchAttribute
  /** People unknown so far are created when they sign in. */
  readonly createUsers: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface OidcProvider extends ProviderCore {
  readonly kind: 'oidc'
  readonly configuration: OidcConfiguration
  /** Sealed; undefined for a public client. */
  readonly sealedSecret: string | undefined
}

export interface SamlProvider extends ProviderCore {
  readonly kind: 'saml'
  readonly configuration: SamlConfiguration
}

export type Provider = OidcProvider | SamlProvider

/** What a provider says of who signed in, by claim. */
export type Claims = Readonly<Record<string, unknown>>

/** Addresses of ours that a provider has to know. */
export interface ProviderAddresses {
  /** OIDC. */
  readonly redirectUri: string
  /** SAML: assertion consumer service, and our entity id, which is where our metadata is. */
  readonly acsUrl: string
  readonly metadataUrl: string
}

export function addressesOf(url: string, providerId: string): ProviderAddresses {
  const below = `${url}/api/portal/external/${providerId}`
  return { redirectUri: `${below}/callback`, acsUrl: `${below}/acs`, metadataUrl: `${below}/metadata` }
}
