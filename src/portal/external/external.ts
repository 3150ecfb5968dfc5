// Signing in at an external identity provider: OpenID Connect or SAML 2.0.
//
// A provider says who somebody is; the person has to be in the identity store (person.ts), where SCIM puts them. What is under way is a row
// that the state and a cookie of the browser name together (under-way.ts). It ends in a session without further steps: the second factor is
// the provider's business. Start here; oidc.ts and saml.ts are the protocols, providers.ts the configuration, routes.ts puts it on HTTP.
import { type OperationContext, transaction } from '../../access/context.ts'
import { randomBytes } from '../../random.ts'
import type { Person } from '../portal-directory.ts'
import { type NewSession, startSession } from '../sessions.ts'
import { effectivePasswordSignIn } from './identity-source.ts'
import { createOidcClients } from './oidc.ts'
import { type ExternalDirectory, findPerson } from './person.ts'
import { addressesOf, type OidcProvider, type Provider } from './provider.ts'
import { findProvider, listProviders, noProvider } from './providers.ts'
import { returnAddress } from './return-address.ts'
import { begin, take } from './under-way.ts'

export interface ExternalOptions {
  readonly directory: ExternalDirectory
  readonly secretKey: Buffer
  /** Address that people reach us by, without a path. */
  readonly url: string
}

export type ExternalSignIn = ReturnType<typeof createExternalSignIn>

export interface Arrival {
  readonly person: Person
  readonly session: NewSession
  /** A page of ours. */
  readonly returnTo: string
}

export function createExternalSignIn({ directory, secretKey, url }: ExternalOptions) {
  const oidc = createOidcClients(secretKey)

  const enabledProvider = async <Kind extends Provider['kind']>(context: OperationContext, id: string, kind?: Kind) => {
    const provider = await findProvider(context, id)
    if (!provider?.enabled || (kind && provider.kind !== kind)) throw noProvider(id)
    return provider as Extract<Provider, { kind: Kind }>
  }

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
    if (provider.kind !== 'oidc') throw noProvider(provider.id)
    const { redirect, secrets } = await oidc.request(provider, { redirectUri, state, now: context.clock.now() })
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

  return { options, start, finishOidc, describeOidc }
}

async function arrive(context: OperationContext, person: Person, returnTo: string): Promise<Arrival> {
  const session = await startSession(context, { userId: person.userId, pending: [], method: 'external' })
  return { person, session, returnTo }
}
