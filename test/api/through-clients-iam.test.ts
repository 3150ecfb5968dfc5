import * as IAM from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, createIamStage, type IamStage, trustOf } from './iam-stage.ts'
import { given } from './organizations-stage.ts'

// Policies, boundaries and tags of users, groups and roles, through AWS's own client.

let stage: IamStage
let send: IAM.IAMClient['send']
const document = allowing('s3:ListAllMyBuckets')
const PolicyName = 'Buckets'
const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const plain = (text = '') => JSON.parse(decodeURIComponent(text))

beforeAll(async () => {
  stage = await createIamStage()
  send = stage.iam.send.bind(stage.iam)
})
afterAll(() => stage.server.stop())

test('a user has policies inside and attached, a boundary, tags, and keys that are switched off', async () => {
  const user = { UserName: 'robot' }
  await send(new IAM.CreateUserCommand({ ...user, Tags: [{ Key: 'team', Value: 'blue' }] }))
  await send(new IAM.PutUserPolicyCommand({ ...user, PolicyName, PolicyDocument: document }))
  const inside = await send(new IAM.GetUserPolicyCommand({ ...user, PolicyName }))
  expect([inside.UserName, plain(inside.PolicyDocument)]).toEqual(['robot', plain(document)])
  expect((await send(new IAM.ListUserPoliciesCommand(user))).PolicyNames).toEqual([PolicyName])
  await send(new IAM.AttachUserPolicyCommand({ ...user, PolicyArn }))
  const { AttachedPolicies } = await send(new IAM.ListAttachedUserPoliciesCommand(user))
  expect(AttachedPolicies).toEqual([{ PolicyArn, PolicyName: 'ReadOnlyAccess' }])
  await send(new IAM.PutUserPermissionsBoundaryCommand({ ...user, PermissionsBoundary: PolicyArn }))
  const bounded = await send(new IAM.GetUserCommand(user))
  expect(bounded.User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PolicyArn)
  await send(new IAM.DeleteUserPermissionsBoundaryCommand(user))
  expect((await send(new IAM.GetUserCommand(user))).User?.PermissionsBoundary).toBeUndefined()
  expect((await send(new IAM.ListUserTagsCommand(user))).Tags).toEqual([{ Key: 'team', Value: 'blue' }])
  const { AccessKey } = await send(new IAM.CreateAccessKeyCommand(user))
  const key = { ...user, AccessKeyId: given(AccessKey?.AccessKeyId) }
  await send(new IAM.UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))
  expect((await send(new IAM.ListAccessKeysCommand(user))).AccessKeyMetadata).toMatchObject([{ ...key, Status: 'Inactive' }])
  await send(new IAM.DeleteUserPolicyCommand({ ...user, PolicyName }))
  expect((await send(new IAM.ListUserPoliciesCommand(user))).PolicyNames).toEqual([])
})

test('a group has members and policies inside and attached, and loses them', async () => {
  const group = { GroupName: 'Engineers' }
  await send(new IAM.CreateGroupCommand(group))
  expect((await send(new IAM.ListGroupsCommand({}))).Groups?.map(({ GroupName }) => GroupName)).toEqual(['Engineers'])
  await send(new IAM.AddUserToGroupCommand({ ...group, UserName: 'robot' }))
  await send(new IAM.PutGroupPolicyCommand({ ...group, PolicyName, PolicyDocument: document }))
  expect(plain((await send(new IAM.GetGroupPolicyCommand({ ...group, PolicyName }))).PolicyDocument)).toEqual(plain(document))
  expect((await send(new IAM.ListGroupPoliciesCommand(group))).PolicyNames).toEqual([PolicyName])
  await send(new IAM.AttachGroupPolicyCommand({ ...group, PolicyArn }))
  const attached = async () => (await send(new IAM.ListAttachedGroupPoliciesCommand(group))).AttachedPolicies?.map((each) => each.PolicyArn)
  expect(await attached()).toEqual([PolicyArn])
  await send(new IAM.DetachGroupPolicyCommand({ ...group, PolicyArn }))
  expect(await attached()).toEqual([])
  await send(new IAM.DeleteGroupPolicyCommand({ ...group, PolicyName }))
  await send(new IAM.RemoveUserFromGroupCommand({ ...group, UserName: 'robot' }))
  expect((await send(new IAM.GetGroupCommand(group))).Users).toEqual([])
  await send(new IAM.DeleteGroupCommand(group))
})

test('a role has policies inside, another trust policy and another description', async () => {
  const role = { RoleName: 'Worker' }
  await send(new IAM.CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trustOf({ Service: 'ec2.amazonaws.com' }) }))
  await send(new IAM.PutRolePolicyCommand({ ...role, PolicyName, PolicyDocument: document }))
  const inside = await send(new IAM.GetRolePolicyCommand({ ...role, PolicyName }))
  expect([inside.RoleName, plain(inside.PolicyDocument)]).toEqual(['Worker', plain(document)])
  expect((await send(new IAM.ListRolePoliciesCommand(role))).PolicyNames).toEqual([PolicyName])
  const trust = trustOf({ Service: 'lambda.amazonaws.com' })
  await send(new IAM.UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument: trust }))
  const { Role } = await send(new IAM.UpdateRoleDescriptionCommand({ ...role, Description: 'works' }))
  expect([Role?.Description, plain(Role?.AssumeRolePolicyDocument)]).toEqual(['works', plain(trust)])
})

test('a policy of one’s own has tags, and an account’s password policy goes again', async () => {
  const { Policy } = await send(new IAM.CreatePolicyCommand({ PolicyName, PolicyDocument: document }))
  const own = { PolicyArn: given(Policy?.Arn) }
  await send(new IAM.TagPolicyCommand({ ...own, Tags: ['a', 'b'].map((Key) => ({ Key, Value: '1' })) }))
  await send(new IAM.UntagPolicyCommand({ ...own, TagKeys: ['a'] }))
  expect((await send(new IAM.ListPolicyTagsCommand(own))).Tags).toEqual([{ Key: 'b', Value: '1' }])
  await send(new IAM.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 16 }))
  await send(new IAM.DeleteAccountPasswordPolicyCommand({}))
  await expect(send(new IAM.GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})
