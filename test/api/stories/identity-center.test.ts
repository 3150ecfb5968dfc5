import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AwsCli, type Options, startAwsCli } from './aws-cli.ts'

// People, groups, and what they may do where: given, seen, changed and taken away.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let cli: AwsCli
let instanceArn: string
let identityStoreId: string
let targetId: string
let permissionSetArn: string
let userId: string
let groupId: string

beforeAll(async () => {
  cli = await startAwsCli()
  instanceArn = await sso('list-instances', 'Instances[0].InstanceArn')
  identityStoreId = await sso('list-instances', 'Instances[0].IdentityStoreId')
  targetId = await cli.text('management', 'organizations list-accounts', "Accounts[?Name=='Audit'].Id")
})
afterAll(() => cli?.stop())

const sso = (command: string, query: string, options: Options = {}) => cli.text('management', `sso-admin ${command}`, query, options)
const store = (command: string, query: string, options: Options = {}) =>
  cli.text('management', `identitystore ${command}`, query, { identityStoreId, ...options })
const set = () => ({ instanceArn, permissionSetArn })

test('a person and a group are made, found by what they are called, and joined', async () => {
  const person = { displayName: 'Grace Hopper', name: { GivenName: 'Grace', FamilyName: 'Hopper' }, userName: 'grace' }
  userId = await store('create-user', 'UserId', { ...person, emails: [{ Value: 'grace@example.com', Type: 'work', Primary: true }] })
  groupId = await store('create-group', 'GroupId', { displayName: 'Engineers' })
  expect(await cli.refusal('management', 'identitystore create-group', { identityStoreId, displayName: 'Engineers' })).toBe(
    'ConflictException',
  )
  const by = (AttributePath: string, AttributeValue: string) => ({
    alternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } },
  })
  expect(await store('get-user-id', 'UserId', by('userName', 'grace'))).toBe(userId)
  expect(await store('get-user-id', 'UserId', by('emails.value', 'grace@example.com'))).toBe(userId)
  expect(await store('get-group-id', 'GroupId', by('displayName', 'Engineers'))).toBe(groupId)
  const filters = { filters: [{ AttributePath: 'UserName', AttributeValue: 'grace' }] }
  expect(await store('list-users', 'Users[].DisplayName', filters)).toBe('Grace Hopper')

  const membership = { groupId, memberId: { UserId: userId } }
  const membershipId = await store('create-group-membership', 'MembershipId', membership)
  expect(await store('get-group-membership-id', 'MembershipId', membership)).toBe(membershipId)
  expect(await store('list-group-memberships-for-member', 'GroupMemberships[].GroupId', { memberId: { UserId: userId } })).toBe(groupId)
  const question = { memberId: { UserId: userId }, groupIds: groupId }
  expect(await store('is-member-in-groups', 'Results[0].MembershipExists', question)).toBe('True')
  await store('update-user', '@', { userId, operations: [{ AttributePath: 'title', AttributeValue: 'Rear Admiral' }] })
  expect(await store('describe-user', '[Title, UserName]', { userId })).toBe('Rear Admiral\tgrace')
})

test('a permission set gets policies of every kind', async () => {
  const wanted = {
    instanceArn,
    name: 'Builders',
    description: 'They build',
    sessionDuration: 'PT4H',
    tags: [{ Key: 'team', Value: 'blue' }],
  }
  permissionSetArn = await sso('create-permission-set', 'PermissionSet.PermissionSetArn', wanted)
  const managedPolicyArn = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'
  await sso('attach-managed-policy-to-permission-set', '@', { ...set(), managedPolicyArn })
  const again = await cli.refusal('management', 'sso-admin attach-managed-policy-to-permission-set', { ...set(), managedPolicyArn })
  expect(again).toBe('ConflictException')
  const inlinePolicy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' } }
  await sso('put-inline-policy-to-permission-set', '@', { ...set(), inlinePolicy })
  expect(JSON.parse(await sso('get-inline-policy-for-permission-set', 'InlinePolicy', set()))).toEqual(inlinePolicy)
  await sso('put-permissions-boundary-to-permission-set', '@', {
    ...set(),
    permissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  })
  expect(await sso('list-tags-for-resource', 'Tags[].[Key, Value]', { instanceArn, resourceArn: permissionSetArn })).toBe('team\tblue')
  expect(await sso('describe-permission-set', 'PermissionSet.SessionDuration', set())).toBe('PT4H')
})

