import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { CreateAccountCommand, DescribeOrganizationCommand, ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let trail: CloudTrailClient
let organizations: OrganizationsClient

const sameOrigin = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }

beforeAll(async () => {
  server = await startTestServer()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  trail = new CloudTrailClient(configuration)
  organizations = new OrganizationsClient(configuration)
})
afterAll(() => server.stop())

/** Records of the newest events with an attribute. */
async function records(AttributeKey: string, AttributeValue: string, more: LookupEventsCommandInput = {}): Promise<Recorded[]> {
  const LookupAttributes = [{ AttributeKey, AttributeValue }] as LookupEventsCommandInput['LookupAttributes']
  const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes, ...more }))
  return Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? '{}'))
}

interface Accounts {
  readonly accounts: ReadonlyArray<{ accountId: string; roles: ReadonlyArray<{ name: string }> }>
}

interface Recorded {
  readonly [name: string]: unknown
  readonly userIdentity: { readonly [name: string]: unknown }
}

const signIn = (body: object, headers: Record<string, string> = sameOrigin) =>
  fetch(`${server.url}/api/portal/sign-in`, { method: 'POST', headers, body: JSON.stringify(body) })

test('a call that changes something is on the trail once it is answered, without what is private', async () => {
  await organizations.send(new CreateAccountCommand({ AccountName: 'Private', Email: 'private@example.com' }))
  const [event] = await records('EventName', 'CreateAccount')
  expect(event).toMatchObject({
    eventVersion: '1.11',
    eventSource: 'organizations.amazonaws.com',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: expect.stringContaining('aws-sdk-js'),
    userIdentity: { type: 'IAMUser', userName: 'account-factory', accessKeyId: server.credentials.accessKeyId },
    requestParameters: { accountName: '****', email: '****' },
    responseElements: { createAccountStatus: { state: 'IN_PROGRESS' } },
    readOnly: false,
    eventType: 'AwsApiCall',
  })
  expect(JSON.stringify(event)).not.toContain('private@example.com')
})

test('reads are on the trail a moment later, found by who and with which key', async () => {
  await organizations.send(new ListRootsCommand({}))
  await expect.poll(async () => (await records('EventName', 'ListRoots')).length).toBe(1)
  const { Events } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: server.credentials.accessKeyId }] }),
  )
  expect(Events?.map(({ EventName }) => EventName)).toContain('ListRoots')
  expect((await records('Username', 'account-factory')).length).toBeGreaterThan(0)
  expect(await records('Username', 'nobody')).toEqual([])
})

test('credentials that are given out are not written down', async () => {
  const role = 'arn:aws:iam::123456789012:role/nobody'
  const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'x' })).catch(() => undefined)
  await expect.poll(async () => (await records('EventName', 'AssumeRole')).length).toBe(1)
  const response = await signIn({ userName: 'admin', password: administratorPassword })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { accounts } = (await (await fetch(`${server.url}/api/portal/accounts`, { headers: { cookie } })).json()) as Accounts
  const given = await fetch(`${server.url}/api/portal/credentials`, {
    method: 'POST',
    headers: { ...sameOrigin, cookie },
    body: JSON.stringify({ accountId: accounts[0]?.accountId, roleName: accounts[0]?.roles[0]?.name }),
  })
  const { secretAccessKey, sessionToken } = (await given.json()) as Record<string, string>
  await expect.poll(async () => (await records('EventName', 'GetRoleCredentials')).length).toBe(1)
  const all = JSON.stringify(
    (await Promise.all(['sso', 'signin', 'sts'].map((name) => records('EventSource', `${name}.amazonaws.com`)))).flat(),
  )
  for (const secret of [secretAccessKey, sessionToken, administratorPassword, cookie.split('=')[1]]) expect(all).not.toContain(secret)
})

test('sign-ins and failed ones are on the trail; what was typed as a name is not, unless there is such a person', async () => {
  await signIn({ userName: 'admin', password: 'Wrong-horse-7' })
  await signIn({ userName: 'my-password-by-mistake', password: 'Wrong-horse-7' })
  const [unknown, wrong] = await records('EventName', 'CredentialVerification')
  expect(wrong).toMatchObject({
    eventSource: 'signin.amazonaws.com',
    errorCode: 'SignInFailed',
    userIdentity: { type: 'IdentityCenterUser', userName: 'admin' },
    serviceEventDetails: { CredentialVerification: 'Failure' },
    additionalEventData: { CredentialType: 'PASSWORD' },
  })
  expect(unknown?.userIdentity).toMatchObject({ type: 'Unknown', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
  expect(JSON.stringify(unknown)).not.toContain('my-password-by-mistake')
  const [done] = await records('EventName', 'UserAuthentication')
  expect(done).toMatchObject({ serviceEventDetails: { UserAuthentication: 'Success' }, userIdentity: { userName: 'admin' } })
})

test('what is refused is on the trail too: a bad signature, a forged page, a lack of rights', async () => {
  const credentials = { ...server.credentials, secretAccessKey: 'not-the-secret' }
  const forged = new OrganizationsClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await expect(forged.send(new DescribeOrganizationCommand({}))).rejects.toThrow()
  await signIn(
    { userName: 'admin', password: administratorPassword },
    { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
  )
  await fetch(`${server.url}/api/users/none/one-time-password`, { method: 'POST', headers: { cookie: 'account-factory-session=made-up' } })
  await expect.poll(async () => (await records('EventName', 'DescribeOrganization'))[0]?.errorCode).toMatch(/Signature/)
  const [event] = await records('EventName', 'DescribeOrganization')
  expect(event?.userIdentity).toMatchObject({ type: 'Unknown', accessKeyId: server.credentials.accessKeyId })
  expect((await records('EventName', 'CredentialVerification'))[0]).toMatchObject({ errorCode: 'AccessDeniedException' })
  expect((await records('EventName', 'ResetOneTimePassword'))[0]?.errorCode).toBeDefined()
})

test('the history is paged newest first, each event once, within a time', async () => {
  const seen: string[] = []
  const times: number[] = []
  for await (const page of paginateLookupEvents({ client: trail, pageSize: 2 }, {})) {
    for (const { EventId = '', EventTime } of page.Events ?? []) {
      seen.push(EventId)
      times.push(Number(EventTime))
    }
    if (seen.length >= 12) break
  }
  expect(seen.length).toBeGreaterThan(5)
  expect(new Set(seen).size).toBe(seen.length)
  expect(times).toEqual(times.toSorted((one, other) => other - one))
  const future = new Date(Date.now() + 3_600_000)
  expect((await trail.send(new LookupEventsCommand({ StartTime: future }))).Events).toEqual([])
})

test.each<[string, LookupEventsCommandInput, string]>([
  [
    'two attributes',
    { LookupAttributes: ['EventName', 'Username'].map((key) => ({ AttributeKey: key as 'EventName', AttributeValue: 'x' })) },
    'InvalidLookupAttributesException',
  ],
  ['a time that ends before it starts', { StartTime: new Date(2_000_000), EndTime: new Date(1_000_000) }, 'InvalidTimeRangeException'],
  ['a made-up token', { NextToken: 'made-up' }, 'InvalidNextTokenException'],
  ['an id that is none', { LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: 'x' }] }, 'InvalidLookupAttributesException'],
])('%s is refused', async (_, input, name) => {
  await expect(trail.send(new LookupEventsCommand(input))).rejects.toMatchObject({ name })
})
