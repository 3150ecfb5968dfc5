import { type MailServer, startMailServer } from '../harness/mail-server.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

interface Answer {
  readonly status: number
  readonly body: { readonly error?: { code: string; message: string; field?: string; retryAfterSeconds?: number } } & Record<string, never>
  /** Of the session that it began, as a browser would send it. */
  readonly cookie: string
}

type Headers = Readonly<Record<string, string | undefined>>

export type AccessStage = Awaited<ReturnType<typeof createAccessStage>>

/** A whole server with a mail server, spoken to as browsers do. */
export async function createAccessStage(flags: Record<string, unknown> = {}) {
  const mailServer: MailServer = await startMailServer()
  const server: TestServer = await startTestServer({
    'smtp-url': `smtp://127.0.0.1:${mailServer.port}`,
    'mail-from': 'Account Factory <accounts@example.com>',
    ...flags,
  })
  const call = async (
    method: string,
    path: string,
    { cookie = '', body, headers = {} }: { cookie?: string; body?: unknown; headers?: Headers } = {},
  ): Promise<Answer> => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const given: Headers = { 'sec-fetch-site': 'same-origin', cookie, ...type, ...headers }
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      headers: Object.entries(given).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const [set = ''] = response.headers.getSetCookie()
    return { status: response.status, body: (await response.json()) as Answer['body'], cookie: set.split(';')[0] ?? '' }
  }
  const signIn = (userName: string, password: string) => call('POST', '/portal/sign-in', { body: { userName, password } })
  const administrator = (await signIn('admin', administratorPassword)).cookie
  const { body } = await call('GET', '/portal/accounts', { cookie: administrator })
  const accounts: { accountId: string; name: string; roles: { name: string }[] }[] = body.accounts ?? []
  const accountId = accounts.find(({ name }) => name === 'Management')?.accountId ?? ''
  const role = { 'x-account-factory-role': `${accountId}/AWSAdministratorAccess` }
  /** As the administrator, in the management account. */
  const asAdministrator = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
    call(method, path, { cookie: administrator, body, headers: { ...role, ...headers } })
  const identityStore = async (operation: string, input: object) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        ...role,
        cookie: administrator,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSIdentityStore.${operation}`,
      },
      body: JSON.stringify(input),
    })
    return (await response.json()) as Record<string, never>
  }
  const { body: session } = await asAdministrator('GET', '/session')
  /** A person of the identity store, without a password. */
  const createUser = async (UserName: string): Promise<string> => {
    const input = {
      IdentityStoreId: session.identityStoreId,
      UserName,
      DisplayName: UserName,
      Name: { GivenName: UserName, FamilyName: 'X' },
    }
    const { UserId } = await identityStore('CreateUser', { ...input, Emails: [{ Value: `${UserName}@example.com`, Primary: true }] })
    return String(UserId)
  }
  const close = async (): Promise<void> => {
    await server.stop()
    await mailServer.close()
  }
  return { server, mailServer, accountId, administrator, call, signIn, asAdministrator, createUser, close }
}
