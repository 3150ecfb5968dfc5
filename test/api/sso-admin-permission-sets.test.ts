import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createIdentityCenterStage,
  createPermissionSet,
  createPerson,
  identityStoreId,
  instanceArn,
  ssoAdmin,
} from './identity-center-stage.ts'
import { allPages, createAccount, given, managementAccountId, outsiderAccountId, type Stage } from './organizations-stage.ts'

let stage: Stage
const instance = { InstanceArn: instanceArn }
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const powerUser = 'arn:aws:iam::aws:policy/PowerUserAccess'
const inline = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}'

beforeAll(async () => {
  stage = await createIdentityCenterStage()
})
afterAll(() => stage.close())

async function assign(PermissionSetArn: string, TargetId: string, PrincipalId: string): Promise<void> {
  const target = { TargetType: 'AWS_ACCOUNT', TargetId, PrincipalType: 'USER', PrincipalId } as const
  await ssoAdmin.CreateAccountAssignment(stage.admin, { ...instance, PermissionSetArn, ...target })
}

test('the owner sees its instance, another account none and is denied everything', async () => {
  const described = { ...instance, IdentityStoreId: identityStoreId, OwnerAccountId: managementAccountId, Status: 'ACTIVE' }
  expect((await ssoAdmin.ListInstances(stage.admin, {})).Instances).toMatchObject([described])
  expect(await ssoAdmin.DescribeInstance(stage.admin, instance)).toMatchObject(described)
  const outsider = stage.as(outsiderAccountId)
  expect((await ssoAdmin.ListInstances(outsider, {})).Instances).toEqual([])
  await expect(ssoAdmin.ListPermissionSets(outsider, instance)).rejects.toMatchObject({ code: 'AccessDeniedException' })
  await expect(createPermissionSet(outsider, 'Intruder')).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('a permission set has an ARN below its instance, an hour unless said, and a name of its own', async () => {
  const arn = await createPermissionSet(stage.admin, 'Named')
  expect(arn).toMatch(/^arn:aws:sso:::permissionSet\/ssoins-1234567890abcdef\/ps-[0-9a-f]{16}$/)
  const { PermissionSet } = await ssoAdmin.DescribePermissionSet(stage.admin, { ...instance, PermissionSetArn: arn })
  expect(PermissionSet).toMatchObject({ Name: 'Named', Description: 'Set Named', SessionDuration: 'PT1H', CreatedDate: expect.any(Date) })
  await expect(createPermissionSet(stage.admin, 'Named')).rejects.toMatchObject({ code: 'ConflictException' })
})

test('a session lasts one to twelve hours', async () => {
  const PermissionSetArn = await createPermissionSet(stage.admin, 'Duration')
  for (const SessionDuration of ['PT12H', 'PT1H30M', 'PT90M'])
    await ssoAdmin.UpdatePermissionSet(stage.admin, { ...instance, PermissionSetArn, SessionDuration })
  for (const SessionDuration of ['PT59M', 'PT13H', 'PT', 'P1D', 'PT1H1'])
    await expect(ssoAdmin.UpdatePermissionSet(stage.admin, { ...instance, PermissionSetArn, SessionDuration })).rejects.toMatchObject({
      code: 'ValidationException',
    })
  const { PermissionSet } = await ssoAdmin.DescribePermissionSet(stage.admin, { ...instance, PermissionSetArn })
  expect(PermissionSet).toMatchObject({ SessionDuration: 'PT90M', Description: 'Set Duration' })
})

test('managed and inline policies are put, read and taken away; what is not there is not found', async () => {
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, 'Policies') }
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })
  await expect(ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })).rejects.toMatchObject({
    code: 'ConflictException',
  })
  for (const name of ['NoSuchPolicy', 'aws-service-role/AWSSupportServiceRolePolicy']) {
    const ManagedPolicyArn = `arn:aws:iam::aws:policy/${name}`
    await expect(ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  }
  const another = { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/AmazonEC2FullAccess' }
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, another)
  await ssoAdmin.DetachManagedPolicyFromPermissionSet(stage.admin, another)
  const { AttachedManagedPolicies } = await ssoAdmin.ListManagedPoliciesInPermissionSet(stage.admin, set)
  expect(AttachedManagedPolicies).toEqual([{ Name: 'ReadOnlyAccess', Arn: readOnly }])
  await ssoAdmin.DetachManagedPolicyFromPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })
  await expect(ssoAdmin.DetachManagedPolicyFromPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  })
  expect(await ssoAdmin.GetInlinePolicyForPermissionSet(stage.admin, set)).toEqual({ InlinePolicy: '' })
  await ssoAdmin.PutInlinePolicyToPermissionSet(stage.admin, { ...set, InlinePolicy: inline })
  expect(await ssoAdmin.GetInlinePolicyForPermissionSet(stage.admin, set)).toEqual({ InlinePolicy: inline })
  for (const InlinePolicy of ['nonsense', '[]', 'null', '{"Version":"2012-10-17"}'])
    await expect(ssoAdmin.PutInlinePolicyToPermissionSet(stage.admin, { ...set, InlinePolicy })).rejects.toMatchObject({
      code: 'ValidationException',
    })
  await ssoAdmin.DeleteInlinePolicyFromPermissionSet(stage.admin, set)
  await expect(ssoAdmin.DeleteInlinePolicyFromPermissionSet(stage.admin, set)).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
})

