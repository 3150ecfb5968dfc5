import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offeredServices } from '../../docs/write-coverage.ts'
import { ApiClient } from '../../src/commands/api-client.ts'
import type { Fault } from '../../src/fault.ts'
import { type Client, createClient } from '../../src/wire/client.ts'
import type { Operations as ControlTower } from '../../src/wire/models/controltower.ts'
import type { Operations as IdentityStore } from '../../src/wire/models/identitystore.ts'
import type { Operations as Organizations } from '../../src/wire/models/organizations.ts'
import type { Operations as ServiceCatalog } from '../../src/wire/models/servicecatalog.ts'
import type { Operations as SsoAdmin } from '../../src/wire/models/sso-admin.ts'
import { signedTransport } from '../../src/wire/signed-transport.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { given } from './organizations-stage.ts'

// Which resources and condition keys a call brings: shown by policies that deny just one of them to somebody who may do all else.

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
type AnyOperations = Record<string, { input: object; output: unknown }>
type Case = readonly [operation: string, input: () => object, expected: () => string | object]

let server: TestServer
let ids: Awaited<ReturnType<typeof furnish>>

beforeAll(async () => {
  server = await startTestServer()
  ids = await furnish()
})
afterAll(() => server.stop())

const organizationArn = (resource: string) => `arn:aws:organizations::${ids.management}:${resource.replace('/', `/${ids.organization}/`)}`
const store = () => ({ IdentityStoreId: ids.store })
const permissionSet = () => ({ InstanceArn: ids.instance, PermissionSetArn: ids.permissionSet })
const assignment = () => ({
  ...permissionSet(),
  PrincipalType: 'USER',
  PrincipalId: ids.user,
  TargetType: 'AWS_ACCOUNT',
  TargetId: ids.account,
})
const move = () => ({ AccountId: ids.account, SourceParentId: ids.root, DestinationParentId: ids.unit })
const attribute = (AttributePath: string, AttributeValue: string) => ({ UniqueAttribute: { AttributePath, AttributeValue } })

