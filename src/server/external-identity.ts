// External identity providers: the sign-in at them, and what our own API shows and changes of them.
import { X509Certificate } from 'node:crypto'
import type { OperationContext } from '../access/context.ts'
import { isSafeAddress } from '../access/outgoing.ts'
import type { ApiDependencies } from '../api/dependencies.ts'
import type { ConnectionTest, IdentityProvider, IdentityProviderInput } from '../api/identity-schemas.ts'
import { Fault } from '../fault.ts'
import { createExternalSignIn, type ExternalSignIn } from '../portal/external/external.ts'
import { readPasswordSignIn, writePasswordSignIn } from '../portal/external/identity-source.ts'
import type { ExternalDirectory } from '../portal/external/person.ts'
import { addressesOf, type Provider } from '../portal/external/provider.ts'
import {
  createProvider,
  deleteProvider,
  findProvider,
  listProviders,
  noProvider,
  type ProviderInput,
  replaceProvider,
} from '../portal/external/providers.ts'
import { registerExternalRoutes } from '../portal/external/routes.ts'
import { readSamlMetadata, type SamlMetadata, toPem } from '../portal/external/saml-metadata.ts'
import type { RouteScope } from '../portal/route-scope.ts'
import * as identityStore from '../services/identity-store/index.ts'
import type { Installation } from './installation.ts'

export interface ExternalIdentity {
  readonly api: ApiDependencies['identity']
  registerRoutes(scope: RouteScope): void
}

export function createExternalIdentity(options: { installation: Installation; secretKey: Buffer; url: string }): ExternalIdentity {
  const { installation, secretKey, url } = options
  const signIn = createExternalSignIn({ directory: externalDirectory(installation), secretKey, url })
  const onlyManagement = (context: OperationContext): void => {
    if (context.caller.accountId !== installation.managementAccountId)
      throw new Fault('AccessDeniedException', 'Identity providers belong to the management account; enter that account.')
  }
  return {
    registerRoutes: (scope) => registerExternalRoutes(scope, signIn),
    api: {
      describe: async (context) => {
        onlyManagement(context)
        const [passwordSignIn, providers] = await Promise.all([readPasswordSignIn(context), listProviders(context)])
        return { passwordSignIn, providers: providers.map((provider) => show(url, provider)) }
      },
      create: async (context, input) => {
        onlyManagement(context)
        return show(url, await createProvider(context, secretKey, await toProvider(input)))
      },
      replace: async (context, id, input) => {
        onlyManagement(context)
        return show(url, await replaceProvider(context, secretKey, id, await toProvider(input)))
      },
      remove: async (context, id) => {
        onlyManagement(context)
        await deleteProvider(context, id)
      },
      test: async (context, id) => {
        onlyManagement(context)
        const provider = await findProvider(context, id)
        if (!provider) throw noProvider(id)
        return testConnection(context, signIn, provider)
      },
      setPasswordSignIn: async (context, passwordSignIn) => {
        onlyManagement(context)
        await writePasswordSignIn(context, passwordSignIn)
      },
    },
  }
}

/** The installation's identity store as external providers know its people. */
function externalDirectory({ identityStoreId = '' }: Installation): ExternalDirectory {
  const finders = {
    email: identityStore.findUserByEmail,
    userName: identityStore.findUserByName,
    externalId: identityStore.findUserByExternalId,
  }
  return {
    findById: (context, userId) => identityStore.findUser(context, identityStoreId, userId),
    findPerson: (context, attribute, value) => finders[attribute](context, identityStoreId, value),
    createPerson: async (context, { userName, givenName, familyName, displayName, email, externalId }) => {
      const { UserId } = await identityStore.createUser(context, {
        IdentityStoreId: identityStoreId,
        UserName: userName,
        DisplayName: displayName,
        Name: { GivenName: givenName, FamilyName: familyName },
        ...(email !== undefined && { Emails: [{ Value: email, Type: 'work', Primary: true }] }),
      })
      if (externalId !== undefined) await identityStore.setUserExternalId(context, { identityStoreId, id: UserId }, externalId)
      const created = await identityStore.findUser(context, identityStoreId, UserId)
      if (!created) throw new Error('the user is gone that was just created')
      return created
    },
  }
}

