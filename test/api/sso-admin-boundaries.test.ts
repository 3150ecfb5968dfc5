import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/access/context.ts'
import { ensureRole, findRole, policiesOf } from '../../src/services/iam/index.ts'
import { roleArnOf } from '../../src/services/sso-admin/index.ts'
import { createIdentityCenterStage, createPermissionSet, createPerson, instanceArn, ssoAdmin } from './identity-center-stage.ts'
import { createAccount, given, type Stage } from './organizations-stage.ts'

let stage: Stage
let accountId: string
let ada: string
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const powerUser = 'arn:aws:iam::aws:policy/PowerUserAccess'
const notFound = { code: 'ResourceNotFoundException' }

beforeAll(async () => {
  stage = await createIdentityCenterStage({ 'account-assignment': 1_000 })
  accountId = await createAccount(stage.admin, 'bounded')
  ada = await createPerson(stage.admin, 'ada')
})
afterAll(() => stage.close())

async function createSet(Name: string) {
  const set = { InstanceArn: instanceArn, PermissionSetArn: await createPermissionSet(stage.admin, Name) }
  const put = (PermissionsBoundary: object) => ssoAdmin.PutPermissionsBoundaryToPermissionSet(stage.admin, { ...set, PermissionsBoundary })
  const get = async () => (await ssoAdmin.GetPermissionsBoundaryForPermissionSet(stage.admin, set)).PermissionsBoundary
  const assign = () => {
    const target = { TargetType: 'AWS_ACCOUNT', TargetId: accountId, PrincipalType: 'USER', PrincipalId: ada } as const
    return ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target })
  }
  const provision = () => ssoAdmin.ProvisionPermissionSet(stage.admin, { ...set, TargetType: 'AWS_ACCOUNT', TargetId: accountId })
  const boundary = async () => {
    stage.clock.advance(2_000)
    const { boundary } = await policiesOf(stage.admin, given(await roleArnOf(stage.admin, accountId, Name)))
    return boundary?.length
  }
  return { set, put, get, assign, provision, boundary }
}

test('a boundary is put, replaced, read and taken away; none is not found', async () => {
  const { set, put, get } = await createSet('Put')
  await expect(get()).rejects.toMatchObject(notFound)
  await put({ ManagedPolicyArn: readOnly })
  expect(await get()).toEqual({ ManagedPolicyArn: readOnly })
  await put({ CustomerManagedPolicyReference: { Name: 'Fence', Path: '/team/' } })
  expect(await get()).toEqual({ CustomerManagedPolicyReference: { Name: 'Fence', Path: '/team/' } })
  await put({ CustomerManagedPolicyReference: { Name: 'Fence' } })
  expect(await get()).toEqual({ CustomerManagedPolicyReference: { Name: 'Fence', Path: '/' } })
  await ssoAdmin.DeletePermissionsBoundaryFromPermissionSet(stage.admin, set)
  await expect(get()).rejects.toMatchObject(notFound)
  await expect(ssoAdmin.DeletePermissionsBoundaryFromPermissionSet(stage.admin, set)).rejects.toMatchObject(notFound)
})

test('a boundary is one policy that there is', async () => {
  const { put } = await createSet('Strict')
  const reference = { Name: 'Fence' }
  for (const boundary of [{}, { ManagedPolicyArn: readOnly, CustomerManagedPolicyReference: reference }])
    await expect(put(boundary)).rejects.toMatchObject({ code: 'ValidationException' })
  await expect(put({ ManagedPolicyArn: 'arn:aws:iam::aws:policy/NoSuchPolicy' })).rejects.toMatchObject(notFound)
})

