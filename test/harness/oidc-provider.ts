// A real OpenID provider on a free port of this machine. Who is signed in there is `person`; with `asks` its page asks for a name first.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export interface OidcPerson {
  readonly sub: string
  readonly claims: Readonly<Record<string, unknown>>
}

export interface TestOidcProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who signs in next; nobody is refused by the provider. */
  person: OidcPerson | undefined
  /** Shows a page with a button before. */
  asks: boolean
  /** Only now are clients known. */
  begin(redirectUri: string): void
  stop(): Promise<void>
}

const clientId = 'account-factory'
const clientSecret = 'a-client-secret-of-the-tests-0123456789'

export async function startOidcProvider(): Promise<TestOidcProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => void response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Another site than ours, which is 127.0.0.1.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const people = new Map<string, OidcPerson>()
  const test: TestOidcProvider = {
    issuer,
    clientId,
    clientSecret,
    person: undefined,
    asks: false,
    begin: (redirectUri) => {
      const provider = new Provider(issuer, configuration(redirectUri, people))
      const answer = provider.callback()
      handle = (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
        if (test.asks && request.method === 'GET') return void response.setHeader('content-type', 'text/html').end(page)
        if (test.person) people.set(test.person.sub, test.person)
        const result = test.person ? { login: { accountId: test.person.sub } } : { error: 'access_denied' }
        void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
      }
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return test
}

const page = `<!doctype html><html lang="en"><title>Example identity</title><h1>Example identity</h1>
<form method="post"><button>Sign in at the provider</button></form>`

function configuration(redirectUri: string, people: ReadonlyMap<string, OidcPerson>): Configuration {
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    // As most providers do: the claims are in the id token too.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['cookies-of-the-tests'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub)?.claims }) }),
    // Everybody has consented.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}
