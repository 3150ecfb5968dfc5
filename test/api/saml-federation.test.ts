import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import * as Iam from '@aws-sdk/client-iam'
import * as Organizations from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awsCli2Folder, runShell } from '../harness/aws-cli.ts'
import { type AnswerOptions, createAssertionSigner, type Said, samlAttribute } from '../harness/saml-assertions.ts'
import { createSamlKeys } from '../harness/saml-provider.ts'
import { attribute, invalid, type SamlStage, startSamlStage, trust } from './saml-stage.ts'

let stage: SamlStage
beforeAll(async () => {
  stage = await startSamlStage()
})
afterAll(() => stage?.server.stop())

test('an assertion opens the role that trusts its provider, and the credentials are good', async () => {
  const opened = await stage.assume(stage.answer())
  expect(opened).toMatchObject({
    ...{ Subject: 'ada', SubjectType: 'persistent', Issuer: stage.idp.entityId, Audience: 'https://signin.aws.amazon.com/saml' },
    NameQualifier: hash('sha1', `${stage.idp.entityId}${stage.accountId}/Example`, 'base64'),
    AssumedRoleUser: { Arn: `arn:aws:sts::${stage.accountId}:assumed-role/developer/ada@example.org` },
  })
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = opened.Credentials ?? {}
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  const sts = new STSClient({ endpoint: stage.server.url, region: 'us-east-1', credentials })
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(opened.AssumedRoleUser?.Arn)
})

test.each<[string, (said: Said) => void, AnswerOptions?]>([
  ['in a signed response', () => {}, { signed: 'response' }],
  ['signed in a signed response', () => {}, { signed: 'both' }],
  ['for AWS’s sign-in address', (said) => Object.assign(said, { audience: 'https://signin.aws.amazon.com/saml' })],
  ['for a Region’s sign-in address', (said) => Object.assign(said, { audience: 'https://eu-west-1.signin.aws.amazon.com/saml' })],
  [
    'whose pair names the provider first',
    (said) => Object.assign(said.attributes, { [samlAttribute('Role')]: [`${stage.provider}, ${stage.roleArn('developer')}`] }),
  ],
])('an assertion %s is taken', async (_, change, options) => {
  expect((await stage.assume(stage.answer('developer', change, options))).Subject).toBe('ada')
})

