import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRole } from '../../src/services/iam/index.ts'
import { assignedAccounts, roleSessionOf } from '../../src/services/sso-admin/index.ts'
import {
  createGroup,
  createIdentityCenterStage,
  createPermissionSet,
  createPerson,
  identityStore,
  identityStoreId,
  instanceArn,
  ssoAdmin,
} from './identity-center-stage.ts'
import { createAccount, given, outsiderAccountId, type Stage } from './organizations-stage.ts'

const assignmentMs = 45_000
const instance = { InstanceArn: instanceArn }
let stage: Stage

beforeAll(async () => {
  stage = await createIdentityCenterStage({ 'account-assignment': assignmentMs })
})
afterAll(() => stage.close())

const target = (TargetId: string, PrincipalId: string, PrincipalType: 'USER' | 'GROUP' = 'USER') =>
  ({ TargetType: 'AWS_ACCOUNT', TargetId, PrincipalType, PrincipalId }) as const

/** An account, a permission set and a person, not tied together yet. */
async function createParts(name: string) {
  const [accountId, userId] = [await createAccount(stage.admin, name), await createPerson(stage.admin, name)]
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, name) }
  const listed = async () => (await ssoAdmin.ListAccountAssignments(stage.admin, { ...set, AccountId: accountId })).AccountAssignments
  const session = () => roleSessionOf(stage.admin, { accountId, permissionSetName: name, principalIds: [userId] })
  return { accountId, userId, set, listed, session }
}

test('an assignment is in progress until its time is up, and is listed and lets sign in from then on', async () => {
  const { accountId, userId, set, listed, session } = await createParts('due')
  const { AccountAssignmentCreationStatus: status } = await ssoAdmin.CreateAccountAssignment(stage.admin, {
    ...set,
    ...target(accountId, userId),
  })
  expect(status).toMatchObject({ Status: 'IN_PROGRESS', ...target(accountId, userId), PermissionSetArn: set.PermissionSetArn })
  const request = { ...instance, AccountAssignmentCreationRequestId: given(status?.RequestId) }
  const describe = async () =>
    (await ssoAdmin.DescribeAccountAssignmentCreationStatus(stage.admin, request)).AccountAssignmentCreationStatus?.Status
  stage.clock.advance(assignmentMs - 5_000)
  expect([await describe(), await listed(), await session()]).toEqual(['IN_PROGRESS', [], undefined])
  stage.clock.advance(5_000)
  expect([await describe(), await listed()]).toEqual([
    'SUCCEEDED',
    [{ AccountId: accountId, PermissionSetArn: set.PermissionSetArn, PrincipalType: 'USER', PrincipalId: userId }],
  ])
  expect(await session()).toMatchObject({ sessionSeconds: 3600 })
})

test('the first assignment puts a reserved role into the account, with the policies of its permission set', async () => {
  const { accountId, userId, set, session } = await createParts('role')
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
  await ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, userId) })
  stage.clock.advance(assignmentMs)
  const { roleName, roleArn } = given(await session())
  expect(roleName).toMatch(/^AWSReservedSSO_role_[0-9a-f]{16}$/)
  expect(roleArn).toBe(`arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${roleName}`)
  expect(await findRole(stage.admin, accountId, roleName)).toMatchObject({ maxSessionSeconds: 43_200 })
})

test('an assignment that exists already is accepted again and stays one', async () => {
  const { accountId, userId, set, listed } = await createParts('twice')
  for (const _ of [1, 2]) {
    await ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, userId) })
    stage.clock.advance(assignmentMs)
  }
  await ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, userId) })
  expect(await listed()).toHaveLength(1)
})

test('many at the same moment give one role and one assignment each', async () => {
  const { accountId, userId, set, listed } = await createParts('storm')
  const others = await Promise.all(['storm-1', 'storm-2', 'storm-3'].map((name) => createPerson(stage.admin, name)))
  const principals = [userId, userId, ...others]
  await Promise.all(principals.map((id) => ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, id) })))
  stage.clock.advance(assignmentMs)
  expect(await listed()).toHaveLength(4)
})

