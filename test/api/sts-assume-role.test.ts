import { CreateAccountCommand, DescribeOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let settings: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } }
let sts: STSClient
let member: string

beforeAll(async () => {
  server = await startTestServer()
  settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  sts = new STSClient(settings)
  const organizations = new OrganizationsClient(settings)
  await organizations.send(new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }))
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  member = Accounts.find(({ Name }) => Name === 'member')?.Id ?? ''
})
afterAll(() => server.stop())

const roleOf = (accountId: string) => `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`

async function assume(input: Partial<AssumeRoleCommandInput> = {}, client = sts) {
  const { Credentials, AssumedRoleUser } = await client.send(
    new AssumeRoleCommand({ RoleArn: roleOf(member), RoleSessionName: 'me', ...input }),
  )
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  return {
    arn: AssumedRoleUser?.Arn,
    expiration: Credentials?.Expiration,
    credentials,
    config: { ...settings, credentials } satisfies STSClientConfig,
  }
}

test('the management account enters a member by the role that the account was born with', async () => {
  const { arn, config } = await assume()
  expect(arn).toBe(`arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/me`)
  expect(await new STSClient(config).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: member, Arn: arn })
})

test('a changed session token is no token', async () => {
  const { config } = await assume()
  const { sessionToken } = config.credentials
  const changed = sessionToken.slice(0, 40) + (sessionToken[40] === 'A' ? 'B' : 'A') + sessionToken.slice(41)
  const client = new STSClient({ ...config, credentials: { ...config.credentials, sessionToken: changed } })
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
})

test('a role that is not there and one that does not trust the caller are answered alike', async () => {
  const denied = (arn: string) => ({
    name: 'AccessDenied',
    message: expect.stringContaining(`is not authorized to perform: sts:AssumeRole on resource: ${arn}`),
  })
  const absent = `arn:aws:iam::${member}:role/NoSuchRole`
  await expect(assume({ RoleArn: absent })).rejects.toMatchObject(denied(absent))
  const { config } = await assume()
  const foreign = roleOf(member)
  await expect(assume({}, new STSClient(config))).rejects.toMatchObject(denied(foreign))
})

test('a session is as long as asked, and no longer than the role allows', async () => {
  const { expiration } = await assume({ DurationSeconds: 900 })
  expect(Math.abs((expiration?.getTime() ?? 0) - Date.now() - 900_000)).toBeLessThan(60_000)
  await expect(assume({ DurationSeconds: 3601 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('MaxSessionDuration'),
  })
  await expect(assume({ DurationSeconds: 899 })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('what a session was asked to rest on and is not there makes no session', async () => {
  const mfa = { SerialNumber: 'arn:aws:iam::123456789012:mfa/me', TokenCode: '123456' }
  await expect(assume(mfa)).rejects.toMatchObject({ name: 'AccessDenied' })
  const ProvidedContexts = [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'assertion' }]
  await expect(assume({ ProvidedContexts })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('a session policy narrows what the role may do, and never widens it', async () => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:*', Resource: '*' } })
  const { config } = await assume({ Policy })
  const call = new OrganizationsClient(config).send(new DescribeOrganizationCommand({}))
  await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect((await new OrganizationsClient((await assume()).config).send(new DescribeOrganizationCommand({}))).Organization?.Id).toMatch(/^o-/)
  await expect(assume({ Policy: 'no json' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' })
})

test('a session policy that could not be decided by, or that is too large, makes no session', async () => {
  const statement = (value: unknown): string => JSON.stringify({ Version: '2012-10-17', Statement: value })
  for (const Policy of [statement(null), statement([null]), statement({ Effect: 'Allow', Action: '*' })])
    await expect(assume({ Policy })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' })
  const large = statement({ Effect: 'Allow', Action: 'a'.repeat(2048), Resource: '*' })
  await expect(assume({ Policy: large })).rejects.toMatchObject({ name: 'PackedPolicyTooLargeException' })
})
