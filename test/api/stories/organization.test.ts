import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AwsCli, type Options, startAwsCli } from './aws-cli.ts'

// From an account that stands alone to an organization with members, policies and neighbours.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let cli: AwsCli
let rootId: string

beforeAll(async () => {
  cli = await startAwsCli({ empty: true, 'account-id': '210987654321' })
})
afterAll(() => cli?.stop())

const organizations = (command: string, options: Options = {}, profile = 'management') =>
  cli.aws(profile, `organizations ${command}`, options)
const find = (command: string, query: string, options: Options = {}, profile = 'management') =>
  cli.text(profile, `organizations ${command}`, query, options)
const refused = (command: string, options: Options = {}, profile = 'management') =>
  cli.refusal(profile, `organizations ${command}`, options)

/** An account that has been asked for and waited for; its administrator's profile is called like it. */
async function vend(accountName: string, more: Options = {}): Promise<string> {
  const wanted = { accountName, email: `${accountName}@example.com`, ...more }
  const createAccountRequestId = await find('create-account', 'CreateAccountStatus.Id', wanted)
  expect(await find('describe-create-account-status', 'CreateAccountStatus.State', { createAccountRequestId })).toBe('SUCCEEDED')
  const accountId = await find('describe-create-account-status', 'CreateAccountStatus.AccountId', { createAccountRequestId })
  const role = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`
  cli.profile(accountName, { role_arn: role, source_profile: 'management' })
  return accountId
}

const idOf = (name: string): Promise<string> => find('list-accounts', `Accounts[?Name=='${name}'].Id`)

test('an account makes an organization, units and accounts, moves and tags them', async () => {
  expect(await refused('describe-organization')).toBe('AWSOrganizationsNotInUseException')
  const organizationId = await find('create-organization', 'Organization.Id', { featureSet: 'ALL' })
  rootId = await find('list-roots', 'Roots[0].Id')
  const unit = (parentId: string, name: string) => find('create-organizational-unit', 'OrganizationalUnit.Id', { parentId, name })
  const workloads = await unit(rootId, 'Workloads')
  const production = await unit(workloads, 'Production')
  expect(await refused('create-organizational-unit', { parentId: rootId, name: 'Workloads' })).toBe('DuplicateOrganizationalUnitException')

  const accountId = await vend('shop', { tags: [{ Key: 'team', Value: 'blue' }] })
  await organizations('move-account', { accountId, sourceParentId: rootId, destinationParentId: production })
  expect(await organizations('list-parents', { childId: accountId })).toEqual({
    Parents: [{ Id: production, Type: 'ORGANIZATIONAL_UNIT' }],
  })
  expect(await refused('delete-organizational-unit', { organizationalUnitId: production })).toBe('OrganizationalUnitNotEmptyException')
  await organizations('tag-resource', { resourceId: accountId, tags: [{ Key: 'stage', Value: 'live' }] })
  await organizations('untag-resource', { resourceId: accountId, tagKeys: 'team' })
  expect(await organizations('list-tags-for-resource', { resourceId: accountId })).toEqual({ Tags: [{ Key: 'stage', Value: 'live' }] })
  await organizations('update-organizational-unit', { organizationalUnitId: production, name: 'Live' })
  expect(await organizations('describe-account', { accountId })).toMatchObject({
    Account: {
      ...{ Name: 'shop', State: 'ACTIVE', Status: 'ACTIVE', JoinedMethod: 'CREATED' },
      Paths: [`${organizationId}/${rootId}/${workloads}/${production}/${accountId}/`],
    },
  })
})

test('lists are paged by the client, and a token goes on with its own list only', async () => {
  for (const name of ['one', 'two', 'three']) await vend(name)
  const names = async (options: Options) => (await find('list-accounts', 'Accounts[].Name', options)).split(/\s/)
  expect(await names({ pageSize: 2 })).toEqual(['Management', 'shop', 'one', 'two', 'three'])
  const { NextToken: startingToken } = (await organizations('list-accounts', { maxItems: 2 })) as { NextToken: string }
  expect(await names({ startingToken })).toEqual(['one', 'two', 'three'])
  const nextToken = await find('list-accounts', 'NextToken', { maxResults: 2, noPaginate: true })
  expect(await refused('list-roots', { nextToken, noPaginate: true })).toBe('InvalidInputException')
  expect(await organizations('list-accounts', { output: 'table' })).toContain('ListAccounts')
})

test('a control policy binds a member, and is taken off again', async () => {
  const policyType = 'SERVICE_CONTROL_POLICY'
  const targetId = await idOf('one')
  const denying = (Action: string) => ({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action, Resource: '*' } })
  await organizations('enable-policy-type', { rootId, policyType })
  const wanted = { name: 'NoUsers', description: 'No users', type: policyType, content: denying('iam:CreateUser') }
  const policyId = await find('create-policy', 'Policy.PolicySummary.Id', wanted)
  await organizations('attach-policy', { policyId, targetId })
  expect(await cli.refusal('one', 'iam create-user', { userName: 'somebody' })).toBe('AccessDenied')
  expect(await refused('delete-policy', { policyId })).toBe('PolicyInUseException')
  expect(await organizations('list-targets-for-policy', { policyId })).toMatchObject({ Targets: [{ TargetId: targetId, Type: 'ACCOUNT' }] })
  await organizations('update-policy', { policyId, content: denying('iam:CreateGroup') })
  expect(await cli.text('one', 'iam create-user', 'User.UserName', { userName: 'somebody' })).toBe('somebody')
  await organizations('detach-policy', { policyId, targetId })
  await organizations('delete-policy', { policyId })
})

test('tag policies of root and account come to one effective policy', async () => {
  const type = 'TAG_POLICY'
  const accountId = await idOf('two')
  await organizations('enable-policy-type', { rootId, policyType: type })
  const attach = async (name: string, targetId: string, stage: object) => {
    const wanted = { name, description: name, type, content: { tags: { stage } } }
    await organizations('attach-policy', { policyId: await find('create-policy', 'Policy.PolicySummary.Id', wanted), targetId })
  }
  await attach('Stages', rootId, { tag_key: { '@@assign': 'Stage' }, tag_value: { '@@assign': ['test'] } })
  await attach('More', accountId, { tag_value: { '@@append': ['live'] } })
  const question = { policyType: type, targetId: accountId }
  expect(JSON.parse(await find('describe-effective-policy', 'EffectivePolicy.PolicyContent', question))).toEqual({
    tags: { stage: { tag_key: 'Stage', tag_value: ['test', 'live'] } },
  })
})

test('a service is trusted, a member administers it, reads the organization, and does what it was let', async () => {
  const servicePrincipal = 'guardduty.amazonaws.com'
  const accountId = await idOf('three')
  expect(await refused('list-accounts', {}, 'three')).toBe('AccessDeniedException')
  expect(await refused('register-delegated-administrator', { accountId, servicePrincipal })).toBe('ConstraintViolationException')
  await organizations('enable-aws-service-access', { servicePrincipal })
  await organizations('register-delegated-administrator', { accountId, servicePrincipal })
  expect(await find('list-accounts', 'length(Accounts)', {}, 'three')).toBe('5')
  expect(await refused('create-organizational-unit', { parentId: rootId, name: 'Mine' }, 'three')).toBe('AccessDeniedException')
  const wanted = { name: 'Costs', description: '', type: 'TAG_POLICY', content: { tags: { cost: { tag_key: { '@@assign': 'Cost' } } } } }
  expect(await refused('create-policy', wanted, 'three')).toBe('AccessDeniedException')
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` }
  const Statement = { Effect: 'Allow', Principal, Action: 'organizations:CreatePolicy', Resource: '*' }
  await organizations('put-resource-policy', { content: { Version: '2012-10-17', Statement } })
  expect(await find('create-policy', 'Policy.PolicySummary.Name', wanted, 'three')).toBe('Costs')
  await organizations('delete-resource-policy')
  await organizations('deregister-delegated-administrator', { accountId, servicePrincipal })
  expect(await refused('list-accounts', {}, 'three')).toBe('AccessDeniedException')
})

