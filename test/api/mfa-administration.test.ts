import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// An administrator helps somebody who lost their device.

let server: TestServer
let cookie: string
let userId: string
let accountId: string

beforeAll(async () => {
  server = await startTestServer()
  cookie = await signIn()
  userId = (await read(portal('GET', '/me'))).userId
  const { accounts } = await read(portal('GET', '/accounts?search=Management'))
  accountId = accounts[0].accountId
})
afterAll(() => server.stop())

const headers = () => ({ cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' })

async function portal(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${server.url}/api/portal${path}`, { method, headers: headers(), ...(body && { body: JSON.stringify(body) }) })
}

async function signIn(): Promise<string> {
  cookie = ''
  const answer = await portal('POST', '/sign-in', { userName: 'admin', password: administratorPassword })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const asRole = (method: string, path: string, roleName = 'AWSAdministratorAccess', body?: object): Promise<Response> =>
  fetch(`${server.url}/api${path}`, {
    method,
    headers: { ...(body ? headers() : { cookie, 'sec-fetch-site': 'same-origin' }), 'x-account-factory-role': `${accountId}/${roleName}` },
    ...(body && { body: JSON.stringify(body) }),
  })

test('an administrator lists the devices of a user and removes one, and the next sign-in asks for it no more', async () => {
  const { id, secret } = await read(portal('POST', '/mfa-devices/totp', {}))
  await portal('POST', `/mfa-devices/totp/${id}/confirm`, { code: generateSync({ secret }), name: 'Lost phone' })
  const before = cookie
  cookie = await signIn()
  expect((await read(portal('GET', '/me'))).error.code).toBe('MfaRequired')
  cookie = before
  const { devices } = await read(asRole('GET', `/users/${userId}/mfa-devices`))
  expect(devices).toEqual([expect.objectContaining({ name: 'Lost phone', type: 'totp' })])
  expect(JSON.stringify(devices)).not.toContain(secret)
  expect((await asRole('DELETE', `/users/${userId}/mfa-devices/${devices[0].id}`)).status).toBe(200)
  expect((await asRole('DELETE', `/users/${userId}/mfa-devices/${devices[0].id}`)).status).toBe(404)
  cookie = await signIn()
  expect((await portal('GET', '/me')).status).toBe(200)
})

test('whoever is no administrator neither lists nor removes, and nobody does of a user that there is not', async () => {
  for (const [method, path] of [
    ['GET', `/users/${userId}/mfa-devices`],
    ['DELETE', `/users/${userId}/mfa-devices/any`],
  ] as const) {
    const denied = await asRole(method, path, 'AWSServiceCatalogEndUserAccess')
    expect([denied.status, ((await denied.json()) as Answer).error.code]).toEqual([403, 'AccessDeniedException'])
    expect((await asRole(method, path.replace(userId, 'nobody'))).status).toBe(404)
  }
})

test('no administrator keeps out all people without a device while having none', async () => {
  const settings = { sessionMinutes: 480, mfa: 'always', mfaWithoutDevice: 'block' }
  const refused = await asRole('PUT', '/access-settings', 'AWSAdministratorAccess', settings)
  expect([refused.status, ((await refused.json()) as Answer).error.field]).toEqual([400, 'mfaWithoutDevice'])
  expect((await asRole('PUT', '/access-settings', undefined, { ...settings, mfaWithoutDevice: 'enrol' })).status).toBe(200)
  expect((await asRole('PUT', '/access-settings', undefined, { ...settings, mfa: 'at-risk', mfaWithoutDevice: 'allow' })).status).toBe(200)
})

test('a policy may ask for the second factor, and for one given not long ago', async () => {
  const strict = { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }
  await assignRole('Strict', { Effect: 'Allow', Action: 'account-factory:GetOrganization', Resource: '*', Condition: strict })
  expect((await asRole('GET', '/organization', 'Strict')).status).toBe(403)
  const { id, secret } = await read(portal('POST', '/mfa-devices/totp', {}))
  const epoch = Math.floor(Date.now() / 1000)
  await portal('POST', `/mfa-devices/totp/${id}/confirm`, { code: generateSync({ secret, epoch: epoch - 30 }), name: 'Phone' })
  cookie = await signIn()
  const given = await portal('POST', '/mfa/verify', { code: generateSync({ secret, epoch }) })
  cookie = given.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await asRole('GET', '/organization', 'Strict')).status).toBe(200)
})

/** The members that these tests look at. */
interface Answer {
  readonly userId: string
  readonly accounts: readonly [{ readonly accountId: string }]
  readonly id: string
  readonly secret: string
  readonly devices: readonly [{ readonly id: string }]
  readonly error: { readonly code: string; readonly field?: string }
}

const read = async (answer: Promise<Response>): Promise<Answer> => (await (await answer).json()) as Answer

/** Gives the administrator one more role in the management account. */
async function assignRole(Name: string, Statement: object): Promise<void> {
  const client = new SSOAdminClient({ region: 'us-east-1', endpoint: server.url, credentials: server.credentials })
  const { Instances = [] } = await client.send(new ListInstancesCommand({}))
  const InstanceArn = Instances[0]?.InstanceArn
  const { PermissionSet } = await client.send(new CreatePermissionSetCommand({ InstanceArn, Name }))
  const PermissionSetArn = PermissionSet?.PermissionSetArn
  const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement })
  await client.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy }))
  const target = { TargetId: accountId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: userId } as const
  await client.send(new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn, ...target }))
}