test('roles have the boundary of their permission set when they are provisioned', async () => {
  const { set, put, assign, provision, boundary } = await createSet('Provisioned')
  await assign()
  expect(await boundary()).toBeUndefined()
  await put({ ManagedPolicyArn: readOnly })
  expect(await boundary()).toBeUndefined()
  const accounts = { ...set, ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' } as const
  expect((await ssoAdmin.ListAccountsForProvisionedPermissionSet(stage.admin, accounts)).AccountIds).toEqual([accountId])
  await provision()
  expect(await boundary()).toBe(1)
  await ssoAdmin.DeletePermissionsBoundaryFromPermissionSet(stage.admin, set)
  await provision()
  expect(await boundary()).toBeUndefined()
})

test('a boundary that no account has is refused when it is provisioned, and says so', async () => {
  const { set, put, assign, provision, boundary } = await createSet('Failing')
  await assign()
  await put({ CustomerManagedPolicyReference: { Name: 'Fence', Path: '/team/' } })
  const { PermissionSetProvisioningStatus } = await provision()
  expect(PermissionSetProvisioningStatus?.Status).toBe('IN_PROGRESS')
  const request = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: given(PermissionSetProvisioningStatus?.RequestId) }
  const describe = async () =>
    (await ssoAdmin.DescribePermissionSetProvisioningStatus(stage.admin, request)).PermissionSetProvisioningStatus
  expect(await describe()).not.toHaveProperty('FailureReason')
  stage.clock.advance(1_000)
  const FailureReason = `Received a 404 status error: Policy arn:aws:iam::${accountId}:policy/team/Fence does not exist or is not attachable.`
  expect(await describe()).toMatchObject({ Status: 'FAILED', FailureReason })
  expect(await boundary()).toBeUndefined()
  await ssoAdmin.DeletePermissionsBoundaryFromPermissionSet(stage.admin, set)
  expect((await provision()).PermissionSetProvisioningStatus?.Status).toBe('IN_PROGRESS')
})

test('an assignment whose role cannot be made fails, and is listed as failed', async () => {
  const { set, put, assign } = await createSet('Unassignable')
  await put({ CustomerManagedPolicyReference: { Name: 'Fence' } })
  const { AccountAssignmentCreationStatus } = await assign()
  const RequestId = given(AccountAssignmentCreationStatus?.RequestId)
  const list = async (Status: 'FAILED' | 'IN_PROGRESS' | 'SUCCEEDED') => {
    const input = { InstanceArn: instanceArn, Filter: { Status } }
    const { AccountAssignmentsCreationStatus = [] } = await ssoAdmin.ListAccountAssignmentCreationStatus(stage.admin, input)
    return AccountAssignmentsCreationStatus.some((status) => status.RequestId === RequestId)
  }
  expect([await list('FAILED'), await list('IN_PROGRESS'), await list('SUCCEEDED')]).toEqual([false, true, false])
  stage.clock.advance(1_000)
  expect([await list('FAILED'), await list('IN_PROGRESS'), await list('SUCCEEDED')]).toEqual([true, false, false])
  const { AccountAssignments } = await ssoAdmin.ListAccountAssignments(stage.admin, { ...set, AccountId: accountId })
  expect(AccountAssignments).toEqual([])
  expect(await roleArnOf(stage.admin, accountId, 'Unassignable')).toBeUndefined()
})

const role = (boundary?: string) => ({
  ...{ accountId, name: 'plain', trustPolicy: {}, managedPolicyArns: [powerUser] },
  ...(boundary && { permissionsBoundary: boundary }),
})

test('a role has the boundary that it was last ensured with, of policies that there are', async () => {
  const { arn } = await ensureRole(stage.admin, role(readOnly))
  expect((await policiesOf(stage.admin, arn)).boundary).toHaveLength(1)
  await ensureRole(stage.admin, role())
  expect(await policiesOf(stage.admin, arn)).not.toHaveProperty('boundary')
  await expect(ensureRole(stage.admin, role('arn:aws:iam::aws:policy/NoSuchPolicy'))).rejects.toMatchObject({ code: 'NoSuchEntity' })
  expect((await findRole(stage.admin, accountId, 'plain'))?.arn).toBe(arn)
})

test('rights that were rolled back are nobody’s, not even for a second', async () => {
  const { arn } = await ensureRole(stage.admin, role(readOnly))
  const rolledBack = transaction(stage.admin, async (context) => {
    await ensureRole(context, role())
    expect(await policiesOf(context, arn)).not.toHaveProperty('boundary')
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  expect((await policiesOf(stage.admin, arn)).boundary).toHaveLength(1)
})
