import * as IAM from '@aws-sdk/client-iam'
import { DescribeOrganizationCommand, ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, createIamStage, type IamStage, trustOf } from './iam-stage.ts'

let stage: IamStage
let accountId: string
let send: IAM.IAMClient['send']

beforeAll(async () => {
  stage = await createIamStage()
  send = stage.iam.send.bind(stage.iam)
  const { Account } = await new STSClient(stage.configuration(stage.server.credentials)).send(new GetCallerIdentityCommand({}))
  accountId = Account ?? ''
})
afterAll(() => stage.server.stop())

const trust = () => trustOf({ AWS: `arn:aws:iam::${accountId}:root` })

test('a role is made, read, listed, changed and deleted', async () => {
  const Tags = [{ Key: 'team', Value: 'platform' }]
  const { Role } = await send(
    new IAM.CreateRoleCommand({ RoleName: 'Deployer', Path: '/ci/', Description: 'deploys', AssumeRolePolicyDocument: trust(), Tags }),
  )
  expect(Role).toMatchObject({
    Arn: `arn:aws:iam::${accountId}:role/ci/Deployer`,
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    MaxSessionDuration: 3600,
    Tags,
  })
  const read = (await send(new IAM.GetRoleCommand({ RoleName: 'Deployer' }))).Role
  expect(JSON.parse(decodeURIComponent(read?.AssumeRolePolicyDocument ?? ''))).toEqual(JSON.parse(trust()))
  expect((await send(new IAM.ListRolesCommand({ PathPrefix: '/ci/' }))).Roles?.map(({ RoleName }) => RoleName)).toEqual(['Deployer'])
  await send(new IAM.UpdateRoleCommand({ RoleName: 'Deployer', MaxSessionDuration: 7200 }))
  const changed = (await send(new IAM.GetRoleCommand({ RoleName: 'Deployer' }))).Role
  expect([changed?.MaxSessionDuration, changed?.Description]).toEqual([7200, undefined])
  await send(new IAM.UntagRoleCommand({ RoleName: 'Deployer', TagKeys: ['team'] }))
  expect((await send(new IAM.ListRoleTagsCommand({ RoleName: 'Deployer' }))).Tags).toEqual([])
  await send(new IAM.DeleteRoleCommand({ RoleName: 'Deployer' }))
  await expect(send(new IAM.GetRoleCommand({ RoleName: 'Deployer' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name Deployer cannot be found.',
  })
})

test('what a role may do is what its policies say, attached and inline, within its boundary, at once', async () => {
  await send(new IAM.CreateRoleCommand({ RoleName: 'Reader', AssumeRolePolicyDocument: trust() }))
  const { Policy } = await send(
    new IAM.CreatePolicyCommand({ PolicyName: 'Describe', PolicyDocument: allowing('organizations:Describe*') }),
  )
  const PolicyArn = Policy?.Arn ?? ''
  await send(new IAM.AttachRolePolicyCommand({ RoleName: 'Reader', PolicyArn }))
  await send(new IAM.PutRolePolicyCommand({ RoleName: 'Reader', PolicyName: 'list', PolicyDocument: allowing('organizations:List*') }))
  const sts = new STSClient(stage.configuration(stage.server.credentials))
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/Reader`, RoleSessionName: 'test' }),
  )
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const organizations = new OrganizationsClient(
    stage.configuration({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }),
  )
  const describe = () => organizations.send(new DescribeOrganizationCommand({}))
  const list = () => organizations.send(new ListRootsCommand({}))
  await describe()
  await list()
  await send(new IAM.PutRolePermissionsBoundaryCommand({ RoleName: 'Reader', PermissionsBoundary: PolicyArn }))
  await describe()
  await expect(list()).rejects.toThrow('because no permissions boundary allows the organizations:ListRoots action')
  await send(new IAM.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('organizations:List*'), SetAsDefault: true }))
  await list()
  await expect(describe()).rejects.toThrow('organizations:DescribeOrganization')
  await send(new IAM.DeleteRolePermissionsBoundaryCommand({ RoleName: 'Reader' }))
  await send(new IAM.DeleteRolePolicyCommand({ RoleName: 'Reader', PolicyName: 'list' }))
  await send(new IAM.DetachRolePolicyCommand({ RoleName: 'Reader', PolicyArn }))
  await expect(list()).rejects.toThrow('because no identity-based policy allows')
})

test('a policy and a role that are in use are not deleted', async () => {
  await send(new IAM.CreateRoleCommand({ RoleName: 'Used', AssumeRolePolicyDocument: trust() }))
  const { Policy } = await send(new IAM.CreatePolicyCommand({ PolicyName: 'Used', PolicyDocument: allowing('sts:*') }))
  const PolicyArn = Policy?.Arn ?? ''
  await send(new IAM.AttachRolePolicyCommand({ RoleName: 'Used', PolicyArn }))
  expect((await send(new IAM.GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1)
  expect((await send(new IAM.ListEntitiesForPolicyCommand({ PolicyArn }))).PolicyRoles?.map(({ RoleName }) => RoleName)).toEqual(['Used'])
  const bounded = { RoleName: 'Bounded', AssumeRolePolicyDocument: trust(), PermissionsBoundary: PolicyArn }
  await send(new IAM.CreateRoleCommand(bounded))
  const rolesWith = async (PolicyUsageFilter?: IAM.PolicyUsageType) =>
    (await send(new IAM.ListEntitiesForPolicyCommand({ PolicyArn, ...(PolicyUsageFilter && { PolicyUsageFilter }) }))).PolicyRoles?.map(
      ({ RoleName }) => RoleName,
    )
  expect(await rolesWith()).toEqual(['Bounded', 'Used'])
  expect([await rolesWith('PermissionsPolicy'), await rolesWith('PermissionsBoundary')]).toEqual([['Used'], ['Bounded']])
  const { Policies } = await send(new IAM.ListPoliciesCommand({ OnlyAttached: true, Scope: 'Local', MaxItems: 1 }))
  expect(Policies?.map((each) => each.Arn)).toEqual([PolicyArn])
  await send(new IAM.DeleteRoleCommand({ RoleName: 'Bounded' }))
  await expect(send(new IAM.DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: 'DeleteConflictException' })
  await expect(send(new IAM.DeleteRoleCommand({ RoleName: 'Used' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must detach all policies first.',
  })
  await send(new IAM.DetachRolePolicyCommand({ RoleName: 'Used', PolicyArn }))
  await send(new IAM.DeletePolicyCommand({ PolicyArn }))
  await expect(send(new IAM.AttachRolePolicyCommand({ RoleName: 'Used', PolicyArn }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  })
})

test('a policy keeps five versions, each as it was written, and its default one is not deleted', async () => {
  const written = '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "sts:*", "Resource": "*" }\n}'
  const { Policy } = await send(new IAM.CreatePolicyCommand({ PolicyName: 'Versions', PolicyDocument: written }))
  const PolicyArn = Policy?.Arn ?? ''
  for (let version = 2; version <= 5; version++)
    await send(new IAM.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing(`sts:v${version}`) }))
  await expect(send(new IAM.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: written }))).rejects.toMatchObject({
    name: 'LimitExceededException',
  })
  const { PolicyVersion } = await send(new IAM.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  expect([decodeURIComponent(PolicyVersion?.Document ?? ''), PolicyVersion?.IsDefaultVersion]).toEqual([written, true])
  await expect(send(new IAM.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  })
  await send(new IAM.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v5' }))
  await send(new IAM.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  const { Versions } = await send(new IAM.ListPolicyVersionsCommand({ PolicyArn }))
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2'])
})

test.each([
  ['no JSON', '{'],
  ['without a principal', allowing('sts:AssumeRole')],
  ['for another service’s actions', JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] })],
])('a trust policy %s is malformed', async (_, document) => {
  await expect(send(new IAM.CreateRoleCommand({ RoleName: 'Bad', AssumeRolePolicyDocument: document }))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  })
})

test('roles of AWS services are made for them and changed by nobody', async () => {
  const { Role } = await send(new IAM.CreateServiceLinkedRoleCommand({ AWSServiceName: 'config.amazonaws.com' }))
  expect(Role?.Path).toBe('/aws-service-role/config.amazonaws.com/')
  const RoleName = Role?.RoleName ?? ''
  const change = new IAM.PutRolePolicyCommand({ RoleName, PolicyName: 'x', PolicyDocument: allowing('*') })
  await expect(send(change)).rejects.toMatchObject({
    name: 'UnmodifiableEntityException',
    message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
  })
  await expect(send(new IAM.DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({ name: 'UnmodifiableEntityException' })
  const { DeletionTaskId } = await send(new IAM.DeleteServiceLinkedRoleCommand({ RoleName }))
  expect((await send(new IAM.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))).Status).toBe('SUCCEEDED')
  const reserved = (await send(new IAM.ListRolesCommand({ PathPrefix: '/aws-reserved/' }))).Roles?.[0]?.RoleName ?? ''
  expect(reserved).toMatch(/^AWSReservedSSO_/)
  await expect(send(new IAM.DeleteRoleCommand({ RoleName: reserved }))).rejects.toMatchObject({ name: 'UnmodifiableEntityException' })
})

test('lists are paged, and a marker of another list is refused', async () => {
  const all: string[] = []
  for await (const page of IAM.paginateListPolicies({ client: stage.iam, pageSize: 3 }, { Scope: 'All' }))
    all.push(...(page.Policies ?? []).map(({ Arn }) => Arn ?? ''))
  expect([all.includes('arn:aws:iam::aws:policy/AdministratorAccess'), new Set(all).size]).toEqual([true, all.length])
  await expect(send(new IAM.ListRolesCommand({ Marker: 'made-up' }))).rejects.toThrow('Invalid Marker.')
})