const resources: readonly Case[] = [
  ['organizations:MoveAccount', move, () => organizationArn(`account/${ids.account}`)],
  ['organizations:MoveAccount', move, () => organizationArn(`root/${ids.root}`)],
  ['organizations:MoveAccount', move, () => organizationArn(`ou/${ids.unit}`)],
  ['organizations:CloseAccount', () => ({ AccountId: '999999999999' }), () => organizationArn('account/999999999999')],
  ['organizations:CreateOrganizationalUnit', () => ({ ParentId: ids.root, Name: 'x' }), () => organizationArn(`root/${ids.root}`)],
  ['organizations:CreatePolicy', () => policy('BACKUP_POLICY'), () => organizationArn('policy/backup_policy/*')],
  ['organizations:AttachPolicy', attach, () => organizationArn(`policy/tag_policy/${ids.policy}`)],
  ['organizations:AttachPolicy', attach, () => organizationArn(`account/${ids.account}`)],
  ['organizations:DescribePolicy', () => ({ PolicyId: 'p-missing00' }), () => organizationArn('policy/*/p-missing00')],
  ['organizations:DescribePolicy', fullAccess, () => 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess'],
  ['organizations:DescribeEffectivePolicy', () => ({ PolicyType: 'TAG_POLICY' }), () => organizationArn(`account/${ids.management}`)],
  ['organizations:PutResourcePolicy', () => ({ Content: '{}' }), () => organizationArn('resourcepolicy/rp-*')],
  ['organizations:DescribeHandshake', () => ({ HandshakeId: 'h-missing0' }), noHandshake],
  ['organizations:TagResource', () => ({ ResourceId: ids.unit, Tags: [] }), () => organizationArn(`ou/${ids.unit}`)],
  ['sso-admin:CreateAccountAssignment', assignment, () => ids.instance],
  ['sso-admin:CreateAccountAssignment', assignment, () => ids.permissionSet],
  ['sso-admin:CreateAccountAssignment', assignment, () => `arn:aws:sso:::account/${ids.account}`],
  ['sso-admin:ProvisionPermissionSet', provisionAll, () => 'arn:aws:sso:::account/*'],
  ['sso-admin:CreatePermissionSet', newPermissionSet, () => `arn:aws:sso:::permissionSet/${ids.instance.split('/')[1]}/*`],
  ['identitystore:ListUsers', store, () => `arn:aws:identitystore::${ids.management}:identitystore/${ids.store}`],
  ['identitystore:ListUsers', store, () => 'arn:aws:identitystore:::user/*'],
  ['identitystore:GetUserId', () => ({ ...store(), AlternateIdentifier: attribute('userName', 'admin') }), () => user()],
  [
    'identitystore:GetUserId',
    () => ({ ...store(), AlternateIdentifier: attribute('userName', 'no') }),
    () => 'arn:aws:identitystore:::user/*',
  ],
  ['identitystore:GetGroupId', () => ({ ...store(), AlternateIdentifier: attribute('displayName', ids.groupName) }), () => group()],
  ['identitystore:DescribeGroupMembership', membership, () => group()],
  ['identitystore:DescribeGroupMembership', membership, () => user()],
  ['identitystore:DescribeGroupMembership', membership, () => `arn:aws:identitystore:::membership/${ids.membership}`],
  ['identitystore:GetGroupMembershipId', memberIn, () => `arn:aws:identitystore:::membership/${ids.membership}`],
  ['identitystore:IsMemberInGroups', () => ({ ...memberIn(), GroupId: undefined, GroupIds: [ids.group] }), () => group()],
  ['servicecatalog:DescribeProduct', () => ({ Name: ids.productName }), () => catalog(`product/${ids.product}`)],
  ['servicecatalog:DescribeProduct', () => ({ Id: ids.product }), () => catalog(`product/${ids.product}`)],
  ['servicecatalog:DescribePortfolio', () => ({ Id: ids.portfolio }), () => catalog(`portfolio/${ids.portfolio}`)],
  ['controltower:GetBaseline', () => ({ baselineIdentifier: ids.baseline }), () => ids.baseline],
  ['account:GetContactInformation', () => ({}), () => `arn:aws:account::${ids.management}:account`],
  ['account:GetContactInformation', () => ({ AccountId: ids.account }), accountInOrganization],
]

function policy(Type: string) {
  return { Type, Name: 'x', Description: '', Content: '{}' }
}
function attach() {
  return { PolicyId: ids.policy, TargetId: ids.account }
}
function fullAccess() {
  return { PolicyId: 'p-FullAWSAccess' }
}
function provisionAll() {
  return { ...permissionSet(), TargetType: 'ALL_PROVISIONED_ACCOUNTS' }
}
function newPermissionSet() {
  return { InstanceArn: ids.instance, Name: 'x', Tags: [{ Key: 'team', Value: 'blue' }] }
}
function membership() {
  return { ...store(), MembershipId: ids.membership }
}
function memberIn() {
  return { ...store(), GroupId: ids.group, MemberId: { UserId: ids.user } }
}
function user() {
  return `arn:aws:identitystore:::user/${ids.user}`
}
function group() {
  return `arn:aws:identitystore:::group/${ids.group}`
}
function catalog(resource: string) {
  return `arn:aws:catalog:us-east-1:${ids.management}:${resource}`
}
function noHandshake() {
  return `arn:aws:organizations::${ids.management}:handshake/*/*/h-missing0`
}
function accountInOrganization() {
  return `arn:aws:account::${ids.management}:account/${ids.organization}/${ids.account}`
}

test.each(resources)('%s is also about what one policy denies (%#)', async (operation, input, expected) => {
  const Resource = expected()
  const { code, message } = await refusalUnder({ Effect: 'Deny', Action: '*', Resource }, operation, input())
  expect([code, message]).toEqual([
    'AccessDeniedException',
    expect.stringContaining(` on resource: ${Resource} with an explicit deny in a session policy`),
  ])
})

const equals = (key: string, value: string) => () => ({ StringEquals: { [key]: value } })
const inOrganization = () => ({
  'ForAnyValue:StringLike': { 'account:AccountResourceOrgPaths': `${ids.organization}/${ids.root}/*` },
})
const anyEquals = (key: string, value: string) => () => ({ 'ForAnyValue:StringEquals': { [key]: value } })
const blue = { Tags: [{ Key: 'Team', Value: 'blue' }] }

const conditions: readonly Case[] = [
  ['organizations:CreatePolicy', () => policy('TAG_POLICY'), equals('organizations:PolicyType', 'TAG_POLICY')],
  ['organizations:DescribePolicy', fullAccess, equals('organizations:PolicyType', 'SERVICE_CONTROL_POLICY')],
  ['organizations:AttachPolicy', attach, equals('organizations:PolicyType', 'TAG_POLICY')],
  ['organizations:ListPolicies', () => ({ Filter: 'TAG_POLICY' }), equals('organizations:PolicyType', 'TAG_POLICY')],
  ['organizations:ListTagsForResource', () => ({ ResourceId: ids.policy }), equals('organizations:PolicyType', 'TAG_POLICY')],
  [
    'organizations:EnableAWSServiceAccess',
    () => ({ ServicePrincipal: 'a.amazonaws.com' }),
    equals('organizations:ServicePrincipal', 'a.amazonaws.com'),
  ],
  ['organizations:CreateOrganizationalUnit', () => ({ ParentId: ids.root, Name: 'x', ...blue }), equals('aws:RequestTag/team', 'blue')],
  ['organizations:CreateOrganizationalUnit', () => ({ ParentId: ids.root, Name: 'x', ...blue }), anyEquals('aws:TagKeys', 'Team')],
  ['organizations:UntagResource', () => ({ ResourceId: ids.unit, TagKeys: ['team'] }), anyEquals('aws:TagKeys', 'team')],
  ['organizations:DescribeAccount', () => ({ AccountId: ids.account }), equals('aws:ResourceTag/team', 'blue')],
  ['organizations:DescribeOrganizationalUnit', () => ({ OrganizationalUnitId: ids.unit }), equals('aws:ResourceTag/team', 'red')],
  ['sso-admin:DescribePermissionSet', permissionSet, equals('aws:ResourceTag/team', 'blue')],
  ['sso-admin:DescribePermissionSet', permissionSet, equals('sso:PrimaryRegion', 'us-east-1')],
  ['sso-admin:CreatePermissionSet', newPermissionSet, equals('aws:RequestTag/team', 'blue')],
  ['identitystore:ListUsers', store, equals('identitystore:PrimaryRegion', 'us-east-1')],
  ['account:GetRegionOptStatus', () => ({ RegionName: 'eu-west-1' }), equals('account:TargetRegion', 'eu-west-1')],
  ['account:GetContactInformation', () => ({ AccountId: ids.account }), equals('account:AccountResourceOrgTags/team', 'blue')],
  ['account:GetContactInformation', () => ({ AccountId: ids.account }), inOrganization],
  ['account:GetAlternateContact', () => ({ AlternateContactType: 'BILLING' }), anyEquals('account:AlternateContactTypes', 'BILLING')],
]

test.each(conditions)('%s brings the key that one policy denies (%#)', async (operation, input, condition) => {
  const denial = { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition() }
  const { code, message } = await refusalUnder(denial, operation, input())
  expect([code, message]).toEqual(['AccessDeniedException', expect.stringContaining('with an explicit deny in a session policy')])
})

test('tags are those of each resource alone: an account’s are not its parents’', async () => {
  const statement = {
    Effect: 'Deny',
    Action: 'organizations:MoveAccount',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'blue' } },
  }
  const { message } = await refusalUnder(statement, 'organizations:MoveAccount', move())
  expect(message).toContain(` on resource: ${organizationArn(`root/${ids.root}`)} with an explicit deny`)
})

