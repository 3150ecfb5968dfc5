import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateUserCommand, IdentitystoreClient, ListUsersCommand } from '@aws-sdk/client-identitystore'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'
import { Visitor } from '../harness/visitor.ts'

export const sameOrigin = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

export type ExternalStage = Awaited<ReturnType<typeof createExternalStage>>

/** A whole server; `admin` calls its own API as administrator of the management account. */
export async function createExternalStage(server?: TestServer) {
  const running = server ?? (await startTestServer())
  const { url } = running
  const administrator = await administratorOf(url)
  const { identityStoreId } = await administrator.call('GET', '/session')
  const store = new IdentitystoreClient({ endpoint: url, region: 'us-east-1', credentials: running.credentials })
  const createUser = async (userName: string, email: string): Promise<string> => {
    const input = {
      IdentityStoreId: identityStoreId,
      UserName: userName,
      DisplayName: userName,
      Name: { GivenName: userName, FamilyName: 'T' },
    }
    const { UserId } = await store.send(new CreateUserCommand({ ...input, Emails: [{ Value: email, Primary: true, Type: 'work' }] }))
    return UserId ?? ''
  }
  const userIds = async (userName: string): Promise<string[]> => {
    const Filters = [{ AttributePath: 'UserName', AttributeValue: userName }]
    const { Users = [] } = await store.send(new ListUsersCommand({ IdentityStoreId: identityStoreId, Filters }))
    return Users.map(({ UserId = '' }) => UserId)
  }
  const trail = new CloudTrailClient({ endpoint: url, region: 'us-east-1', credentials: running.credentials })
  /** Newest first. */
  const events = async (name: string): Promise<Record<string, unknown>[]> => {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: name }]
    const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes }))
    return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent))
  }
  return {
    url,
    administratorPassword,
    userIds,
    events,
    administrator,
    identityStoreId,
    store,
    createUser,
    signInOf: (id: string) => signInAt(url, id),
    stop: () => running.stop(),
  }
}

/** Signed in by password, in the administrator's role of the management account. */
async function administratorOf(url: string) {
  const visitor = new Visitor()
  const body = JSON.stringify({ userName: 'admin', password: administratorPassword })
  await visitor.fetch(`${url}/api/portal/sign-in`, { method: 'POST', headers: sameOrigin, body })
  const { accounts } = (await (await visitor.fetch(`${url}/api/portal/accounts?search=Management`)).json()) as {
    accounts: [{ accountId: string }]
  }
  const role = { 'x-account-factory-role': `${accounts[0].accountId}/AWSAdministratorAccess` }
  const send = async (method: string, path: string, input?: unknown) =>
    visitor.fetch(`${url}/api${path}`, {
      method,
      headers: { ...role, ...(input === undefined ? { 'sec-fetch-site': 'same-origin' } : sameOrigin) },
      ...(input !== undefined && { body: JSON.stringify(input) }),
    })
  const call = async (method: string, path: string, input?: unknown) => {
    const response = await send(method, path, input)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    return JSON.parse(text)
  }
  return { visitor, send, call, accountId: String(accounts[0].accountId) }
}

/** Who is signed in, or why nobody. */
interface Me {
  readonly userId: string
  readonly userName: string
  readonly error: { readonly code: string }
}

/** The steps of a sign-in at a provider, one by one. */
function signInAt(url: string, id: string) {
  const visitor = new Visitor()
  return {
    visitor,
    /** Where our page sends the browser. */
    start: async (input: object = {}): Promise<string> => {
      const options = { method: 'POST', headers: sameOrigin, body: JSON.stringify(input) }
      const response = await visitor.fetch(`${url}/api/portal/external/${id}/sign-in`, options)
      const text = await response.text()
      if (!response.ok) throw new Error(`the sign-in was answered ${response.status}: ${text}`)
      return JSON.parse(text).redirect
    },
    /** Through the provider's pages up to the address by which it answers. */
    answerAt: (redirect: string): Promise<string> => visitor.follow(redirect, (at) => at.startsWith(`${url}/api/portal/external/`)),
    /** Brings the answer; where it leads. */
    bring: async (answer: string, as: Visitor = visitor): Promise<string> => {
      const response = await as.fetch(answer)
      return response.headers.get('location') ?? `${response.status}`
    },
    me: async (as: Visitor = visitor): Promise<Me> => (await (await as.fetch(`${url}/api/portal/me`)).json()) as Me,
  }
}