test('the group is assigned, its member is told of it, and the role in the account is as the permission set says', async () => {
  const assignment = { ...set(), targetId, targetType: 'AWS_ACCOUNT', principalType: 'GROUP', principalId: groupId }
  const accountAssignmentCreationRequestId = await sso('create-account-assignment', 'AccountAssignmentCreationStatus.RequestId', assignment)
  const request = { instanceArn, accountAssignmentCreationRequestId }
  const query = 'AccountAssignmentCreationStatus.Status'
  expect(await sso('describe-account-assignment-creation-status', query, request)).toBe('SUCCEEDED')
  expect(await sso('list-account-assignments', 'AccountAssignments[].PrincipalId', { ...set(), accountId: targetId })).toBe(groupId)
  const principal = { instanceArn, principalType: 'USER', principalId: userId }
  expect(await sso('list-account-assignments-for-principal', 'AccountAssignments[].[AccountId, PrincipalId]', principal)).toBe(
    `${targetId}\t${groupId}`,
  )
  cli.profile('audit', { role_arn: `arn:aws:iam::${targetId}:role/AWSControlTowerExecution`, source_profile: 'management' })
  const role = await cli.text('audit', 'iam list-roles', "Roles[?contains(RoleName, 'Builders')].[RoleName, Path]", {})
  expect(role).toMatch(/^AWSReservedSSO_Builders_[0-9a-f]{16}\t\/aws-reserved\/sso\.amazonaws\.com\/$/)
  const roleName = role.split('\t')[0]
  expect(await cli.text('audit', 'iam list-attached-role-policies', 'AttachedPolicies[].PolicyName', { roleName })).toBe('ViewOnlyAccess')
  expect(await cli.text('audit', 'iam get-role', 'Role.PermissionsBoundary.PermissionsBoundaryArn', { roleName })).toBe(
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
  )
  expect(await cli.refusal('audit', 'iam delete-role', { roleName })).toBe('UnmodifiableEntity')
})

test('a changed permission set reaches the account when it is provisioned', async () => {
  await sso('detach-managed-policy-from-permission-set', '@', {
    ...set(),
    managedPolicyArn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
  })
  const outdated = { instanceArn, accountId: targetId, provisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' }
  expect(await sso('list-permission-sets-provisioned-to-account', 'PermissionSets', outdated)).toBe(permissionSetArn)
  const provisionPermissionSetRequestId = await sso('provision-permission-set', 'PermissionSetProvisioningStatus.RequestId', {
    ...set(),
    targetType: 'ALL_PROVISIONED_ACCOUNTS',
  })
  const query = 'PermissionSetProvisioningStatus.Status'
  expect(await sso('describe-permission-set-provisioning-status', query, { instanceArn, provisionPermissionSetRequestId })).toBe(
    'SUCCEEDED',
  )
  const roleName = await cli.text('audit', 'iam list-roles', "Roles[?contains(RoleName, 'Builders')].RoleName")
  expect(await cli.text('audit', 'iam list-attached-role-policies', 'length(AttachedPolicies)', { roleName })).toBe('0')
})

test('all is taken away in turn, and what is still used is not', async () => {
  expect(await cli.refusal('management', 'sso-admin delete-permission-set', set())).toBe('ConflictException')
  const assignment = { ...set(), targetId, targetType: 'AWS_ACCOUNT', principalType: 'GROUP', principalId: groupId }
  const accountAssignmentDeletionRequestId = await sso('delete-account-assignment', 'AccountAssignmentDeletionStatus.RequestId', assignment)
  const request = { instanceArn, accountAssignmentDeletionRequestId }
  expect(await sso('describe-account-assignment-deletion-status', 'AccountAssignmentDeletionStatus.Status', request)).toBe('SUCCEEDED')
  await sso('delete-permission-set', '@', set())
  await store('delete-group', '@', { groupId })
  expect(await store('list-group-memberships-for-member', 'length(GroupMemberships)', { memberId: { UserId: userId } })).toBe('0')
  await store('delete-user', '@', { userId })
  expect(await cli.refusal('management', 'identitystore describe-user', { identityStoreId, userId })).toBe('ResourceNotFoundException')
  expect(await cli.text('audit', 'iam list-roles', "length(Roles[?contains(RoleName, 'Builders')])")).toBe('0')
})
