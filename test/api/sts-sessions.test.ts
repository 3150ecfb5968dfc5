import { DescribeOrganizationCommand, ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import {
  type Credentials,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let sts: STSClient

beforeAll(async () => {
  server = await startTestServer()
  sts = new STSClient(configuration(server.credentials))
})
afterAll(() => server.stop())

const configuration = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: server.url,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
})

function clientsOf(credentials: Credentials | undefined) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {}
  const given = configuration({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
  return { sts: new STSClient(given), organizations: new OrganizationsClient(given) }
}

test('a user’s session is the user, for half a day unless told, and begins no other', async () => {
  const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
  const hours = (Number(Credentials?.Expiration) - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(11.9)
  expect(hours).toBeLessThan(12.1)
  const session = clientsOf(Credentials)
  const [own, its] = await Promise.all([sts, session.sts].map((client) => client.send(new GetCallerIdentityCommand({}))))
  expect([its?.Arn, its?.UserId]).toEqual([own?.Arn, own?.UserId])
  await session.organizations.send(new DescribeOrganizationCommand({}))
  await expect(session.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  })
  await expect(sts.send(new GetSessionTokenCommand({ SerialNumber: 'arn:aws:iam::1:mfa/x', TokenCode: '123456' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  })
})

test('a federated user may do what the user may and the policy given says, and without a policy nothing', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'organizations:DescribeOrganization', Resource: '*' }],
  })
  const { Credentials, FederatedUser } = await sts.send(new GetFederationTokenCommand({ Name: 'grace', Policy }))
  const grace = clientsOf(Credentials)
  expect((await grace.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(FederatedUser?.Arn)
  expect(FederatedUser?.Arn).toMatch(/^arn:aws:sts::\d{12}:federated-user\/grace$/)
  await grace.organizations.send(new DescribeOrganizationCommand({}))
  await expect(grace.organizations.send(new ListRootsCommand({}))).rejects.toThrow('because no session policy allows')
  const bare = clientsOf((await sts.send(new GetFederationTokenCommand({ Name: 'nobody' }))).Credentials)
  await expect(bare.organizations.send(new DescribeOrganizationCommand({}))).rejects.toThrow('because no session policy allows')
  await expect(grace.sts.send(new GetFederationTokenCommand({ Name: 'further' }))).rejects.toMatchObject({
    name: expect.stringMatching(/AccessDenied/),
  })
})

test('a malformed policy is refused, and policies that take too much space together', async () => {
  const federate = (input: { Policy: string; PolicyArns?: { arn: string }[] }) =>
    sts.send(new GetFederationTokenCommand({ Name: 'grace', ...input }))
  await expect(federate({ Policy: '{"Statement":' })).rejects.toMatchObject({ name: expect.stringContaining('MalformedPolicyDocument') })
  const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'x:y', Resource: 'r'.repeat(1_950) }] })
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }]
  await expect(federate({ Policy, PolicyArns })).rejects.toMatchObject({ name: expect.stringContaining('PackedPolicyTooLarge') })
})

test('the id of a key tells its account, of a session’s key too', async () => {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}))
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
  for (const AccessKeyId of [server.credentials.accessKeyId, Credentials?.AccessKeyId])
    expect((await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account).toBe(Account)
  await expect(sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'NOTANACCESSKEY000' }))).rejects.toThrow('is not a valid access key ID')
})

test('an encoded message that was not issued here is not decoded', async () => {
  await expect(sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'made-up' }))).rejects.toMatchObject({
    name: 'InvalidAuthorizationMessageException',
  })
})