test('a changed permission set reaches its roles by ProvisionPermissionSet and not before', async () => {
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, 'Provisioned') }
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })
  const accountId = await createAccount(stage.admin, 'provisioned')
  await assign(set.PermissionSetArn, accountId, await createPerson(stage.admin, 'provisioned'))
  const { PermissionSets: [arn] = [] } = await ssoAdmin.ListPermissionSetsProvisionedToAccount(stage.admin, {
    ...instance,
    AccountId: accountId,
  })
  expect(arn).toBe(set.PermissionSetArn)
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: powerUser })
  const outdated = { ...set, ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' } as const
  expect((await ssoAdmin.ListAccountsForProvisionedPermissionSet(stage.admin, outdated)).AccountIds).toEqual([accountId])
  const { PermissionSetProvisioningStatus } = await ssoAdmin.ProvisionPermissionSet(stage.admin, {
    ...set,
    TargetType: 'ALL_PROVISIONED_ACCOUNTS',
  })
  expect(PermissionSetProvisioningStatus?.Status).toBe('IN_PROGRESS')
  const ProvisionPermissionSetRequestId = given(PermissionSetProvisioningStatus?.RequestId)
  const described = await ssoAdmin.DescribePermissionSetProvisioningStatus(stage.admin, { ...instance, ProvisionPermissionSetRequestId })
  expect(described.PermissionSetProvisioningStatus?.Status).toBe('SUCCEEDED')
  expect((await ssoAdmin.ListAccountsForProvisionedPermissionSet(stage.admin, outdated)).AccountIds).toEqual([])
})

test('a permission set that somebody has cannot be deleted; one that nobody has any more can', async () => {
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, 'Deleted') }
  const [accountId, userId] = [await createAccount(stage.admin, 'deleted'), await createPerson(stage.admin, 'deleted')]
  await assign(set.PermissionSetArn, accountId, userId)
  await expect(ssoAdmin.DeletePermissionSet(stage.admin, set)).rejects.toMatchObject({ code: 'ConflictException' })
  const target = { TargetType: 'AWS_ACCOUNT', TargetId: accountId, PrincipalType: 'USER', PrincipalId: userId } as const
  await ssoAdmin.DeleteAccountAssignment(stage.admin, { ...set, ...target })
  await ssoAdmin.DeletePermissionSet(stage.admin, set)
  await expect(ssoAdmin.DescribePermissionSet(stage.admin, set)).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
})

test('permission sets are listed in pages that together hold each once', async () => {
  for (const name of ['P1', 'P2', 'P3']) await createPermissionSet(stage.admin, name)
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await ssoAdmin.ListPermissionSets(stage.admin, { ...instance, MaxResults: 2, NextToken })
    return { items: page.PermissionSets, nextToken: page.NextToken }
  })
  expect(pages).toBeGreaterThan(1)
  expect(new Set(items).size).toBe(items.length)
  await expect(ssoAdmin.ListPermissionSets(stage.admin, { ...instance, NextToken: 'made-up' })).rejects.toMatchObject({
    code: 'ValidationException',
  })
})

test('tags are set when the set is created and later, read by key, and taken off', async () => {
  const created = await ssoAdmin.CreatePermissionSet(stage.admin, { ...instance, Name: 'Tagged', Tags: [{ Key: 'team', Value: 'a' }] })
  const resource = { ...instance, ResourceArn: given(created.PermissionSet?.PermissionSetArn) }
  const list = async () => (await ssoAdmin.ListTagsForResource(stage.admin, resource)).Tags
  expect(await list()).toEqual([{ Key: 'team', Value: 'a' }])
  await ssoAdmin.TagResource(stage.admin, {
    ...resource,
    Tags: [
      { Key: 'cost', Value: '1' },
      { Key: 'team', Value: 'b' },
    ],
  })
  expect(await list()).toEqual([
    { Key: 'cost', Value: '1' },
    { Key: 'team', Value: 'b' },
  ])
  await ssoAdmin.UntagResource(stage.admin, { ...resource, TagKeys: ['team', 'none'] })
  expect(await list()).toEqual([{ Key: 'cost', Value: '1' }])
})

test('more than fifty tags, a key twice or a key of AWS is refused, and nothing of it stays', async () => {
  const resource = { ...instance, ResourceArn: await createPermissionSet(stage.admin, 'TagLimits') }
  const tag = (Tags: Array<{ Key: string; Value: string }>) => ssoAdmin.TagResource(stage.admin, { ...resource, Tags })
  const many = Array.from({ length: 51 }, (_, number) => ({ Key: `k${number}`, Value: 'v' }))
  await expect(tag(many)).rejects.toMatchObject({ code: 'ServiceQuotaExceededException' })
  await expect(
    tag([
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ]),
  ).rejects.toMatchObject({ code: 'ValidationException' })
  await expect(tag([{ Key: 'aws:own', Value: '1' }])).rejects.toMatchObject({ code: 'ValidationException' })
  expect((await ssoAdmin.ListTagsForResource(stage.admin, resource)).Tags).toEqual([])
  await expect(ssoAdmin.ListTagsForResource(stage.as(outsiderAccountId), resource)).rejects.toMatchObject({ code: 'AccessDeniedException' })
})
