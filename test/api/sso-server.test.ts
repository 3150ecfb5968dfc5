import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetRoleCredentialsCommand, ListAccountsCommand, SSOClient } from '@aws-sdk/client-sso'
import {
  DeleteAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
  ListInstancesCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin'
import {
  CreateTokenCommand,
  CreateTokenWithIAMCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awsCliFolder } from '../harness/aws-cli.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { commandLine, createHome, type PersonAtBrowser, signInPerson } from './sso-stage.ts'
import { deviceGrant } from './sso-tokens-stage.ts'

// The whole server: the pages' routes, the assignments behind the tokens, the SDK's own credential provider, and the trail.

let server: TestServer
let person: PersonAtBrowser
let oidc: SSOOIDCClient
let sso: SSOClient

beforeAll(async () => {
  server = await startTestServer()
  person = await signInPerson(server.url)
  const settings = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 }
  oidc = new SSOOIDCClient(settings)
  sso = new SSOClient(settings)
})
afterAll(() => server?.stop())

async function startDevice() {
  const { clientId, clientSecret } = await oidc.send(
    new RegisterClientCommand({ clientName: 'a program', clientType: 'public', scopes: ['sso:account:access'] }),
  )
  const client = { clientId, clientSecret }
  const { userCode = '', deviceCode } = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: `${server.url}/start` }))
  const fetchToken = () => oidc.send(new CreateTokenCommand({ ...client, deviceCode, grantType: deviceGrant }))
  return { client, userCode, deviceCode, fetchToken }
}

/** Signed in by the device flow. */
async function signIn() {
  const { client, userCode, fetchToken } = await startDevice()
  expect(await person.decideDevice(userCode, true)).toBe(200)
  return { client, ...(await fetchToken()) }
}

const deviceAddress = '/api/portal/device-authorizations'

test('nobody looks at a request, or answers it, without being signed in', async () => {
  const { userCode } = await startDevice()
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const answers = await Promise.all([
    fetch(`${server.url}${deviceAddress}?userCode=${userCode}`),
    fetch(`${server.url}/api/portal/authorizations?client_id=x`),
    fetch(`${server.url}${deviceAddress}`, { method: 'POST', headers, body: JSON.stringify({ userCode, allow: true }) }),
    fetch(`${server.url}/api/portal/authorizations`, { method: 'POST', headers, body: JSON.stringify({ request: {}, allow: true }) }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  expect(await (await person.get(`${deviceAddress}?userCode=${userCode}`)).json()).toMatchObject({ state: 'PENDING' })
})

test.each<Record<string, string>>([
  {},
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'http://evil.example' },
])('a page of another origin (%j) cannot make the person allow anything', async (origin) => {
  const { userCode, fetchToken } = await startDevice()
  const { cookie } = person
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const body = type.endsWith('urlencoded') ? `userCode=${userCode}&allow=true` : JSON.stringify({ userCode, allow: true })
    const headers: Record<string, string> = { 'content-type': type, cookie, ...origin }
    const answer = await fetch(`${server.url}${deviceAddress}`, { method: 'POST', headers, body })
    expect(answer.ok).toBe(false)
  }
  await expect(fetchToken()).rejects.toMatchObject({ name: 'AuthorizationPendingException' })
})

test('the authorization address sends the browser to our own page, or back to the computer it came from, and nowhere else', async () => {
  const { clientId } = await oidc.send(
    new RegisterClientCommand({
      clientName: 'a program',
      clientType: 'public',
      grantTypes: ['authorization_code'],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
    }),
  )
  const open = async (parameters: Record<string, string>): Promise<string> =>
    (await fetch(`${server.url}/authorize?${new URLSearchParams(parameters)}`, { redirect: 'manual' })).headers.get('location') ?? ''
  const known = { client_id: clientId ?? '', redirect_uri: 'http://127.0.0.1:1/oauth/callback', response_type: 'code' }
  expect(await open(known)).toMatch(/^http:\/\/127\.0\.0\.1:1\/oauth\/callback\?error=invalid_request/)
  for (const redirect_uri of [
    'http://evil.example/oauth/callback',
    'https://127.0.0.1/oauth/callback',
    '//evil.example',
    'javascript:alert(1)',
  ])
    expect(await open({ ...known, redirect_uri })).toMatch(/^\/start\/authorize\?/)
  for (const parameters of [{}, { client_id: 'a\u0000' }, { state: 'x'.repeat(10_000) }, { client_id: 'nobody', return: '//evil.example' }])
    expect(await open(parameters as Record<string, string>)).toMatch(/^\/start\/authorize\?/)
})

test('CreateTokenWithIAM, which takes a signature, says that it is not offered, and nothing without one', async () => {
  const signed = new SSOOIDCClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 })
  const input = { clientId: 'x', grantType: 'authorization_code' }
  await expect(signed.send(new CreateTokenWithIAMCommand(input))).rejects.toMatchObject({
    name: 'UnsupportedOperationException',
    message: expect.stringContaining('SSO OIDC CreateTokenWithIAM is not offered'),
  })
  const answer = await fetch(`${server.url}/token?aws_iam=t`, { method: 'POST', body: JSON.stringify(input) })
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException'])
})

const identity = `
const require = process.getBuiltinModule('module').createRequire('${import.meta.url}')
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts')
const { fromSSO } = require('@aws-sdk/credential-providers')
const client = new STSClient({ region: 'us-east-1', credentials: fromSSO({ profile: 'vending' }) })
console.log((await client.send(new GetCallerIdentityCommand({}))).Arn)
`

