import { z } from 'zod'

// External identity providers and the tokens of provisioning: inputs and outputs of the endpoints.

const time = z.iso.datetime()
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'has a NUL character')

const core = {
  name: text(100).describe('As the sign-in page calls it'),
  enabled: z.boolean().default(true),
  matchClaim: text(200).describe('The claim that says who signed in; for SAML NameID or the name of an attribute'),
  matchAttribute: z.enum(['email', 'userName', 'externalId']).describe('The attribute of a user that the claim is'),
  createUsers: z.boolean().default(false).describe('Users unknown so far are created when they sign in'),
}

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'a scope')

export const oidcInput = z.strictObject({
  kind: z.literal('oidc'),
  ...core,
  issuer: z.url().max(1_000).describe('https, or http on this machine'),
  clientId: text(500),
  clientSecret: z.string().max(2_000).optional().describe('Kept when it is not given; empty: none'),
  scopes: z.array(scope).max(20).default(['email', 'profile']),
})

export const samlInput = z.strictObject({
  kind: z.literal('saml'),
  ...core,
  metadata: z.string().max(200_000).optional().describe('The metadata document of the provider, instead of the three below'),
  entityId: text(1_024).optional(),
  signInUrl: z.url().max(2_000).optional().describe('Of the HTTP-Redirect binding'),
  certificates: z.array(z.string().max(10_000)).min(1).max(5).optional().describe('PEM, or base64 of DER'),
  allowIdpInitiated: z.boolean().default(false).describe('Takes assertions that were not asked for'),
})

export const identityProviderInput = z.discriminatedUnion('kind', [oidcInput, samlInput])
export type IdentityProviderInput = z.infer<typeof identityProviderInput>

const shown = {
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  matchClaim: z.string(),
  matchAttribute: z.string(),
  createUsers: z.boolean(),
  createdAt: time,
  updatedAt: time,
}
export const identityProvider = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('oidc'),
      ...shown,
      issuer: z.string(),
      clientId: z.string(),
      hasClientSecret: z.boolean(),
      scopes: z.array(z.string()),
      redirectUri: z.string().describe('To be allowed at the provider'),
    }),
    z.object({
      kind: z.literal('saml'),
      ...shown,
      entityId: z.string(),
      signInUrl: z.string(),
      certificates: z.array(z.object({ subject: z.string(), fingerprint: z.string(), expiresAt: time, pem: z.string() })),
      allowIdpInitiated: z.boolean(),
      acsUrl: z.string(),
      metadataUrl: z.string().describe('Our metadata, and our entity id'),
    }),
  ])
  .meta({ id: 'IdentityProvider' })
export type IdentityProvider = z.infer<typeof identityProvider>

export const passwordSignIn = z.enum(['everyone', 'administrator', 'nobody'])
export type PasswordSignIn = z.infer<typeof passwordSignIn>
export const identitySource = z.object({
  passwordSignIn: passwordSignIn.describe('Who may sign in by password; counts while a provider is enabled'),
  providers: z.array(identityProvider),
})
export type IdentitySource = z.infer<typeof identitySource>
export const identitySourceInput = z.strictObject({ passwordSignIn })

export const providerParameters = z.strictObject({ providerId: z.string().regex(/^idp-[0-9a-f]{16}$/, 'the id of an identity provider') })
export const connectionTest = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type ConnectionTest = z.infer<typeof connectionTest>

export const scimToken = z.object({
  id: z.string(),
  createdAt: time,
  createdBy: z.string(),
  expiresAt: time,
  lastUsedAt: time.optional(),
})
export type ScimTokenView = z.infer<typeof scimToken>
export const scimTokens = z.object({ endpoint: z.string().describe('What a provider calls its tenant URL'), tokens: z.array(scimToken) })
export type ScimTokens = z.infer<typeof scimTokens>
export const newScimToken = scimToken.extend({ token: z.string().describe('Shown this once') })
export type NewScimToken = z.infer<typeof newScimToken>
export const tokenParameters = z.strictObject({ tokenId: z.string().regex(/^scim-[0-9a-f]{12}$/, 'the id of a token') })
