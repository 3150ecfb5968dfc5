import * as IAM from '@aws-sdk/client-iam'
import { CreateAccountCommand, DescribeCreateAccountStatusCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIamStage, type IamStage, trustOf } from './iam-stage.ts'
import { given } from './organizations-stage.ts'

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
const exists = { name: 'EntityAlreadyExistsException' }
const conflict = { name: 'DeleteConflictException' }

test('an instance profile is made, takes one role, is found by it, and goes before the role does', async () => {
  const [profile, role] = [{ InstanceProfileName: 'Machines' }, { RoleName: 'Machine' }]
  await send(new IAM.CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trust() }))
  const { InstanceProfile } = await send(
    new IAM.CreateInstanceProfileCommand({ ...profile, Path: '/team/', Tags: [{ Key: 'team', Value: 'blue' }] }),
  )
  expect(InstanceProfile).toMatchObject({
    Arn: `arn:aws:iam::${accountId}:instance-profile/team/Machines`,
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
    Roles: [],
    Tags: [{ Key: 'team', Value: 'blue' }],
  })
  await send(new IAM.AddRoleToInstanceProfileCommand({ ...profile, ...role }))
  const read = (await send(new IAM.GetInstanceProfileCommand(profile))).InstanceProfile
  expect(read?.Roles).toMatchObject([{ RoleName: 'Machine', AssumeRolePolicyDocument: encodeURIComponent(trust()) }])
  const names = ({ InstanceProfiles }: IAM.ListInstanceProfilesResponse) => InstanceProfiles?.map((each) => each.InstanceProfileName)
  expect(names(await send(new IAM.ListInstanceProfilesForRoleCommand(role)))).toEqual(['Machines'])
  expect(names(await send(new IAM.ListInstanceProfilesCommand({ PathPrefix: '/team/' })))).toEqual(['Machines'])
  expect(names(await send(new IAM.ListInstanceProfilesCommand({ PathPrefix: '/other/' })))).toEqual([])
  await expect(send(new IAM.DeleteRoleCommand(role))).rejects.toMatchObject(conflict)
  await expect(send(new IAM.DeleteInstanceProfileCommand(profile))).rejects.toMatchObject(conflict)
  await send(new IAM.UntagInstanceProfileCommand({ ...profile, TagKeys: ['team'] }))
  await send(new IAM.TagInstanceProfileCommand({ ...profile, Tags: [{ Key: 'cost', Value: '42' }] }))
  expect((await send(new IAM.ListInstanceProfileTagsCommand(profile))).Tags).toEqual([{ Key: 'cost', Value: '42' }])
  expect((await send(new IAM.GetAccountSummaryCommand({}))).SummaryMap?.InstanceProfiles).toBe(1)
  await send(new IAM.RemoveRoleFromInstanceProfileCommand({ ...profile, ...role }))
  await expect(send(new IAM.RemoveRoleFromInstanceProfileCommand({ ...profile, ...role }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  })
  await send(new IAM.DeleteRoleCommand(role))
  await send(new IAM.DeleteInstanceProfileCommand(profile))
  await expect(send(new IAM.GetInstanceProfileCommand(profile))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test('an account is born with the roles that AWS gives it, which nobody changes or takes for another', async () => {
  const organizations = new OrganizationsClient(stage.configuration(stage.server.credentials))
  const asked = await organizations.send(new CreateAccountCommand({ AccountName: 'born', Email: 'born@example.com' }))
  const CreateAccountRequestId = given(asked.CreateAccountStatus?.Id)
  const { CreateAccountStatus } = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))
  const RoleArn = `arn:aws:iam::${CreateAccountStatus?.AccountId}:role/OrganizationAccountAccessRole`
  const sts = new STSClient(stage.configuration(stage.server.credentials))
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }))
  const { AccessKeyId, SecretAccessKey, SessionToken } = given(Credentials)
  const credentials = { accessKeyId: given(AccessKeyId), secretAccessKey: given(SecretAccessKey), sessionToken: given(SessionToken) }
  const born = new IAM.IAMClient(stage.configuration(credentials))
  const { Roles } = await born.send(new IAM.ListRolesCommand({}))
  expect(Roles?.map(({ Path, RoleName }) => `${Path}${RoleName}`)).toEqual([
    '/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations',
    '/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport',
    '/aws-service-role/trustedadvisor.amazonaws.com/AWSServiceRoleForTrustedAdvisor',
    '/OrganizationAccountAccessRole',
  ])
  const RoleName = 'AWSServiceRoleForSupport'
  const { AttachedPolicies } = await born.send(new IAM.ListAttachedRolePoliciesCommand({ RoleName }))
  expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AWSSupportServiceRolePolicy'])
  await expect(born.send(new IAM.DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({ name: 'UnmodifiableEntityException' })
  await expect(born.send(new IAM.CreateServiceLinkedRoleCommand({ AWSServiceName: 'organizations.amazonaws.com' }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Service role name AWSServiceRoleForOrganizations has been taken in this account, please try a different suffix.',
  })
})

test('instance profiles are listed page by page, by a marker of their own list', async () => {
  for (const name of ['One', 'Two', 'Three']) await send(new IAM.CreateInstanceProfileCommand({ InstanceProfileName: name }))
  const names: (string | undefined)[] = []
  for await (const page of IAM.paginateListInstanceProfiles({ client: stage.iam, pageSize: 2 }, {}))
    names.push(...(page.InstanceProfiles ?? []).map(({ InstanceProfileName }) => InstanceProfileName))
  expect(names).toEqual(['One', 'Three', 'Two'])
  const { Marker } = await send(new IAM.ListInstanceProfilesCommand({ MaxItems: 1 }))
  await expect(send(new IAM.ListRolesCommand({ Marker }))).rejects.toMatchObject({ name: 'ValidationError' })
})

test('names are given once, whatever the case of their letters, and kept as they were written', async () => {
  await send(new IAM.CreateRoleCommand({ RoleName: 'Deployer', AssumeRolePolicyDocument: trust() }))
  await expect(send(new IAM.CreateRoleCommand({ RoleName: 'DEPLOYER', AssumeRolePolicyDocument: trust() }))).rejects.toMatchObject(exists)
  await send(new IAM.CreateUserCommand({ UserName: 'Ada' }))
  await send(new IAM.CreateUserCommand({ UserName: 'Grace' }))
  await expect(send(new IAM.CreateUserCommand({ UserName: 'ada', Path: '/other/' }))).rejects.toMatchObject(exists)
  await expect(send(new IAM.UpdateUserCommand({ UserName: 'Grace', NewUserName: 'ADA' }))).rejects.toMatchObject(exists)
  await send(new IAM.UpdateUserCommand({ UserName: 'Ada', NewUserName: 'ADA' }))
  expect((await send(new IAM.GetUserCommand({ UserName: 'ADA' }))).User?.UserName).toBe('ADA')
  await send(new IAM.CreateGroupCommand({ GroupName: 'Engineers' }))
  await expect(send(new IAM.CreateGroupCommand({ GroupName: 'engineers' }))).rejects.toMatchObject(exists)
  const policy = {
    PolicyName: 'Read',
    PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}',
  }
  await send(new IAM.CreatePolicyCommand(policy))
  await expect(send(new IAM.CreatePolicyCommand({ ...policy, PolicyName: 'READ', Path: '/x/' }))).rejects.toMatchObject(exists)
  const made = ['Twin', 'TWIN', 'twin'].map((GroupName) => send(new IAM.CreateGroupCommand({ GroupName })))
  expect((await Promise.allSettled(made)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a policy sees the tags of the user or role who asks, a session’s before the role’s own, as soon as they change', async () => {
  const grant = (key: string, value: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'iam:ListRoles',
        Resource: '*',
        Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: value } },
      },
    })
  const RoleName = 'Tagged'
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
  })
  await send(new IAM.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags: [{ Key: 'Team', Value: 'blue' }] }))
  await send(new IAM.PutRolePolicyCommand({ RoleName, PolicyName: 'blue', PolicyDocument: grant('team', 'blue') }))
  const sts = new STSClient(stage.configuration(stage.server.credentials))
  const enter = async (Tags: { Key: string; Value: string }[] = []) => {
    const RoleArn = `arn:aws:iam::${accountId}:role/${RoleName}`
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', Tags }))
    const { AccessKeyId, SecretAccessKey, SessionToken } = given(Credentials)
    const credentials = { accessKeyId: given(AccessKeyId), secretAccessKey: given(SecretAccessKey), sessionToken: given(SessionToken) }
    return new IAM.IAMClient(stage.configuration(credentials))
  }
  const may = async (client: IAM.IAMClient) =>
    client.send(new IAM.ListRolesCommand({ MaxItems: 1 })).then(
      () => true,
      (error: Error) => {
        expect(error.name).toBe('AccessDenied')
        return false
      },
    )
  const [plain, red] = [await enter(), await enter([{ Key: 'team', Value: 'red' }])]
  expect([await may(plain), await may(red)]).toEqual([true, false])
  await send(new IAM.TagRoleCommand({ RoleName, Tags: [{ Key: 'Team', Value: 'red' }] }))
  expect(await may(plain)).toBe(false)

  await send(new IAM.CreateUserCommand({ UserName: 'robot' }))
  await send(new IAM.PutUserPolicyCommand({ UserName: 'robot', PolicyName: 'blue', PolicyDocument: grant('team', 'blue') }))
  const { AccessKey } = await send(new IAM.CreateAccessKeyCommand({ UserName: 'robot' }))
  const { AccessKeyId, SecretAccessKey } = given(AccessKey)
  const robot = new IAM.IAMClient(stage.configuration({ accessKeyId: given(AccessKeyId), secretAccessKey: given(SecretAccessKey) }))
  expect(await may(robot)).toBe(false)
  await send(new IAM.TagUserCommand({ UserName: 'robot', Tags: [{ Key: 'team', Value: 'blue' }] }))
  expect(await may(robot)).toBe(true)
  await send(new IAM.UntagUserCommand({ UserName: 'robot', TagKeys: ['team'] }))
  expect(await may(robot)).toBe(false)
})