test('the SDK’s own credential provider signs in by our own start URL, and refreshes the token when its time comes', async () => {
  const { accountList = [] } = await sso.send(new ListAccountsCommand({ accessToken: (await signIn()).accessToken }))
  const accountId = accountList.find(({ accountName }) => accountName === 'Management')?.accountId
  const home = createHome(`[profile vending]
sso_session = factory
sso_account_id = ${accountId}
sso_role_name = AWSAdministratorAccess

[sso-session factory]
sso_start_url = ${server.url}/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`)
  const env = { AWS_ENDPOINT_URL_SSO: server.url, AWS_ENDPOINT_URL_SSO_OIDC: server.url, AWS_ENDPOINT_URL_STS: server.url }
  const shell = commandLine(home.home, awsCliFolder(), env)
  const { client, accessToken, refreshToken } = await signIn()
  const write = (secondsLeft: number): void => {
    const times = { expiresAt: new Date(Date.now() + secondsLeft * 1000), registrationExpiresAt: new Date(Date.now() + 86_400_000) }
    const token = { ...client, ...times, accessToken, refreshToken, region: 'us-east-1', startUrl: `${server.url}/start` }
    mkdirSync(join(home.home, '.aws/sso/cache'), { recursive: true })
    writeFileSync(join(home.home, `.aws/sso/cache/${hash('sha1', 'factory')}.json`), JSON.stringify(token))
  }
  const program = join(home.home, 'identity.mjs')
  writeFileSync(program, identity)
  write(3_600)
  expect(await shell.run(`node ${program}`)).toMatch(/assumed-role\/AWSReservedSSO_AWSAdministratorAccess_[0-9a-f]+\/admin\n$/)
  expect(home.tokens()[0]?.content.accessToken).toBe(accessToken)
  write(60)
  expect(await shell.run(`node ${program}`)).toContain('/admin')
  expect(home.tokens()[0]?.content.accessToken).toMatch(/^aoa/)
  expect(home.tokens()[0]?.content.accessToken).not.toBe(accessToken)
  home.remove()
})

test('an assignment that is taken away ends at once for tokens that are out', async () => {
  const { accessToken } = await signIn()
  const { accountList = [] } = await sso.send(new ListAccountsCommand({ accessToken }))
  const TargetId = accountList.find(({ accountName }) => accountName === 'Audit')?.accountId ?? ''
  const role = { accessToken, accountId: TargetId, roleName: 'AWSAdministratorAccess' }
  await sso.send(new GetRoleCredentialsCommand(role))
  const admin = new SSOAdminClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const { Instances } = await admin.send(new ListInstancesCommand({}))
  const InstanceArn = Instances?.[0]?.InstanceArn
  const { PermissionSets = [] } = await admin.send(new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId: TargetId }))
  for (const PermissionSetArn of PermissionSets) {
    const { AccountAssignments = [] } = await admin.send(
      new ListAccountAssignmentsCommand({ InstanceArn, AccountId: TargetId, PermissionSetArn }),
    )
    for (const { PrincipalId, PrincipalType } of AccountAssignments) {
      const assignment = { InstanceArn, PermissionSetArn, PrincipalId, PrincipalType, TargetId, TargetType: 'AWS_ACCOUNT' as const }
      await admin.send(new DeleteAccountAssignmentCommand(assignment))
    }
  }
  await expect(sso.send(new GetRoleCredentialsCommand(role))).rejects.toMatchObject({ name: 'ForbiddenException' })
  const { accountList: left } = await sso.send(new ListAccountsCommand({ accessToken }))
  expect(left?.map(({ accountId }) => accountId)).not.toContain(TargetId)
})

test('sign-ins of command lines are on the trail, and none of their secrets', async () => {
  const { client, userCode, deviceCode = '', fetchToken } = await startDevice()
  await person.decideDevice(userCode, true)
  const { accessToken = '', refreshToken = '' } = await fetchToken()
  await sso.send(new ListAccountsCommand({ accessToken }))
  await oidc.send(new CreateTokenCommand({ ...client, refreshToken: 'a-wrong-token', grantType: 'refresh_token' })).catch(() => undefined)
  const trail = new CloudTrailClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const events = async () => {
    const { Events = [] } = await trail.send(new LookupEventsCommand({ MaxResults: 50 }))
    return Events.map(({ EventName, CloudTrailEvent = '' }) => ({ name: EventName, text: CloudTrailEvent }))
  }
  const names = ['RegisterClient', 'StartDeviceAuthorization', 'DecideDeviceAuthorization', 'CreateToken', 'ListAccounts']
  await expect.poll(async () => (await events()).map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  const listed = (await events()).find(({ name }) => name === 'ListAccounts')
  expect(JSON.parse(listed?.text ?? '{}')).toMatchObject({ userIdentity: { type: 'IdentityCenterUser', userName: 'admin' } })
  const texts = (await events()).map(({ text }) => text).join('\n')
  expect(texts).toContain('InvalidGrantException')
  for (const secret of [client.clientSecret ?? '', deviceCode, userCode, accessToken, refreshToken, 'a-wrong-token']) {
    expect(secret).not.toBe('')
    expect(texts).not.toContain(secret)
  }
})

test('signing out everywhere signs the command lines out too', async () => {
  const { accessToken } = await signIn()
  await sso.send(new ListAccountsCommand({ accessToken }))
  expect((await person.post('/api/portal/sign-out-everywhere', {})).status).toBe(200)
  await expect(sso.send(new ListAccountsCommand({ accessToken }))).rejects.toMatchObject({ name: 'UnauthorizedException' })
})
