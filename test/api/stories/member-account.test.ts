import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signedTransport } from '../../../src/wire/signed-transport.ts'
import { type AwsCli, type Options, startAwsCli } from './aws-cli.ts'

// What is done in and about one account of an organization: who stands for it, its address, its roles, users and sessions.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let cli: AwsCli
let accountId: string
let managementId: string

beforeAll(async () => {
  cli = await startAwsCli()
  const idOf = (name: string) => cli.text('management', 'organizations list-accounts', `Accounts[?Name=='${name}'].Id`)
  accountId = await idOf('Audit')
  managementId = await idOf('Management')
  for (const [profile, id] of [
    ['member', accountId],
    ['administrator', await idOf('Log Archive')],
  ] as const) {
    cli.profile(profile, { role_arn: `arn:aws:iam::${id}:role/AWSControlTowerExecution`, source_profile: 'management' })
  }
})
afterAll(() => cli?.stop())

const contact = {
  ...{ FullName: 'Ada Lovelace', AddressLine1: '1 Engine Row', City: 'London', PostalCode: 'N1', StateOrRegion: 'London' },
  ...{ CountryCode: 'GB', PhoneNumber: '+442012345678' },
}

test('contacts are kept by the account, by the management account, and by a delegated administrator', async () => {
  await cli.aws('member', 'account put-contact-information', { contactInformation: contact })
  expect(await cli.text('management', 'account get-contact-information', 'ContactInformation.FullName', { accountId })).toBe('Ada Lovelace')
  const which = { accountId, alternateContactType: 'SECURITY' }
  const security = { name: 'Security', title: 'On call', emailAddress: 'security@example.com', phoneNumber: '+15550100' }
  expect(await cli.refusal('administrator', 'account get-alternate-contact', which)).toBe('AccessDeniedException')
  const servicePrincipal = 'account.amazonaws.com'
  await cli.aws('management', 'organizations enable-aws-service-access', { servicePrincipal })
  const delegation = { servicePrincipal, accountId: await cli.text('administrator', 'sts get-caller-identity', 'Account') }
  await cli.aws('management', 'organizations register-delegated-administrator', delegation)
  expect(await cli.refusal('administrator', 'account get-alternate-contact', which)).toBe('ResourceNotFoundException')
  await cli.aws('administrator', 'account put-alternate-contact', { ...which, ...security })
  expect(await cli.text('member', 'account get-alternate-contact', 'AlternateContact.Name', { alternateContactType: 'SECURITY' })).toBe(
    'Security',
  )
  await cli.aws('member', 'account delete-alternate-contact', { alternateContactType: 'SECURITY' })
  expect(await cli.refusal('management', 'account get-contact-information', { accountId: managementId })).toBe('AccessDeniedException')
})

test('an account is renamed, its Regions are changed, and its address by a code', async () => {
  await cli.aws('management', 'account put-account-name', { accountId, accountName: 'Auditors' })
  expect(await cli.text('management', 'organizations describe-account', 'Account.Name', { accountId })).toBe('Auditors')
  await cli.aws('member', 'account enable-region', { regionName: 'eu-south-2' })
  const enabled = { regionOptStatusContains: 'ENABLED' }
  expect(await cli.text('member', 'account list-regions', 'Regions[].RegionName', enabled)).toBe('eu-south-2')
  await cli.aws('member', 'account disable-region', { regionName: 'eu-south-2' })
  expect(await cli.text('member', 'account get-region-opt-status', 'RegionOptStatus', { regionName: 'eu-south-2' })).toBe('DISABLED')

  const change = { accountId, primaryEmail: 'auditors@example.com' }
  expect(await cli.text('management', 'account start-primary-email-update', 'Status', change)).toBe('PENDING')
  expect(await cli.refusal('management', 'account accept-primary-email-update', { ...change, otp: '000000' })).toBe('ValidationException')
  const otp = await codeOf(accountId)
  expect(await cli.text('management', 'account accept-primary-email-update', 'Status', { ...change, otp })).toBe('ACCEPTED')
  expect(await cli.text('management', 'account get-primary-email', 'PrimaryEmail', { accountId })).toBe('auditors@example.com')
})

/** What would be in the mail to the new address. */
async function codeOf(id: string): Promise<string> {
  const send = signedTransport({ endpoint: cli.server.url, region: 'us-east-1', credentials: cli.server.credentials })
  const path = `/api/accounts/${id}/primary-email-code`
  const { body } = await send({ service: 'account-factory', method: 'GET', path, query: {}, headers: {}, body: '' })
  return (JSON.parse(body.toString()) as { code: string }).code
}