test('who, where and with what must exist, and nothing is left of a refused request', async () => {
  const { accountId, userId, set, listed } = await createParts('exist')
  const unknownId = '1234567890-00000000-0000-0000-0000-000000000000'
  const notFound = { code: 'ResourceNotFoundException' }
  const create = (changes: object) => ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, userId), ...changes })
  await expect(create({ PrincipalId: unknownId })).rejects.toMatchObject(notFound)
  await expect(create({ PrincipalType: 'GROUP' })).rejects.toMatchObject(notFound)
  await expect(create({ TargetId: '123123123123' })).rejects.toMatchObject(notFound)
  await expect(create({ TargetId: outsiderAccountId })).rejects.toMatchObject(notFound)
  await expect(create({ PermissionSetArn: `${set.PermissionSetArn.slice(0, -16)}0000000000000000` })).rejects.toMatchObject(notFound)
  stage.clock.advance(assignmentMs)
  expect(await listed()).toEqual([])
})

test('a deleted assignment ends at its time, and the last one takes the role with it', async () => {
  const { accountId, userId, set, listed, session } = await createParts('ends')
  await ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target(accountId, userId) })
  stage.clock.advance(assignmentMs)
  const { roleName } = given(await session())
  const { AccountAssignmentDeletionStatus: status } = await ssoAdmin.DeleteAccountAssignment(stage.admin, {
    ...set,
    ...target(accountId, userId),
  })
  expect([status?.Status, await listed()]).toEqual(['IN_PROGRESS', [expect.anything()]])
  stage.clock.advance(assignmentMs)
  const request = { ...instance, AccountAssignmentDeletionRequestId: given(status?.RequestId) }
  expect((await ssoAdmin.DescribeAccountAssignmentDeletionStatus(stage.admin, request)).AccountAssignmentDeletionStatus?.Status).toBe(
    'SUCCEEDED',
  )
  expect([await listed(), await session(), await findRole(stage.admin, accountId, roleName)]).toEqual([[], undefined, undefined])
  await expect(ssoAdmin.DeleteAccountAssignment(stage.admin, { ...set, ...target(accountId, userId) })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  })
})

test('what a person may enter holds their groups’ assignments, each account once, searched and in pages', async () => {
  const person = await createPerson(stage.admin, 'portal')
  const group = await createGroup(stage.admin, 'portal')
  await identityStore.CreateGroupMembership(stage.admin, { IdentityStoreId: identityStoreId, GroupId: group, MemberId: { UserId: person } })
  const [reader, writer] = [await createPermissionSet(stage.admin, 'Reader'), await createPermissionSet(stage.admin, 'Writer')]
  const accounts = [
    await createAccount(stage.admin, 'portal-c'),
    await createAccount(stage.admin, 'portal-a'),
    await createAccount(stage.admin, 'portal-b'),
  ]
  for (const accountId of accounts)
    await ssoAdmin.CreateAccountAssignment(stage.admin, { ...instance, PermissionSetArn: reader, ...target(accountId, group, 'GROUP') })
  for (const PermissionSetArn of [reader, writer])
    await ssoAdmin.CreateAccountAssignment(stage.admin, { ...instance, PermissionSetArn, ...target(accounts[1] ?? '', person) })
  stage.clock.advance(assignmentMs)
  const principalIds = [person, group]
  const all = await assignedAccounts(stage.admin, { principalIds, limit: 10 })
  expect(all.map(({ name, roles }) => [name, roles.map((role) => role.name)])).toEqual([
    ['portal-a', ['Reader', 'Writer']],
    ['portal-b', ['Reader']],
    ['portal-c', ['Reader']],
  ])
  const [first] = await assignedAccounts(stage.admin, { principalIds, limit: 1 })
  const { name, accountId } = given(first)
  const rest = await assignedAccounts(stage.admin, { principalIds, after: [name, accountId], limit: 10 })
  expect(rest.map((account) => account.name)).toEqual(['portal-b', 'portal-c'])
  const found = await assignedAccounts(stage.admin, { principalIds, search: 'PORTAL-B@', limit: 10 })
  expect(found.map((account) => account.name)).toEqual(['portal-b'])
  const { AccountAssignments = [] } = await ssoAdmin.ListAccountAssignmentsForPrincipal(stage.admin, {
    ...instance,
    PrincipalId: person,
    PrincipalType: 'USER',
  })
  expect(AccountAssignments).toHaveLength(5)
})
