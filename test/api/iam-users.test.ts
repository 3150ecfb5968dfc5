import * as IAM from '@aws-sdk/client-iam'
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowing, createIamStage, type IamStage } from './iam-stage.ts'

let stage: IamStage
let send: IAM.IAMClient['send']

beforeAll(async () => {
  stage = await createIamStage()
  send = stage.iam.send.bind(stage.iam)
})
afterAll(() => stage.server.stop())

test('a user with a key may do what the user’s groups may, until the key is inactive', async () => {
  await send(new IAM.CreateGroupCommand({ GroupName: 'Describers' }))
  await send(
    new IAM.PutGroupPolicyCommand({ GroupName: 'Describers', PolicyName: 'd', PolicyDocument: allowing('organizations:Describe*') }),
  )
  await send(new IAM.CreateUserCommand({ UserName: 'ada' }))
  const { AccessKey } = await send(new IAM.CreateAccessKeyCommand({ UserName: 'ada' }))
  const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  const organizations = new OrganizationsClient(stage.configuration(credentials))
  const describe = () => organizations.send(new DescribeOrganizationCommand({}))
  await expect(describe()).rejects.toThrow('because no identity-based policy allows')
  await send(new IAM.AddUserToGroupCommand({ GroupName: 'Describers', UserName: 'ada' }))
  await describe()
  expect((await send(new IAM.GetGroupCommand({ GroupName: 'Describers' }))).Users?.map(({ UserName }) => UserName)).toEqual(['ada'])
  expect((await send(new IAM.ListGroupsForUserCommand({ UserName: 'ada' }))).Groups?.map(({ GroupName }) => GroupName)).toEqual([
    'Describers',
  ])
  await expect
    .poll(
      async () =>
        (await send(new IAM.GetAccessKeyLastUsedCommand({ AccessKeyId: credentials.accessKeyId }))).AccessKeyLastUsed?.ServiceName,
    )
    .toBe('organizations')
  await send(new IAM.UpdateUserCommand({ UserName: 'ada', NewUserName: 'ada.lovelace', NewPath: '/people/' }))
  const { Arn } = await new STSClient(stage.configuration(credentials)).send(new GetCallerIdentityCommand({}))
  const { AccessKeyMetadata } = await send(new IAM.ListAccessKeysCommand({ UserName: 'ada.lovelace' }))
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: credentials.accessKeyId, Status: 'Active' }])
  expect(Arn).toMatch(/user\/(ada|people\/ada\.lovelace)$/)
})

test('a user is deleted once keys, groups and policies are gone', async () => {
  await send(new IAM.CreateUserCommand({ UserName: 'bob' }))
  await send(new IAM.AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }))
  const { AccessKey } = await send(new IAM.CreateAccessKeyCommand({ UserName: 'bob' }))
  const remove = () => send(new IAM.DeleteUserCommand({ UserName: 'bob' }))
  await expect(remove()).rejects.toThrow('must delete access keys first')
  await send(new IAM.DeleteAccessKeyCommand({ UserName: 'bob', AccessKeyId: AccessKey?.AccessKeyId }))
  await expect(remove()).rejects.toThrow('must detach all policies first')
  await send(new IAM.DetachUserPolicyCommand({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }))
  await remove()
  await expect(send(new IAM.GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test('a third key, a name that is taken and what is not there are refused as IAM does', async () => {
  await send(new IAM.CreateUserCommand({ UserName: 'eve' }))
  await expect(send(new IAM.CreateUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'User with name eve already exists.',
  })
  for (let key = 0; key < 2; key++) await send(new IAM.CreateAccessKeyCommand({ UserName: 'eve' }))
  await expect(send(new IAM.CreateAccessKeyCommand({ UserName: 'eve' }))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  })
  await expect(send(new IAM.DeleteAccessKeyCommand({ UserName: 'eve', AccessKeyId: 'AKIAXXXXXXXXXXXXXXXX' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  })
})

test('the caller is meant when nobody is named', async () => {
  expect((await send(new IAM.GetUserCommand({}))).User?.UserName).toBe('account-factory')
})

test('an account has one alias, which no other has, and rules for passwords', async () => {
  await send(new IAM.CreateAccountAliasCommand({ AccountAlias: 'our-management' }))
  await send(new IAM.CreateAccountAliasCommand({ AccountAlias: 'our-own' }))
  expect((await send(new IAM.ListAccountAliasesCommand({}))).AccountAliases).toEqual(['our-own'])
  await expect(send(new IAM.DeleteAccountAliasCommand({ AccountAlias: 'our-management' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  })
  await send(new IAM.DeleteAccountAliasCommand({ AccountAlias: 'our-own' }))
  await expect(send(new IAM.GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  await send(new IAM.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14, MaxPasswordAge: 90 }))
  expect((await send(new IAM.GetAccountPasswordPolicyCommand({}))).PasswordPolicy).toMatchObject({
    MinimumPasswordLength: 14,
    ExpirePasswords: true,
    RequireSymbols: false,
  })
  const { SummaryMap } = await send(new IAM.GetAccountSummaryCommand({}))
  expect([SummaryMap?.Users, SummaryMap?.UsersQuota]).toEqual([expect.any(Number), 5000])
})
