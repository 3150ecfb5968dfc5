// Signing in at an external identity provider: OpenID Connect or SAML 2.0.
//
// A provider says who somebody is; the person has to be in the identity store (person.ts), where SCIM puts them. What is under way is a row
// that the state and a cookie of the browser name together (under-way.ts). It ends in a session without further steps: the second factor is
// the provider's business. Start here; oidc.ts and saml.ts are the protocols, providers.ts the configuration, routes.ts puts it on HTTP.
import { type OperationContext, transaction } from '../../access/context.ts'
import { randomBytes } from '../../random.ts'
import { type Arrival, arrive, type ExternalOptions, enabledProvider } from './arrival.ts'
import { effectivePasswordSignIn } from './identity-source.ts'
import { createOidcClients } from './oidc.ts'
import { findPerson } from './person.ts'
import { addressesOf, type OidcProvider, type Provider } from './provider.ts'
import { listProviders } from './providers.ts'
import { returnAddress } from './return-address.ts'
import { samlRequest } from './saml.ts'
import { createSamlSignIn } from './saml-sign-in.ts'
import { begin, take } from './under-way.ts'

export type ExternalSignIn = ReturnType<typeof createExternalSignIn>

export function createExternalSignIn(external: ExternalOptions) {
  const { directory, secretKey, url } = external
  const oidc = createOidcClients(secretKey)

  /** What the sign-in page offers. */
  const options = async (context: OperationContext) => {
    const [passwordSignIn, providers] = await Promise.all([effectivePasswordSignIn(context), listProviders(context)])
    return { passwordSignIn, providers: providers.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name })) }
  }

  /** Begins a sign-in: where the browser goes, and the cookie that it keeps. */
  const start = async (context: OperationContext, providerId: string, wanted: string | undefined) => {
    const provider: Provider = await enabledProvider(context, providerId)
    const state = randomBytes(32).toString('base64url')
    const { redirectUri } = addressesOf(url, provider.id)
    const now = context.clock.now()
    const { redirect, secrets } = await (provider.kind === 'oidc'
      ? oidc.request(provider, { redirectUri, state, now })
      : samlRequest({ url, provider, now }, state))
    const returnTo = returnAddress(wanted, url)
    const { browser } = await begin(context, secretKey, { providerId: provider.id, state, secrets, returnTo })
    return { redirect, browser }
  }

  /** The answer of an OIDC provider: `query` as the browser brought it. */
  const finishOidc = async (
    context: OperationContext,
    { providerId, query, browser }: { providerId: string; query: string; browser: string | undefined },
  ): Promise<Arrival> => {
    const provider = await enabledProvider(context, providerId, 'oidc')
    const answer = new URL(`${addressesOf(url, provider.id).redirectUri}?${query}`)
    const state = answer.searchParams.get('state') ?? undefined
    const { secrets, returnTo } = await take(context, secretKey, { providerId, state, browser })
    const claims = await oidc.redeem(provider, { answer, state: state ?? '', secrets, now: context.clock.now() })
    return transaction(context, async (context) => arrive(context, await findPerson(context, directory, provider, claims), returnTo))
  }

  /** What a provider's discovery says, or why it says nothing. */
  const describeOidc = async (provider: OidcProvider): Promise<{ issuer: string; algorithms: string[]; failure?: string }> => {
    try {
      const { issuer, code_challenge_methods_supported: algorithms = [] } = (await oidc.discover(provider)).serverMetadata()
      return { issuer, algorithms }
    } catch (error) {
      const { message, cause } = error as Error
      return {
        issuer: '',
        algorithms: [],
        failure: [message, (cause as Error | undefined)?.message].filter(Boolean).join(': ').slice(0, 500),
      }
    }
  }

  return { options, start, finishOidc, ...createSamlSignIn(external), describeOidc }
}