test('a member leaves, makes an organization of its own, invites, is refused, and is joined', async () => {
  const [leaver, guest] = [await idOf('three'), await vend('guest')]
  await organizations('leave-organization', {}, 'three')
  await organizations('remove-account-from-organization', { accountId: guest })
  await organizations('create-organization', {}, 'three')
  const question = { target: { Id: guest, Type: 'ACCOUNT' }, notes: 'Join us' }
  const invite = () => find('invite-account-to-organization', 'Handshake.Id', question, 'three')
  const declined = await invite()
  expect(await refused('invite-account-to-organization', question, 'three')).toBe('DuplicateHandshakeException')
  expect(await organizations('list-handshakes-for-account', {}, 'guest')).toMatchObject({
    Handshakes: [{ Id: declined, State: 'OPEN', Action: 'INVITE' }],
  })
  await organizations('decline-handshake', { handshakeId: declined }, 'guest')
  expect(await refused('accept-handshake', { handshakeId: declined }, 'guest')).toBe('InvalidHandshakeTransitionException')
  await organizations('cancel-handshake', { handshakeId: await invite() }, 'three')
  await organizations('accept-handshake', { handshakeId: await invite() }, 'guest')
  const joined = (Id: string) => expect.objectContaining({ Id, JoinedMethod: 'INVITED' })
  expect(await organizations('list-accounts', {}, 'three')).toEqual({ Accounts: [joined(leaver), joined(guest)] })
  expect(await refused('delete-organization', {}, 'three')).toBe('OrganizationNotEmptyException')
  await organizations('leave-organization', {}, 'guest')
  await organizations('delete-organization', {}, 'three')
})

test('an account is closed, suspended, and holds its place and its address', async () => {
  const accountId = await idOf('two')
  await organizations('close-account', { accountId })
  expect(await find('describe-account', 'Account.[Status, State]', { accountId })).toBe('SUSPENDED\tSUSPENDED')
  expect(await refused('close-account', { accountId })).toBe('AccountAlreadyClosedException')
  const again = { accountName: 'again', email: 'two@example.com' }
  const createAccountRequestId = await find('create-account', 'CreateAccountStatus.Id', again)
  expect(await organizations('describe-create-account-status', { createAccountRequestId })).toMatchObject({
    CreateAccountStatus: { State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' },
  })
  expect(await idOf('two')).toBe(accountId)
  expect(await cli.refusal('two', 'sts get-caller-identity')).toBe('AccessDenied')
})
