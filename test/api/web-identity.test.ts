import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import * as Iam from '@aws-sdk/client-iam'
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awsCli2Folder, runShell } from '../harness/aws-cli.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { startTokenIssuer, type TokenIssuer } from '../harness/token-issuer.ts'

let server: TestServer
let issuer: TokenIssuer
let iam: Iam.IAMClient
let accountId: string
let providerArn: string

/** In no credentials: the call takes none. */
const stranger = () =>
  new STSClient({ endpoint: server.url, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
const aud = 'sts.amazonaws.com'
const sub = 'repo:example/infrastructure:ref:refs/heads/main'

beforeAll(async () => {
  ;[server, issuer] = await Promise.all([startTestServer(), startTokenIssuer()])
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  iam = new Iam.IAMClient(configuration)
  accountId = (await new STSClient(configuration).send(new GetCallerIdentityCommand({}))).Account ?? ''
  const created = await iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url: issuer.url, ClientIDList: [aud] }))
  providerArn = created.OpenIDConnectProviderArn ?? ''
  await createRole('deployer', { StringEquals: { [`${name()}:aud`]: aud }, StringLike: { [`${name()}:sub`]: 'repo:example/*' } })
})
afterAll(() => Promise.all([server.stop(), issuer.stop()]))

const name = () => issuer.url.replace('http://', '')
const roleArn = (role: string) => `arn:aws:iam::${accountId}:role/${role}`

async function createRole(RoleName: string, Condition: object, Action: string | string[] = 'sts:AssumeRoleWithWebIdentity'): Promise<void> {
  const statement = { Effect: 'Allow', Principal: { Federated: providerArn }, Action, Condition }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement })
  await iam.send(new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
}

const assume = (WebIdentityToken: string, more: { RoleArn?: string; DurationSeconds?: number } = {}) =>
  stranger().send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn('deployer'), RoleSessionName: 'job-7', WebIdentityToken, ...more }),
  )

