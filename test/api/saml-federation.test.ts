import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import * as Iam from '@aws-sdk/client-iam'
import { AssumeRoleWithSAMLCommand, type AssumeRoleWithSAMLCommandInput, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awsCli2Folder, runShell } from '../harness/aws-cli.ts'
import { type AnswerOptions, type AssertionSigner, createAssertionSigner, type Said, samlAttribute } from '../harness/saml-assertions.ts'
import { createSamlKeys } from '../harness/saml-provider.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let idp: AssertionSigner
let iam: Iam.IAMClient
let accountId: string
let provider: string

/** In no credentials: the call takes none. */
const stranger = () =>
  new STSClient({ endpoint: server.url, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })

beforeAll(async () => {
  server = await startTestServer()
  idp = createAssertionSigner()
  const configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  iam = new Iam.IAMClient(configuration)
  accountId = (await new STSClient(configuration).send(new GetCallerIdentityCommand({}))).Account ?? ''
  const created = await iam.send(new Iam.CreateSAMLProviderCommand({ Name: 'Example', SAMLMetadataDocument: idp.metadata }))
  provider = created.SAMLProviderArn ?? ''
  await createRole('developer', { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } })
})
afterAll(() => server.stop())

const roleArn = (role: string) => `arn:aws:iam::${accountId}:role/${role}`

const trust = (Federated: string) => ({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithSAML' })

async function createRole(RoleName: string, Condition: object, Action: string | string[] = 'sts:AssumeRoleWithSAML'): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { ...trust(provider), Action, Condition } })
  await iam.send(new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 7200 }))
}

/** What opens the role, but for what is changed. */
const answer = (role = 'developer', change: (said: Said) => void = () => {}, options: AnswerOptions = {}) =>
  idp.answer((said) => {
    said.attributes[samlAttribute('Role')] = [`${roleArn('other')},${provider}`, `${roleArn(role)},${provider}`]
    change(said)
  }, options)

const assume = (SAMLAssertion: string, more: Partial<AssumeRoleWithSAMLCommandInput> = {}) =>
  stranger().send(new AssumeRoleWithSAMLCommand({ RoleArn: roleArn('developer'), PrincipalArn: provider, SAMLAssertion, ...more }))

const edited = (base64: string, edit: (xml: string) => string): string =>
  Buffer.from(edit(Buffer.from(base64, 'base64').toString('utf8'))).toString('base64')

const invalid = 'InvalidIdentityTokenException'