async function toProvider(input: IdentityProviderInput): Promise<ProviderInput> {
  const { name, enabled, matchClaim, matchAttribute, createUsers } = input
  const core = { name, enabled, matchClaim, matchAttribute, createUsers }
  if (input.kind === 'oidc') {
    const { issuer, clientId, clientSecret, scopes } = input
    if (!isSafeAddress(issuer)) throw invalid('issuer', 'an https address, or http on this machine')
    return { ...core, kind: 'oidc', clientSecret, configuration: { issuer, clientId, scopes } }
  }
  const { allowIdpInitiated } = input
  const said = input.metadata === undefined ? samlFields(input) : await readSamlMetadata(input.metadata)
  if (!isSafeAddress(said.signInUrl)) throw invalid('signInUrl', 'an https address, or http on this machine')
  return { ...core, kind: 'saml', configuration: { ...said, allowIdpInitiated } }
}

function samlFields({ entityId, signInUrl, certificates }: Extract<IdentityProviderInput, { kind: 'saml' }>): SamlMetadata {
  if (entityId === undefined) throw invalid('entityId', 'given; give it, or the metadata')
  if (signInUrl === undefined) throw invalid('signInUrl', 'given; give it, or the metadata')
  if (certificates === undefined) throw invalid('certificates', 'given; give them, or the metadata')
  return { entityId, signInUrl, certificates: certificates.map(toPem) }
}

const invalid = (field: string, expected: string): Fault =>
  new Fault('ValidationException', `'${field}' is not ${expected}.`, { fields: { field } })

function show(url: string, provider: Provider): IdentityProvider {
  const { id, name, enabled, matchClaim, matchAttribute, createUsers, createdAt, updatedAt } = provider
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
  const core = { id, name, enabled, matchClaim, matchAttribute, createUsers, ...times }
  const { redirectUri, acsUrl, metadataUrl } = addressesOf(url, id)
  if (provider.kind === 'oidc') {
    const { issuer, clientId, scopes } = provider.configuration
    return {
      kind: 'oidc',
      ...core,
      issuer,
      clientId,
      scopes: [...scopes],
      hasClientSecret: provider.sealedSecret !== undefined,
      redirectUri,
    }
  }
  const { entityId, signInUrl, certificates, allowIdpInitiated } = provider.configuration
  return {
    kind: 'saml',
    ...core,
    entityId,
    signInUrl,
    allowIdpInitiated,
    certificates: certificates.map(showCertificate),
    acsUrl,
    metadataUrl,
  }
}

function showCertificate(pem: string) {
  const { subject, fingerprint256, validTo } = new X509Certificate(pem)
  return { subject, fingerprint: fingerprint256, expiresAt: new Date(validTo).toISOString(), pem }
}

/** What can be told without a person: OIDC's discovery. A SAML provider is not asked anything, its certificates are looked at. */
async function testConnection(context: OperationContext, signIn: ExternalSignIn, provider: Provider): Promise<ConnectionTest> {
  const checks: ConnectionTest['checks'] = []
  if (provider.kind === 'oidc') {
    const { issuer, algorithms, failure } = await signIn.describeOidc(provider)
    checks.push({ name: 'Discovery', ok: failure === undefined, detail: failure ?? `The issuer ${issuer} answers.` })
    if (!failure)
      checks.push({ name: 'PKCE', ok: algorithms.includes('S256'), detail: `Code challenge: ${algorithms.join(', ') || 'not told'}` })
  } else {
    for (const { subject, expiresAt } of provider.configuration.certificates.map(showCertificate))
      checks.push({
        name: 'Certificate',
        ok: new Date(expiresAt) > context.clock.now(),
        detail: `${subject}, until ${expiresAt.slice(0, 10)}`,
      })
  }
  return { ok: checks.every(({ ok }) => ok), checks }
}