const iam = (command: string, query: string, options: Options = {}) => cli.text('member', `iam ${command}`, query, options)
const allow = (Action: string | string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })

test('roles, policies with versions, users with keys, an alias and a password policy', async () => {
  const document = { policyName: 'Buckets', policyDocument: allow('s3:ListAllMyBuckets') }
  const policyArn = await iam('create-policy', 'Policy.Arn', document)
  await iam('create-policy-version', '@', { policyArn, policyDocument: allow('sts:GetCallerIdentity'), setAsDefault: true })
  expect(await iam('list-policy-versions', 'Versions[].[VersionId, IsDefaultVersion]', { policyArn })).toBe('v2\tTrue\nv1\tFalse')
  await iam('create-user', '@', { userName: 'robot', tags: [{ Key: 'team', Value: 'blue' }] })
  await iam('attach-user-policy', '@', { userName: 'robot', policyArn })
  const key = await iam('create-access-key', 'AccessKey.[AccessKeyId, SecretAccessKey]', { userName: 'robot' })
  const [aws_access_key_id = '', aws_secret_access_key = ''] = key.split('\t')
  cli.profile('robot', { aws_access_key_id, aws_secret_access_key })
  expect(await cli.text('robot', 'sts get-caller-identity', 'Arn')).toBe(`arn:aws:iam::${accountId}:user/robot`)
  expect(await cli.refusal('robot', 'iam list-users')).toBe('AccessDenied')
  expect(await cli.refusal('member', 'iam delete-policy', { policyArn })).toBe('DeleteConflict')
  await iam('create-account-alias', '@', { accountAlias: 'audit-example' })
  expect(await iam('list-account-aliases', 'AccountAliases')).toBe('audit-example')
  await iam('update-account-password-policy', '@', { minimumPasswordLength: 16, requireNumbers: true })
  expect(await iam('get-account-password-policy', 'PasswordPolicy.MinimumPasswordLength')).toBe('16')
  expect(await iam('get-account-summary', 'SummaryMap.Users')).toBe('1')
})

test('a role is assumed by who brings the external id, with tags, a policy and a duration of one’s own', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${managementId}:root` },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': 'agreed' } },
    },
  }
  const roleArn = await iam('create-role', 'Role.Arn', { roleName: 'Guest', assumeRolePolicyDocument: trust, maxSessionDuration: 7200 })
  await iam('put-role-policy', '@', { roleName: 'Guest', policyName: 'All', policyDocument: allow(['iam:List*', 'sts:*']) })
  const session = { roleArn, roleSessionName: 'visit' }
  expect(await cli.refusal('management', 'sts assume-role', session)).toBe('AccessDenied')
  expect(await cli.refusal('management', 'sts assume-role', { ...session, externalId: 'agreed', durationSeconds: 43_200 })).toBe(
    'ValidationError',
  )
  const more = { externalId: 'agreed', durationSeconds: 7200, tags: [{ Key: 'team', Value: 'blue' }], policy: allow('iam:ListRoles') }
  const query = 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]'
  const given = (await cli.text('management', 'sts assume-role', query, { ...session, ...more })).split('\t')
  const [aws_access_key_id = '', aws_secret_access_key = '', aws_session_token = ''] = given
  cli.profile('visit', { aws_access_key_id, aws_secret_access_key, aws_session_token })
  expect(await cli.text('visit', 'sts get-caller-identity', 'Arn')).toBe(`arn:aws:sts::${accountId}:assumed-role/Guest/visit`)
  expect(await cli.text('visit', 'iam list-roles', "Roles[?RoleName=='Guest'].RoleName")).toBe('Guest')
  expect(await cli.refusal('visit', 'iam list-users')).toBe('AccessDenied')
})

test('a user’s sessions, and whose key it is', async () => {
  expect(await cli.text('robot', 'sts get-session-token', 'Credentials.AccessKeyId')).toMatch(/^ASIA/)
  expect(await cli.refusal('visit', 'sts get-session-token')).toBe('AccessDenied')
  const federated = { name: 'somebody', policy: allow('s3:ListAllMyBuckets') }
  expect(await cli.refusal('robot', 'sts get-federation-token', federated)).toBe('AccessDenied')
  const accessKeyId = await iam('list-access-keys', 'AccessKeyMetadata[0].AccessKeyId', { userName: 'robot' })
  expect(await cli.text('member', 'sts get-access-key-info', 'Account', { accessKeyId })).toBe(accountId)
})