test('an assertion opens the role that trusts its provider, and the credentials are good', async () => {
  const opened = await assume(answer())
  expect(opened).toMatchObject({
    ...{ Subject: 'ada', SubjectType: 'persistent', Issuer: idp.entityId, Audience: 'https://signin.aws.amazon.com/saml' },
    NameQualifier: hash('sha1', `${idp.entityId}${accountId}/Example`, 'base64'),
    AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/developer/ada@example.org` },
  })
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = opened.Credentials ?? {}
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials })
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(opened.AssumedRoleUser?.Arn)
})

test.each<[string, (said: Said) => void, AnswerOptions?]>([
  ['in a signed response', () => {}, { signed: 'response' }],
  ['signed in a signed response', () => {}, { signed: 'both' }],
  ['for AWS’s sign-in address', (said) => Object.assign(said, { audience: 'https://signin.aws.amazon.com/saml' })],
  ['for a Region’s sign-in address', (said) => Object.assign(said, { audience: 'https://eu-west-1.signin.aws.amazon.com/saml' })],
  [
    'whose pair names the provider first',
    (said) => Object.assign(said.attributes, { [samlAttribute('Role')]: [`${provider}, ${roleArn('developer')}`] }),
  ],
])('an assertion %s is taken', async (_, change, options) => {
  expect((await assume(answer('developer', change, options))).Subject).toBe('ada')
})

test('an assertion opens each role once, and a role that was refused is none', async () => {
  await createRole('second', {})
  const both = answer('developer', (said) => said.attributes[samlAttribute('Role')]?.concat(`${roleArn('second')},${provider}`))
  await expect(assume(both, { DurationSeconds: 43_200 })).rejects.toMatchObject({ name: 'ValidationError' })
  await assume(both)
  await expect(assume(both)).rejects.toMatchObject({ name: invalid, message: 'The assertion has opened this role before.' })
  const roles = [`${roleArn('developer')},${provider}`, `${roleArn('second')},${provider}`]
  const two = answer('developer', (said) => Object.assign(said.attributes, { [samlAttribute('Role')]: roles }))
  await assume(two)
  expect((await assume(two, { RoleArn: roleArn('second') })).AssumedRoleUser?.Arn).toContain('/second/')
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
const attribute = (name: string, ...values: string[]) => ({ [samlAttribute(name)]: values })

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
  ['with another role', (said) => Object.assign(said.attributes, attribute('Role', `${roleArn('x')},${provider}`)), 'AccessDenied'],
  [
    'with the role for another provider',
    (said) => Object.assign(said.attributes, attribute('Role', `${roleArn('developer')},${provider}2`)),
    'AccessDenied',
  ],
])('an assertion %s is refused, though it is signed', async (_, change, name, message = '') => {
  await expect(assume(answer('developer', change))).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
})

test('a provider that let nobody in is believed', async () => {
  const refusal = idp.answer((said) => Object.assign(said, { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }), {
    signed: 'neither',
  })
  await expect(assume(refusal)).rejects.toMatchObject({ name: 'IDPRejectedClaimException' })
})

const assertionOf = (xml: string): string => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
const signatureOf = (xml: string): string => /<Signature[\s\S]*<\/Signature>/.exec(xml)?.[0] ?? ''
/** An assertion of somebody else, without a signature. */
const forged = (xml: string): string =>
  assertionOf(xml)
    .replace(signatureOf(xml), '')
    .replace('>ada<', '>eve<')
    .replace(/ID="_[^"]*"/, 'ID="_forged"')
const idOf = (xml: string): string => /ID="(_[0-9a-f-]{36})"/.exec(assertionOf(xml))?.[1] ?? ''

test.each<[string, (xml: string) => string]>([
  ['without its signature', (xml) => xml.replace(signatureOf(xml), '')],
  ['that was changed', (xml) => xml.replace('>ada<', '>eve<')],
  ['with a second, unsigned assertion before it', (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml) + signed)],
  ['with a second, unsigned assertion after it', (xml) => xml.replace(assertionOf(xml), (signed) => signed + forged(xml))],
  [
    'wrapped into an unsigned one',
    (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml).replace('</saml:Assertion>', `${signed}</saml:Assertion>`)),
  ],
  [
    'wrapped into an extension, its signature on the forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => {
        const withSignature = forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(xml)}`)
        return `<samlp:Extensions>${signed.replace(signatureOf(xml), '')}</samlp:Extensions>${withSignature}`
      }),
  ],
  [
    'moved into the signature of a forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => {
        const object = `<Object>${signed.replace(signatureOf(xml), '')}</Object></Signature>`
        return forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(xml).replace('</Signature>', object)}`)
      }),
  ],
  ['with the same id twice', (xml) => xml.replace(assertionOf(xml), (signed) => signed + forged(xml).replace('_forged', idOf(xml)))],
  ['below another root', (xml) => `<x>${xml.replace(/<\?xml[^>]*\?>/, '')}</x>`],
  ['that stands alone', (xml) => assertionOf(xml)],
  ['with a comment in the name', (xml) => xml.replace('>ada<', '>a<!-- -->da<')],
  ['with an instruction in the name', (xml) => xml.replace('>ada<', '>a<?x?>da<')],
  ['with a document type', (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}`],
  ['with entities that grow', (xml) => `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml.replace('>ada<', '>&b;<')}`],
  ['that nests without end', () => '<a>'.repeat(20_000)],
  ['that is not XML', () => 'nothing'],
])('an assertion %s is refused', async (_, edit) => {
  const good = answer()
  const changed = edited(good, edit)
  expect(changed).not.toBe(good)
  await expect(assume(changed)).rejects.toMatchObject({ name: invalid, message: 'Response signature invalid' })
  // It was the change that was refused.
  expect((await assume(good)).Subject).toBe('ada')
})

test.each<[string, AnswerOptions['signed'], (xml: string) => string]>([
  ['a changed assertion in a signed response', 'response', (xml) => xml.replace('>ada<', '>eve<')],
  ['another assertion in a signed response', 'response', (xml) => xml.replace(assertionOf(xml), (own) => forged(xml) + own)],
  ['a changed assertion in a response that is signed like it', 'both', (xml) => xml.replace('>ada<', '>eve<')],
  ['a good assertion in a response whose signature does not hold', 'both', (xml) => xml.replace('Destination="', 'Destination="x')],
])('%s is refused', async (_, signed, edit) => {
  const good = answer('developer', undefined, { signed })
  const changed = edited(good, edit)
  expect(changed).not.toBe(good)
  await expect(assume(changed)).rejects.toMatchObject({ name: invalid })
})

test('a signed name with a comment in it is never read as what stands before the comment', async () => {
  const tricky = answer('developer', (said) => Object.assign(said, { nameId: 'ada<!---->.evil.example' }))
  await expect(assume(tricky)).rejects.toMatchObject({ name: invalid })
})