test('an assertion opens each role once, and a role that was refused is none', async () => {
  await stage.createRole('second', {})
  const shown = stage.answer()
  await expect(stage.assume(shown, { DurationSeconds: 43_200 })).rejects.toMatchObject({ name: 'ValidationError' })
  await stage.assume(shown)
  await expect(stage.assume(shown)).rejects.toMatchObject({ name: invalid, message: 'The assertion has opened this role before.' })
  const roles = [`${stage.roleArn('developer')},${stage.provider}`, `${stage.roleArn('second')},${stage.provider}`]
  const two = stage.answer('developer', (said) => Object.assign(said.attributes, { [samlAttribute('Role')]: roles }))
  await stage.assume(two)
  expect((await stage.assume(two, { RoleArn: stage.roleArn('second') })).AssumedRoleUser?.Arn).toContain('/second/')
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

test.each<[string, (said: Said) => void, string, string?]>([
  ['of another issuer', (said) => Object.assign(said, { issuer: 'https://else.example' }), invalid, 'Issuer not present'],
  ['for another audience', (said) => Object.assign(said, { audience: 'https://else.example' }), invalid, 'required audience'],
  ['for what only begins as ours', (said) => Object.assign(said, { audience: 'https://signin.aws.amazon.com/saml.else.example' }), invalid],
  ['sent to another address', (said) => Object.assign(said, { recipient: 'https://signin.aws.amazon.com.else.example/saml' }), invalid],
  ['of an earlier hour', (said) => Object.assign(said, { issuedAt: ago(3600) }), 'ExpiredTokenException', 'within 5 minutes'],
  ['of a later hour', (said) => Object.assign(said, { issuedAt: ago(-3600) }), invalid],
  [
    'whose conditions are over',
    (said) => Object.assign(said, { notOnOrAfter: ago(120), confirmedUntil: ago(-60) }),
    'ExpiredTokenException',
  ],
  ['whose conditions begin later', (said) => Object.assign(said, { notBefore: ago(-120) }), invalid, 'not yet valid'],
  [
    'whose confirmation is over',
    (said) => Object.assign(said, { confirmedUntil: ago(120) }),
    'ExpiredTokenException',
    'Response has expired',
  ],
  ['whose session is over', (said) => Object.assign(said, { sessionEnd: ago(1) }), 'ExpiredTokenException'],
  ['that is not for the bearer', (said) => Object.assign(said, { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }), invalid],
  ['that names nobody', (said) => Object.assign(said, { nameId: '' }), invalid],
  ['without a session name', (said) => delete said.attributes[samlAttribute('RoleSessionName')], invalid, 'RoleSessionName is required'],
  ['with a session name that cannot be', (said) => Object.assign(said.attributes, attribute('RoleSessionName', 'a b')), invalid],
  ['with two session names', (said) => Object.assign(said.attributes, attribute('RoleSessionName', 'one', 'two')), invalid],
  ['with a source identity that cannot be', (said) => Object.assign(said.attributes, attribute('SourceIdentity', 'aws:x')), invalid],
  ['with a session of a second', (said) => Object.assign(said.attributes, attribute('SessionDuration', '1')), invalid],
  ['with a tag that cannot be', (said) => Object.assign(said.attributes, attribute('PrincipalTag:team', '{')), 'IDPRejectedClaimException'],
  ['with a tag that the role does not let', (said) => Object.assign(said.attributes, attribute('PrincipalTag:team', 'x')), 'AccessDenied'],
  ['without roles', (said) => delete said.attributes[samlAttribute('Role')], 'AccessDenied'],
  [
    'with another role',
    (said) => Object.assign(said.attributes, attribute('Role', `${stage.roleArn('x')},${stage.provider}`)),
    'AccessDenied',
  ],
  [
    'with the role for another provider',
    (said) => Object.assign(said.attributes, attribute('Role', `${stage.roleArn('developer')},${stage.provider}2`)),
    'AccessDenied',
  ],
])('an assertion %s is refused, though it is signed', async (_, change, name, message = '') => {
  await expect(stage.assume(stage.answer('developer', change))).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
})

test('a provider that let nobody in is believed', async () => {
  const refusal = stage.idp.answer((said) => Object.assign(said, { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }), {
    signed: 'neither',
  })
  await expect(stage.assume(refusal)).rejects.toMatchObject({ name: 'IDPRejectedClaimException' })
})

test('a role or a provider that is not there, not trusted or of another account is refused', async () => {
  const nobody = (role: string) => stage.assume(stage.answer(role), { RoleArn: stage.roleArn(role) })
  await expect(nobody('nobody')).rejects.toMatchObject({ name: 'AccessDenied' })
  await stage.createRole('closed', { StringEquals: { 'saml:sub': 'eve' } })
  await expect(nobody('closed')).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(stage.assume(stage.answer(), { PrincipalArn: `${stage.provider}2` })).rejects.toMatchObject({ name: invalid })
  const elsewhere = stage.provider.replace(stage.accountId, '111122223333')
  await expect(stage.assume(stage.answer(), { PrincipalArn: elsewhere })).rejects.toMatchObject({ name: invalid })
  await expect(stage.assume(stage.answer(), { PrincipalArn: stage.roleArn('developer') })).rejects.toMatchObject({
    name: 'ValidationError',
  })
  await expect(stage.assume(stage.answer(), { RoleArn: stage.provider })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('providers of a member account open its roles, as its own trail tells, unless a resource control policy forbids it', async () => {
  const configuration = { endpoint: stage.server.url, region: 'us-east-1', credentials: stage.server.credentials }
  const organizations = new Organizations.OrganizationsClient(configuration)
  await organizations.send(new Organizations.CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }))
  const { Accounts = [] } = await organizations.send(new Organizations.ListAccountsCommand({}))
  const member = Accounts.find(({ Name }) => Name === 'member')?.Id ?? ''
  const entered = await new STSClient(configuration).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`, RoleSessionName: 'me' }),
  )
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken = '',
  } = entered.Credentials ?? {}
  const inside = { ...configuration, credentials: { accessKeyId, secretAccessKey, sessionToken } }
  const theirs = new Iam.IAMClient(inside)
  const created = await theirs.send(new Iam.CreateSAMLProviderCommand({ Name: 'Example', SAMLMetadataDocument: stage.idp.metadata }))
  const PrincipalArn = created.SAMLProviderArn ?? ''
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust(PrincipalArn) })
  const { Role } = await theirs.send(new Iam.CreateRoleCommand({ RoleName: 'theirs', AssumeRolePolicyDocument }))
  const RoleArn = Role?.Arn ?? ''
  const open = () =>
    stage.assume(
      stage.idp.answer((said) => Object.assign(said.attributes, attribute('Role', `${RoleArn},${PrincipalArn}`))),
      { RoleArn, PrincipalArn },
    )
  expect((await open()).AssumedRoleUser?.Arn).toContain(`:${member}:assumed-role/theirs/`)
  await expect.poll(() => eventsOf(new CloudTrailClient(inside))).toHaveLength(1)
  const { Roots = [] } = await organizations.send(new Organizations.ListRootsCommand({}))
  await organizations.send(new Organizations.EnablePolicyTypeCommand({ RootId: Roots[0]?.Id, PolicyType: 'RESOURCE_CONTROL_POLICY' }))
  const Condition = { StringEquals: { 'saml:iss': stage.idp.entityId } }
  const Statement = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithSAML', Resource: '*', Condition }
  const Content = JSON.stringify({ Version: '2012-10-17', Statement })
  const denial = { Name: 'no-saml', Description: '', Type: 'RESOURCE_CONTROL_POLICY' as const, Content }
  const { Policy } = await organizations.send(new Organizations.CreatePolicyCommand(denial))
  await organizations.send(new Organizations.AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: member }))
  await expect(open()).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('trust policies can ask for everything that the assertion says', async () => {
  const NameQualifier = hash('sha1', `${stage.idp.entityId}${stage.accountId}/Example`, 'base64')
  const StringEquals = {
    ...{ 'saml:iss': stage.idp.entityId, 'saml:sub': 'ada', 'SAML:sub_type': 'transient', 'saml:namequalifier': NameQualifier },
    ...{ 'saml:doc': `${stage.accountId}/Example`, 'saml:mail': 'ada@example.org', 'sts:RoleSessionName': 'ada@example.org' },
  }
  await stage.createRole('asking', { StringEquals, 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' } })
  const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
  const said = (affiliations: string[]) =>
    stage.answer('asking', (said) => {
      Object.assign(said, { format })
      said.attributes['urn:oid:1.3.6.1.4.1.5923.1.1.1.1'] = affiliations
      said.attributes['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'] = ['ada@example.org']
    })
  expect((await stage.assume(said(['member', 'staff']), { RoleArn: stage.roleArn('asking') })).SubjectType).toBe('transient')
  await expect(stage.assume(said(['member']), { RoleArn: stage.roleArn('asking') })).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('a name of another format is told by its whole format', async () => {
  const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  expect((await stage.assume(stage.answer('developer', (said) => Object.assign(said, { format })))).SubjectType).toBe(format)
})

test('tags and a source identity of the assertion go into the session when the role lets them', async () => {
  const actions = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']
  await stage.createRole('tagged', { StringEquals: { 'aws:RequestTag/team': 'blue' } }, actions)
  const wishes = (team: string, transitive: string) => (said: Said) =>
    Object.assign(said.attributes, {
      ...attribute('PrincipalTag:team', team),
      ...attribute('TransitiveTagKeys', transitive),
      ...attribute('SourceIdentity', 'ada'),
    })
  const tagged = { RoleArn: stage.roleArn('tagged') }
  const opened = await stage.assume(stage.answer('tagged', wishes('blue', 'team')), tagged)
  expect(opened).toMatchObject({ SourceIdentity: 'ada', PackedPolicySize: expect.any(Number) })
  await expect(stage.assume(stage.answer('tagged', wishes('red', 'team')), tagged)).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(stage.assume(stage.answer('tagged', wishes('blue', 'cost')), tagged)).rejects.toMatchObject({ name: 'ValidationError' })
})

test('what a role may do can depend on whom the provider let in', async () => {
  await stage.createRole('personal', {})
  const Statement = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*', Condition: { StringEquals: { 'saml:sub': 'ada' } } }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await stage.iam.send(new Iam.PutRolePolicyCommand({ RoleName: 'personal', PolicyName: 'own', PolicyDocument }))
  const getRole = async (nameId: string) => {
    const { Credentials } = await stage.assume(
      stage.answer('personal', (said) => Object.assign(said, { nameId })),
      { RoleArn: stage.roleArn('personal') },
    )
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials ?? {}
    const client = new Iam.IAMClient({
      ...{ endpoint: stage.server.url, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey, sessionToken } },
    })
    return client.send(new Iam.GetRoleCommand({ RoleName: 'personal' }))
  }
  expect((await getRole('ada')).Role?.RoleName).toBe('personal')
  await expect(getRole('eve')).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('a session lasts no longer than the request, the role, the provider and its session let it', async () => {
  const lasts = async (change: (said: Said) => void, DurationSeconds?: number) => {
    const { Credentials } = await stage.assume(stage.answer('developer', change), { ...(DurationSeconds && { DurationSeconds }) })
    return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 100_000)
  }
  const duration = (seconds: string) => (said: Said) => Object.assign(said.attributes, attribute('SessionDuration', seconds))
  const end = (seconds: number) => (said: Said) => Object.assign(said, { sessionEnd: ago(-seconds) })
  expect(await lasts(() => {})).toBe(36)
  expect(await lasts(() => {}, 7200)).toBe(72)
  expect(await lasts(duration('7200'))).toBe(36)
  expect(await lasts(duration('1800'), 7200)).toBe(18)
  expect(await lasts(end(1200), 7200)).toBe(12)
  await expect(stage.assume(stage.answer(), { DurationSeconds: 7201 })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('session policies are checked and bounded', async () => {
  const Policy = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } })
  expect((await stage.assume(stage.answer(), { Policy: Policy('iam:*') })).PackedPolicySize).toBeGreaterThan(0)
  await expect(stage.assume(stage.answer(), { Policy: '{' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' })
  const long = { Policy: Policy(`iam:${'x'.repeat(1950)}`), PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] }
  await expect(stage.assume(stage.answer(), long)).rejects.toMatchObject({ name: 'PackedPolicyTooLargeException' })
})

test('encrypted assertions are read with the provider’s keys, and plain ones refused where encryption is required', async () => {
  const [keys, others] = [createSamlKeys(), createSamlKeys()]
  const sealing = createAssertionSigner('https://sealing.example.com')
  const create = { Name: 'Sealing', SAMLMetadataDocument: sealing.metadata, AddPrivateKey: keys.key, AssertionEncryptionMode: 'Allowed' }
  const { SAMLProviderArn = '' } = await stage.iam.send(new Iam.CreateSAMLProviderCommand(create as Iam.CreateSAMLProviderCommandInput))
  const { SAMLProviderUUID } = await stage.iam.send(new Iam.GetSAMLProviderCommand({ SAMLProviderArn }))
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust(SAMLProviderArn) })
  await stage.iam.send(new Iam.CreateRoleCommand({ RoleName: 'sealed', AssumeRolePolicyDocument }))
  const open = (options: AnswerOptions, change: (said: Said) => void = () => {}) => {
    const said = (said: Said) => {
      Object.assign(said.attributes, attribute('Role', `${stage.roleArn('sealed')},${SAMLProviderArn}`))
      change(said)
    }
    return stage.assume(sealing.answer(said, options), { RoleArn: stage.roleArn('sealed'), PrincipalArn: SAMLProviderArn })
  }
  for (const signed of ['assertion', 'response', 'both'] as const)
    expect((await open({ signed, encryptFor: keys.cert })).Subject).toBe('ada')
  expect((await open({})).Subject).toBe('ada')
  await expect(open({ signed: 'neither', encryptFor: keys.cert })).rejects.toMatchObject({ name: invalid })
  await expect(open({ encryptFor: others.cert })).rejects.toMatchObject({ name: invalid, message: 'Response signature invalid' })
  await stage.iam.send(new Iam.UpdateSAMLProviderCommand({ SAMLProviderArn, AssertionEncryptionMode: 'Required' }))
  const recipient = `https://us-east-1.signin.aws.amazon.com/saml/acs/${SAMLProviderUUID}`
  const toItsOwn = (said: Said) => Object.assign(said, { recipient, audience: recipient })
  expect((await open({ encryptFor: keys.cert }, toItsOwn)).Audience).toBe(recipient)
  await expect(open({}, toItsOwn)).rejects.toMatchObject({ name: invalid })
  await expect(open({ encryptFor: keys.cert })).rejects.toMatchObject({ name: invalid })
})

test('the AWS CLI opens a role from a file that holds the assertion', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-assertion-'))
  writeFileSync(join(folder, 'metadata.xml'), stage.idp.metadata)
  const cli = stage.provider.replace('Example', 'Cli')
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ Version: '2012-10-17', Statement: trust(cli) }))
  const shown = stage.idp.answer((said) => Object.assign(said.attributes, attribute('Role', `${stage.roleArn('cli')},${cli}`)))
  writeFileSync(join(folder, 'assertion'), shown)
  const env = {
    ...{ AWS_ENDPOINT_URL: stage.server.url, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: stage.server.credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: stage.server.credentials.secretAccessKey },
  }
  const script = `
    aws iam create-saml-provider --name Cli --saml-metadata-document file://metadata.xml --query SAMLProviderArn --output text
    aws iam create-role --role-name cli --assume-role-policy-document file://trust.json >/dev/null
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    set -- $(aws sts assume-role-with-saml --role-arn ${stage.roleArn('cli')} --principal-arn ${cli} --saml-assertion file://assertion \
      --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
    AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3 aws sts get-caller-identity --query Arn --output text`
  const told = await runShell(script, { cwd: folder, env, awsCli: awsCli2Folder() })
  rmSync(folder, { recursive: true })
  expect(told.trim().split(/\s+/)).toEqual([cli, `arn:aws:sts::${stage.accountId}:assumed-role/cli/ada@example.org`])
})

test('the trail tells whom the provider let in, and not the assertion', async () => {
  const shown = stage.answer('developer', (said) => Object.assign(said.attributes, attribute('RoleSessionName', 'trailed')))
  const { NameQualifier } = await stage.assume(shown)
  const trail = new CloudTrailClient({ endpoint: stage.server.url, region: 'us-east-1', credentials: stage.server.credentials })
  const find = async () => (await eventsOf(trail)).find((event) => event.includes('trailed'))
  await expect.poll(find).toBeDefined()
  const event = (await find()) ?? ''
  expect(event).not.toContain(shown.slice(0, 200))
  const userIdentity = { type: 'SAMLUser', principalId: `${NameQualifier}:ada`, userName: 'ada', identityProvider: NameQualifier }
  expect(JSON.parse(event)).toMatchObject({ userIdentity, recipientAccountId: stage.accountId })
})

async function eventsOf(trail: CloudTrailClient): Promise<string[]> {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'AssumeRoleWithSAML' }]
  const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '' }) => CloudTrailEvent)
}
