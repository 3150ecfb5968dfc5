import { GetUserIdCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore'
import { CreateAccountAssignmentCommand, CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offeredServices } from '../../docs/write-coverage.ts'
import { endpoints } from '../../src/api/endpoints.ts'
import { ApiClient } from '../../src/commands/api-client.ts'
import { openActions } from '../../src/server/embedded-aws.ts'
import { createClient, type Transport, type TransportReply } from '../../src/wire/client.ts'
import type { Model } from '../../src/wire/model.ts'
import { anyResource, type Service } from '../../src/wire/service.ts'
import { signedTransport } from '../../src/wire/signed-transport.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'
import { minimalInput } from './minimal-input.ts'
import { given } from './organizations-stage.ts'

// Every operation of every service, and every endpoint of our own API, asked for by somebody without a right.

/** Operations that are not refused to somebody without a right, each with the reason. */
const open: Readonly<Record<string, string>> = {
  ...openActions,
  'awsssoportal:GetRoleCredentials': 'takes an access token, which it judges',
  'awsssoportal:ListAccountRoles': 'takes an access token, which it judges',
  'awsssoportal:ListAccounts': 'takes an access token, which it judges',
  'awsssoportal:Logout': 'takes an access token, which it judges',
  'sso-oauth:CreateToken': 'takes a code or a refresh token, which it judges',
  'sso-oauth:RegisterClient': 'gives an id that opens nothing before a person consents',
  'sts:AssumeRoleWithSAML': 'takes an assertion of an identity provider, which it judges',
  'sts:AssumeRoleWithWebIdentity': 'takes a token of an identity provider, which it judges',
  'sso-oauth:StartDeviceAuthorization': 'gives a code that opens nothing before a person consents',
}

type AnyService = Service<never> | ReturnType<typeof offeredServices>[number]
const operations = offeredServices().flatMap((service) =>
  Object.keys(service.operations).map((name) => ({ service, name, action: `${service.actionPrefix}:${name}` })),
)
const asked = operations.filter(({ action }) => !Object.hasOwn(open, action))

let server: TestServer
let send: Transport

beforeAll(async () => {
  server = await startTestServer()
  send = signedTransport({ endpoint: server.url, region: 'us-east-1', credentials: await enterWithoutRights() })
})
afterAll(() => server.stop())

test('what is open has a reason, and there is nothing else', () => {
  const withoutSignature = operations.filter(({ service, name }) => service.model.operations[name]?.unsigned).map(({ action }) => action)
  expect(Object.keys(open).sort()).toEqual([...withoutSignature, ...Object.keys(openActions)].sort())
  expect(asked.length).toBeGreaterThan(150)
})

test.each(asked.map(({ action, ...rest }) => [action, rest] as const))('%s is refused, by name and resource', async (action, operation) => {
  const { code, message } = await callRefused(operation.service, operation.name)
  expect([action, code]).toEqual([action, expect.stringMatching(/^AccessDenied/)])
  const [, named] = /is not authorized to perform: \S+ on resource: (\S+)/.exec(message) ?? []
  expect(message).toContain(`is not authorized to perform: ${action} on resource: `)
  const resources: Readonly<Record<string, unknown>> = operation.service.resources
  expect([action, named]).toEqual([action, resources[operation.name] === anyResource ? '*' : expect.stringMatching(/^arn:aws:/)])
})

describe('our own API', () => {
  const events = { method: 'GET', path: '/events', action: 'account-factory:ListRequests' }
  const guarded = [...endpoints, events].filter(({ action }) => action !== undefined)

  test('has one endpoint without an action: who one is', () => {
    expect(endpoints.filter(({ action }) => action === undefined).map(({ path }) => path)).toEqual(['/session'])
  })

  test.each(guarded.map(({ method, path, action = '' }) => [action, method, path]))(
    '%s is refused (%s %s)',
    async (action, method, path) => {
      const reply = await send({
        service: 'account-factory',
        method,
        path: `/api${path.replace(/:\w+/, 'example')}`,
        query: {},
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      const { error } = JSON.parse(reply.body.toString()) as { error: { code: string; message: string } }
      expect([action, reply.status, error.code]).toEqual([action, 403, 'AccessDeniedException'])
      const resource = path.includes(':') ? 'arn:aws:account-factory:us-east-1:' : '* because'
      expect(error.message).toContain(`is not authorized to perform: ${action} on resource: ${resource}`)
    },
  )
})

/** Credentials of a role of the management account that has no policy at all. */
async function enterWithoutRights() {
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  const { managementAccountId, identityStoreId } = await new ApiClient(settings).session()
  const center = new SSOAdminClient(settings)
  const { Instances = [] } = await center.send(new ListInstancesCommand({}))
  const InstanceArn = given(Instances[0]?.InstanceArn)
  const { PermissionSet } = await center.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Nothing' }))
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'admin' } }
  const { UserId } = await new IdentitystoreClient(settings).send(
    new GetUserIdCommand({ IdentityStoreId: identityStoreId ?? '', AlternateIdentifier }),
  )
  await center.send(
    new CreateAccountAssignmentCommand({
      InstanceArn,
      PermissionSetArn: PermissionSet?.PermissionSetArn,
      PrincipalType: 'USER',
      PrincipalId: UserId,
      TargetType: 'AWS_ACCOUNT',
      TargetId: managementAccountId,
    }),
  )
  let cookie = ''
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: server.url, cookie }
    const answer = await fetch(`${server.url}/api/portal${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    expect([path, answer.status]).toEqual([path, 200])
    return (await answer.json()) as Record<string, string>
  }
  await post('/sign-in', { userName: 'admin', password: administratorPassword })
  const { accessKeyId, secretAccessKey, sessionToken } = await post('/credentials', { accountId: managementAccountId, roleName: 'Nothing' })
  return { accessKeyId: given(accessKeyId), secretAccessKey: given(secretAccessKey), sessionToken: given(sessionToken) }
}

/** The refusal of a call that brings the least it may. */
async function callRefused({ model }: AnyService, name: string): Promise<{ code: string; message: string }> {
  const input = minimalInput(model, name)
  if (model.metadata.protocol === 'query') return readXmlFault(await sendForm(model, name, input))
  const client = createClient<Record<string, { input: unknown; output: unknown }>>(model, send)
  const refused = await client.call(name, input as never).then(
    () => undefined,
    (error) => error,
  )
  return refused ?? { code: 'none', message: '' }
}

function sendForm(model: Model, name: string, input: Record<string, unknown>): Promise<TransportReply> {
  const { signingName: service, apiVersion } = model.metadata
  const body = new URLSearchParams({ Action: name, Version: apiVersion, ...flattened(input) }).toString()
  return send({ service, method: 'POST', path: '/', query: {}, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
}

/** `Tags.member.1.Key`, as the query protocol names what is nested. */
function flattened(value: unknown, path = ''): Record<string, string> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map((item, index) => flattened(item, `${path}.member.${index + 1}`)))
  if (typeof value !== 'object' || value === null) return { [path]: String(value) }
  return Object.assign({}, ...Object.entries(value).map(([key, item]) => flattened(item, path === '' ? key : `${path}.${key}`)))
}

function readXmlFault(reply: TransportReply): { code: string; message: string } {
  const xml = reply.body.toString()
  return { code: /<Code>([^<]*)/.exec(xml)?.[1] ?? 'none', message: /<Message>([^<]*)/.exec(xml)?.[1] ?? '' }
}