test('nothing is taken that is signed by somebody else, by SHA-1, or not at all', async () => {
  const other = createAssertionSigner(idp.entityId)
  const roles = (said: Said) => Object.assign(said.attributes, attribute('Role', `${roleArn('developer')},${provider}`))
  await expect(assume(other.answer(roles))).rejects.toMatchObject({ name: invalid })
  await expect(assume(answer('developer', undefined, { algorithm: 'sha1' }))).rejects.toMatchObject({ name: invalid })
  await expect(assume(answer('developer', undefined, { signed: 'neither' }))).rejects.toMatchObject({ name: invalid })
  await expect(assume('not base64!')).rejects.toMatchObject({ name: invalid })
  await expect(assume('A'.repeat(100_001))).rejects.toMatchObject({ name: 'ValidationError' })
})

test('a role or a provider that is not there, not trusted or of another account is refused', async () => {
  const nobody = (role: string) => assume(answer(role), { RoleArn: roleArn(role) })
  await expect(nobody('nobody')).rejects.toMatchObject({ name: 'AccessDenied' })
  await createRole('closed', { StringEquals: { 'saml:sub': 'eve' } })
  await expect(nobody('closed')).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(assume(answer(), { PrincipalArn: `${provider}2` })).rejects.toMatchObject({ name: invalid })
  const elsewhere = provider.replace(accountId, '111122223333')
  await expect(assume(answer(), { PrincipalArn: elsewhere })).rejects.toMatchObject({ name: invalid })
  await expect(assume(answer(), { PrincipalArn: roleArn('developer') })).rejects.toMatchObject({ name: 'ValidationError' })
  await expect(assume(answer(), { RoleArn: provider })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('trust policies can ask for everything that the assertion says', async () => {
  const NameQualifier = hash('sha1', `${idp.entityId}${accountId}/Example`, 'base64')
  const StringEquals = {
    ...{ 'saml:iss': idp.entityId, 'saml:sub': 'ada', 'SAML:sub_type': 'transient', 'saml:namequalifier': NameQualifier },
    ...{ 'saml:doc': `${accountId}/Example`, 'saml:mail': 'ada@example.org', 'sts:RoleSessionName': 'ada@example.org' },
  }
  await createRole('asking', { StringEquals, 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' } })
  const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
  const said = (affiliations: string[]) =>
    answer('asking', (said) => {
      Object.assign(said, { format })
      said.attributes['urn:oid:1.3.6.1.4.1.5923.1.1.1.1'] = affiliations
      said.attributes['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'] = ['ada@example.org']
    })
  expect((await assume(said(['member', 'staff']), { RoleArn: roleArn('asking') })).SubjectType).toBe('transient')
  await expect(assume(said(['member']), { RoleArn: roleArn('asking') })).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('a name of another format is told by its whole format', async () => {
  const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  expect((await assume(answer('developer', (said) => Object.assign(said, { format })))).SubjectType).toBe(format)
})

test('tags and a source identity of the assertion go into the session when the role lets them', async () => {
  const actions = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']
  await createRole('tagged', { StringEquals: { 'aws:RequestTag/team': 'blue' } }, actions)
  const wishes = (team: string, transitive: string) => (said: Said) =>
    Object.assign(said.attributes, {
      ...attribute('PrincipalTag:team', team),
      ...attribute('TransitiveTagKeys', transitive),
      ...attribute('SourceIdentity', 'ada'),
    })
  const tagged = { RoleArn: roleArn('tagged') }
  const opened = await assume(answer('tagged', wishes('blue', 'team')), tagged)
  expect(opened).toMatchObject({ SourceIdentity: 'ada', PackedPolicySize: expect.any(Number) })
  await expect(assume(answer('tagged', wishes('red', 'team')), tagged)).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(assume(answer('tagged', wishes('blue', 'cost')), tagged)).rejects.toMatchObject({ name: 'ValidationError' })
})

test('a session lasts no longer than the request, the role, the provider and its session let it', async () => {
  const lasts = async (change: (said: Said) => void, DurationSeconds?: number) => {
    const { Credentials } = await assume(answer('developer', change), { ...(DurationSeconds && { DurationSeconds }) })
    return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 100_000)
  }
  const duration = (seconds: string) => (said: Said) => Object.assign(said.attributes, attribute('SessionDuration', seconds))
  const end = (seconds: number) => (said: Said) => Object.assign(said, { sessionEnd: ago(-seconds) })
  expect(await lasts(() => {})).toBe(36)
  expect(await lasts(() => {}, 7200)).toBe(72)
  expect(await lasts(duration('7200'))).toBe(36)
  expect(await lasts(duration('1800'), 7200)).toBe(18)
  expect(await lasts(end(1200), 7200)).toBe(12)
  await expect(assume(answer(), { DurationSeconds: 7201 })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('session policies are checked and bounded', async () => {
  const Policy = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } })
  expect((await assume(answer(), { Policy: Policy('iam:*') })).PackedPolicySize).toBeGreaterThan(0)
  await expect(assume(answer(), { Policy: '{' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' })
  const long = { Policy: Policy(`iam:${'x'.repeat(1950)}`), PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] }
  await expect(assume(answer(), long)).rejects.toMatchObject({ name: 'PackedPolicyTooLargeException' })
})

test('encrypted assertions are read with the provider’s keys, and plain ones refused where encryption is required', async () => {
  const [keys, others] = [createSamlKeys(), createSamlKeys()]
  const sealing = createAssertionSigner('https://sealing.example.com')
  const create = { Name: 'Sealing', SAMLMetadataDocument: sealing.metadata, AddPrivateKey: keys.key, AssertionEncryptionMode: 'Allowed' }
  const { SAMLProviderArn = '' } = await iam.send(new Iam.CreateSAMLProviderCommand(create as Iam.CreateSAMLProviderCommandInput))
  const { SAMLProviderUUID } = await iam.send(new Iam.GetSAMLProviderCommand({ SAMLProviderArn }))
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust(SAMLProviderArn) })
  await iam.send(new Iam.CreateRoleCommand({ RoleName: 'sealed', AssumeRolePolicyDocument }))
  const open = (options: AnswerOptions, change: (said: Said) => void = () => {}) => {
    const said = (said: Said) => {
      Object.assign(said.attributes, attribute('Role', `${roleArn('sealed')},${SAMLProviderArn}`))
      change(said)
    }
    return assume(sealing.answer(said, options), { RoleArn: roleArn('sealed'), PrincipalArn: SAMLProviderArn })
  }
  for (const signed of ['assertion', 'response', 'both'] as const)
    expect((await open({ signed, encryptFor: keys.cert })).Subject).toBe('ada')
  expect((await open({})).Subject).toBe('ada')
  await expect(open({ signed: 'neither', encryptFor: keys.cert })).rejects.toMatchObject({ name: invalid })
  await expect(open({ encryptFor: others.cert })).rejects.toMatchObject({ name: invalid, message: 'Response signature invalid' })
  await iam.send(new Iam.UpdateSAMLProviderCommand({ SAMLProviderArn, AssertionEncryptionMode: 'Required' }))
  const recipient = `https://us-east-1.signin.aws.amazon.com/saml/acs/${SAMLProviderUUID}`
  const toItsOwn = (said: Said) => Object.assign(said, { recipient, audience: recipient })
  expect((await open({ encryptFor: keys.cert }, toItsOwn)).Audience).toBe(recipient)
  await expect(open({}, toItsOwn)).rejects.toMatchObject({ name: invalid })
  await expect(open({ encryptFor: keys.cert })).rejects.toMatchObject({ name: invalid })
})

test('the AWS CLI opens a role from a file that holds the assertion', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-assertion-'))
  writeFileSync(join(folder, 'metadata.xml'), idp.metadata)
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ Version: '2012-10-17', Statement: trust(provider.replace('Example', 'Cli')) }))
  const cli = provider.replace('Example', 'Cli')
  const shown = idp.answer((said) => Object.assign(said.attributes, attribute('Role', `${roleArn('cli')},${cli}`)))
  writeFileSync(join(folder, 'assertion'), shown)
  const env = {
    ...{ AWS_ENDPOINT_URL: server.url, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: server.credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: server.credentials.secretAccessKey },
  }
  const script = `
    set -e
    aws iam create-saml-provider --name Cli --saml-metadata-document file://metadata.xml --query SAMLProviderArn --output text
    aws iam create-role --role-name cli --assume-role-policy-document file://trust.json >/dev/null
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    set -- $(aws sts assume-role-with-saml --role-arn ${roleArn('cli')} --principal-arn ${cli} --saml-assertion file://assertion \
      --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
    AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3 aws sts get-caller-identity --query Arn --output text`
  const told = await runShell(script, { cwd: folder, env, awsCli: awsCli2Folder() })
  rmSync(folder, { recursive: true })
  expect(told.trim().split(/\s+/)).toEqual([cli, `arn:aws:sts::${accountId}:assumed-role/cli/ada@example.org`])
})

test('no assertion is on the trail', async () => {
  const shown = answer('developer', (said) => Object.assign(said.attributes, attribute('RoleSessionName', 'trailed')))
  await assume(shown)
  const trail = new CloudTrailClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'AssumeRoleWithSAML' }]
  const events = async () =>
    ((await trail.send(new LookupEventsCommand({ LookupAttributes }))).Events ?? []).map(({ CloudTrailEvent = '' }) => CloudTrailEvent)
  await expect.poll(async () => (await events()).some((event) => event.includes('trailed'))).toBe(true)
  expect((await events()).join()).not.toContain(shown.slice(0, 200))
})