async function refusalUnder(denial: object, operation: string, input: object): Promise<{ code: string; message: string }> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, denial] })
  const sts = new STSClient({ region: 'us-east-1', endpoint: server.url, credentials: server.credentials })
  const { Credentials: issued } = await sts.send(new GetFederationTokenCommand({ Name: 'someone', Policy }))
  const credentials = {
    accessKeyId: given(issued?.AccessKeyId),
    secretAccessKey: given(issued?.SecretAccessKey),
    sessionToken: given(issued?.SessionToken),
  }
  const [service = '', name = ''] = operation.split(':')
  const refusal: Fault | undefined = await clientOf<AnyOperations>(service, credentials)
    .call(name, input)
    .then(() => undefined)
    .catch((error) => error)
  return { code: refusal?.code ?? 'none', message: refusal?.message ?? '' }
}

function clientOf<Operations>(service: string, credentials: Credentials = server.credentials): Client<Operations> {
  const found = offeredServices().find(({ model }) => model.metadata.name === service)
  return createClient<Operations>(given(found).model, signedTransport({ endpoint: server.url, region: 'us-east-1', credentials }))
}

/** What the calls are about, beside what the first start makes. */
async function furnish() {
  const session = await new ApiClient({ region: 'us-east-1', endpoint: server.url, credentials: server.credentials }).session()
  const [organizations, sso] = [clientOf<Organizations>('organizations'), clientOf<SsoAdmin>('sso-admin')]
  const [identity, serviceCatalog] = [clientOf<IdentityStore>('identitystore'), clientOf<ServiceCatalog>('servicecatalog')]
  const { Organization } = await organizations.call('DescribeOrganization', {})
  const root = given((await organizations.call('ListRoots', {})).Roots?.[0]?.Id)
  const { CreateAccountStatus } = await organizations.call('CreateAccount', {
    AccountName: 'a',
    Email: 'a@example.com',
    Tags: tags('blue'),
  })
  const status = { CreateAccountRequestId: given(CreateAccountStatus?.Id) }
  const created = await organizations.call('DescribeCreateAccountStatus', status)
  const { OrganizationalUnit } = await organizations.call('CreateOrganizationalUnit', { ParentId: root, Name: 'Team', Tags: tags('red') })
  await organizations.call('EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' })
  const made = await organizations.call('CreatePolicy', { Type: 'TAG_POLICY', Name: 'tags', Description: '', Content: '{"tags":{}}' })
  const instance = given((await sso.call('ListInstances', {})).Instances?.[0]?.InstanceArn)
  const { PermissionSet } = await sso.call('CreatePermissionSet', { InstanceArn: instance, Name: 'Tagged', Tags: tags('blue') })
  const IdentityStoreId = given(session.identityStoreId ?? undefined)
  const { UserId } = await identity.call('GetUserId', { IdentityStoreId, AlternateIdentifier: attribute('userName', 'admin') })
  const groupName = 'AWSAccountFactory'
  const { GroupId } = await identity.call('GetGroupId', { IdentityStoreId, AlternateIdentifier: attribute('displayName', groupName) })
  const { MembershipId } = await identity.call('GetGroupMembershipId', { IdentityStoreId, GroupId, MemberId: { UserId } })
  const found = (await serviceCatalog.call('SearchProductsAsAdmin', {})).ProductViewDetails?.[0]?.ProductViewSummary
  const { PortfolioDetails } = await serviceCatalog.call('ListPortfolios', {})
  const { baselines } = await clientOf<ControlTower>('controltower').call('ListBaselines', {})
  return {
    ...{ management: session.managementAccountId, organization: given(Organization?.Id), root, store: IdentityStoreId },
    ...{ account: given(created.CreateAccountStatus?.AccountId), unit: given(OrganizationalUnit?.Id), instance, groupName },
    ...{ permissionSet: given(PermissionSet?.PermissionSetArn), policy: given(made.Policy?.PolicySummary?.Id) },
    ...{ user: UserId, group: GroupId, membership: MembershipId, product: given(found?.ProductId), productName: given(found?.Name) },
    ...{ portfolio: given(PortfolioDetails?.[0]?.Id), baseline: given(baselines[0]?.arn) },
  }
}

const tags = (Value: string) => [{ Key: 'team', Value }]