test('a policy sees the tags of the role that is asked about, and a role of the same name made later has none of them', async () => {
  const role = { RoleName: 'Guarded', AssumeRolePolicyDocument: trust() }
  await send(new IAM.CreateRoleCommand({ ...role, Tags: [{ Key: 'Team', Value: 'blue' }] }))
  await send(new IAM.CreateUserCommand({ UserName: 'keeper' }))
  const statement = (Resource: string, key: string) => ({
    ...{ Effect: 'Allow', Action: 'iam:UpdateRoleDescription', Resource },
    Condition: { StringEquals: { [key]: 'blue' } },
  })
  const allow = (key: string) =>
    send(
      new IAM.PutUserPolicyCommand({
        ...{ UserName: 'keeper', PolicyName: 'blue' },
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement('*', key) }),
      }),
    )
  const { AccessKey } = await send(new IAM.CreateAccessKeyCommand({ UserName: 'keeper' }))
  const { AccessKeyId, SecretAccessKey } = given(AccessKey)
  const keeper = new IAM.IAMClient(stage.configuration({ accessKeyId: given(AccessKeyId), secretAccessKey: given(SecretAccessKey) }))
  const change = () => keeper.send(new IAM.UpdateRoleDescriptionCommand({ RoleName: 'Guarded', Description: 'kept' }))
  for (const key of ['aws:ResourceTag/team', 'iam:ResourceTag/Team']) {
    await allow(key)
    await change()
  }
  await send(new IAM.DeleteRoleCommand({ RoleName: 'Guarded' }))
  await send(new IAM.CreateRoleCommand(role))
  await expect(change()).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('who clears up a user finds no passwords, devices, keys or certificates, and nothing of a user who is not there', async () => {
  const user = { UserName: 'cleared' }
  await send(new IAM.CreateUserCommand(user))
  expect((await send(new IAM.ListMFADevicesCommand(user))).MFADevices).toEqual([])
  expect((await send(new IAM.ListSSHPublicKeysCommand(user))).SSHPublicKeys).toEqual([])
  expect((await send(new IAM.ListSigningCertificatesCommand(user))).Certificates).toEqual([])
  expect((await send(new IAM.ListServiceSpecificCredentialsCommand(user))).ServiceSpecificCredentials).toEqual([])
  expect((await send(new IAM.ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([])
  expect((await send(new IAM.ListServerCertificatesCommand({}))).ServerCertificateMetadataList).toEqual([])
  const none = { name: 'NoSuchEntityException' }
  await expect(send(new IAM.GetLoginProfileCommand(user))).rejects.toMatchObject(none)
  await expect(send(new IAM.DeleteLoginProfileCommand(user))).rejects.toMatchObject(none)
  await expect(send(new IAM.ListMFADevicesCommand({ UserName: 'absent' }))).rejects.toMatchObject(none)
})