test('a token opens the role that trusts its issuer, and the credentials are good', async () => {
  const answer = await assume(await issuer.sign({ aud, sub }))
  expect(answer).toMatchObject({ SubjectFromWebIdentityToken: sub, Provider: issuer.url, Audience: aud })
  expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/deployer/job-7`)
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials })
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(answer.AssumedRoleUser?.Arn)
})

test('the issuer’s keys are read once for many tokens', async () => {
  const before = issuer.reads
  for (let time = 0; time < 3; time++) await assume(await issuer.sign({ aud, sub }))
  expect(issuer.reads).toBe(before)
})

test.each<[string, () => Promise<string>, string]>([
  ['of another subject', () => issuer.sign({ aud, sub: 'repo:else/where' }), 'AccessDenied'],
  ['for another audience', () => issuer.sign({ aud: 'another', sub }), 'InvalidIdentityTokenException'],
  ['made for another party', () => issuer.sign({ aud, azp: 'another', sub }), 'InvalidIdentityTokenException'],
  [
    'of an issuer that the account does not know',
    () => issuer.sign({ aud, sub, iss: 'https://elsewhere.example.com' }),
    'InvalidIdentityTokenException',
  ],
  ['that has expired', () => issuer.sign({ aud, sub }, { now: Date.now() - 3_600_000 }), 'ExpiredTokenException'],
  ['without a subject', () => issuer.sign({ aud }), 'InvalidIdentityTokenException'],
  ['that is none', async () => 'not-a-token', 'InvalidIdentityTokenException'],
  ['signed by a key that the issuer does not have', () => issuer.sign({ aud, sub }, { kid: 'second' }), 'InvalidIdentityTokenException'],
  [
    'whose signature is another’s',
    async () => issuer.sign({ aud, sub }, { key: (await generateKeyPair('RS256')).privateKey }),
    'InvalidIdentityTokenException',
  ],
  ['whose signature was taken off', async () => withoutSignature(await issuer.sign({ aud, sub })), 'InvalidIdentityTokenException'],
  ['that wants a tag which cannot be', () => issuer.sign({ aud, sub, ...tagged({ 'a\nb': ['x'] }) }), 'IDPRejectedClaimException'],
  ['that wants a tag which the role does not let', () => issuer.sign({ aud, sub, ...tagged({ team: ['blue'] }) }), 'AccessDenied'],
])('a token %s is refused', async (_, token, error) => {
  await expect(assume(await token())).rejects.toMatchObject({ name: error })
})

const tagged = (principal_tags: object) => ({ 'https://aws.amazon.com/tags': { principal_tags } })

function withoutSignature(token: string): string {
  const [, payload] = token.split('.')
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
}

test('a role that is not there, that trusts nobody by tokens, or that ends earlier is refused', async () => {
  const token = await issuer.sign({ aud, sub })
  await expect(assume(token, { RoleArn: roleArn('nobody') })).rejects.toMatchObject({ name: 'AccessDenied' })
  await createRole('closed', { StringEquals: { [`${name()}:aud`]: 'another' } })
  await expect(assume(token, { RoleArn: roleArn('closed') })).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(assume(token, { DurationSeconds: 7200 })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('an issuer that cannot be reached is said to be so', async () => {
  const other = await startTokenIssuer()
  await other.stop()
  await iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url: other.url, ClientIDList: [aud] }))
  await expect(assume(await other.sign({ aud, sub }))).rejects.toMatchObject({ name: 'IDPCommunicationErrorException' })
})

test('tags and a source identity of the token go into the session when the role lets them', async () => {
  const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']
  await createRole('tagged', { StringEquals: { 'aws:RequestTag/team': 'blue' } }, actions)
  const claims = { ...tagged({ team: ['blue'] }), 'https://aws.amazon.com/source_identity': 'ada' }
  const answer = await assume(await issuer.sign({ aud, sub, ...claims }), { RoleArn: roleArn('tagged') })
  expect(answer.SourceIdentity).toBe('ada')
  const red = { ...claims, ...tagged({ team: ['red'] }) }
  await expect(assume(await issuer.sign({ aud, sub, ...red }), { RoleArn: roleArn('tagged') })).rejects.toMatchObject({
    name: 'AccessDenied',
  })
})

test('the trail tells whose token it was, and not the token', async () => {
  const token = await issuer.sign({ aud, sub })
  await assume(token)
  const trail = new CloudTrailClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'AssumeRoleWithWebIdentity' }]
  const events = async () =>
    ((await trail.send(new LookupEventsCommand({ LookupAttributes }))).Events ?? []).map(({ CloudTrailEvent = '' }) => CloudTrailEvent)
  await expect.poll(async () => (await events()).some((event) => event.includes('job-7'))).toBe(true)
  expect((await events()).join()).not.toContain(token.split('.')[1])
  const identities = (await events()).map((event) => JSON.parse(event).userIdentity)
  expect(identities).toContainEqual({
    ...{ type: 'WebIdentityUser', principalId: `${providerArn}:${aud}:${sub}`, userName: sub, identityProvider: providerArn },
  })
})

test('the AWS CLI takes its token from a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-token-'))
  const file = join(folder, 'token')
  writeFileSync(file, await issuer.sign({ aud, sub }))
  const env = {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ROLE_ARN: roleArn('deployer'),
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
    AWS_ROLE_SESSION_NAME: 'pipeline',
  }
  const answer = await runShell('aws sts get-caller-identity --query Arn --output text', { cwd: folder, env, awsCli: awsCli2Folder() })
  rmSync(folder, { recursive: true })
  expect(answer.trim()).toBe(`arn:aws:sts::${accountId}:assumed-role/deployer/pipeline`)
})

test('providers are read, changed, tagged, listed and deleted', async () => {
  const Url = 'https://token.example.com/path/'
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const created = await iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url, ThumbprintList: ['a'.repeat(40)], Tags }))
  const OpenIDConnectProviderArn = `arn:aws:iam::${accountId}:oidc-provider/token.example.com/path`
  expect(created.OpenIDConnectProviderArn).toBe(OpenIDConnectProviderArn)
  const provider = { OpenIDConnectProviderArn }
  await expect(iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  })
  for (const ClientID of ['one', 'two', 'two']) await iam.send(new Iam.AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID }))
  await iam.send(new Iam.RemoveClientIDFromOpenIDConnectProviderCommand({ ...provider, ClientID: 'one' }))
  await iam.send(new Iam.UpdateOpenIDConnectProviderThumbprintCommand({ ...provider, ThumbprintList: ['b'.repeat(40)] }))
  await iam.send(new Iam.TagOpenIDConnectProviderCommand({ ...provider, Tags: [{ Key: 'cost', Value: '7' }] }))
  await iam.send(new Iam.UntagOpenIDConnectProviderCommand({ ...provider, TagKeys: ['team'] }))
  expect(await iam.send(new Iam.GetOpenIDConnectProviderCommand(provider))).toMatchObject({
    ...{ Url: 'token.example.com/path', ClientIDList: ['two'], ThumbprintList: ['b'.repeat(40)] },
    Tags: [{ Key: 'cost', Value: '7' }],
  })
  expect((await iam.send(new Iam.ListOpenIDConnectProviderTagsCommand(provider))).Tags).toEqual([{ Key: 'cost', Value: '7' }])
  const { OpenIDConnectProviderList } = await iam.send(new Iam.ListOpenIDConnectProvidersCommand({}))
  expect(OpenIDConnectProviderList).toContainEqual({ Arn: OpenIDConnectProviderArn })
  await iam.send(new Iam.DeleteOpenIDConnectProviderCommand(provider))
  await expect(iam.send(new Iam.GetOpenIDConnectProviderCommand(provider))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test.each([['http://issuer.example.com'], ['https://user@issuer.example.com'], ['https://issuer.example.com?x=1'], ['nowhere']])(
  'a provider at %s is refused',
  async (Url) => {
    await expect(iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url }))).rejects.toMatchObject({ name: 'ValidationError' })
  },
)
