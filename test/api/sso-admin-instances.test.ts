import * as Store from '@aws-sdk/client-identitystore'
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import * as SSO from '@aws-sdk/client-sso-admin'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourceKeys } from '../../src/services/sso-admin/condition-keys.ts'
import { createIdentityCenterStage, instanceArn, ssoAdmin } from './identity-center-stage.ts'
import { createAccount, given, outsiderAccountId } from './organizations-stage.ts'
import { type IdentityCenterServer, startIdentityCenterServer } from './sso-admin-server-stage.ts'

// Not to be seen: ThrottlingException and InternalServerException, which nothing here brings about; ServiceQuotaExceededException of
// CreateInstance (a second instance is a conflict) and AddRegion (AWS has fewer Regions than any quota); ResourceNotFoundException of
// UpdateInstance (an instance that is not one's own is denied, whether it is there or not).

let stage: IdentityCenterServer
let members: string[]

beforeAll(async () => {
  stage = await startIdentityCenterServer()
  const { Accounts = [] } = await new OrganizationsClient(stage.settings).send(new ListAccountsCommand({}))
  members = Accounts.flatMap(({ Id = '' }) => (Id === stage.managementAccountId ? [] : Id))
})
afterAll(() => stage?.server.stop())

async function memberClient(accountId: string | undefined): Promise<SSO.SSOAdminClient> {
  return new SSO.SSOAdminClient({ ...stage.settings, credentials: await stage.enter(accountId ?? '', 'AWSAdministratorAccess') })
}

const describeIt = async (client: SSO.SSOAdminClient, InstanceArn: string | undefined) => {
  const { $metadata: _, ...described } = await client.send(new SSO.DescribeInstanceCommand({ InstanceArn }))
  return described
}

test('a member account makes one instance of its own, by its token once, and sees the organization’s beside it', async () => {
  const [accountId] = members
  const client = await memberClient(accountId)
  const create = (Name: string, ClientToken?: string) => client.send(new SSO.CreateInstanceCommand({ Name, ClientToken }))
  const list = async () => (await client.send(new SSO.ListInstancesCommand({}))).Instances ?? []
  expect((await list()).map(({ InstanceArn }) => InstanceArn)).toEqual([stage.instanceArn])
  const { InstanceArn } = await create('Team', 'token-1')
  expect(await describeIt(client, InstanceArn)).toMatchObject({
    InstanceArn: expect.stringMatching(/^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/),
    IdentityStoreId: expect.stringMatching(/^d-[0-9a-f]{10}$/),
    OwnerAccountId: accountId,
    Name: 'Team',
    Status: 'ACTIVE',
    EncryptionConfigurationDetails: { KeyType: 'AWS_OWNED_KMS_KEY', EncryptionStatus: 'ENABLED' },
  })
  expect((await create('Team', 'token-1')).InstanceArn).toBe(InstanceArn)
  for (const [name, token] of [['Team'], ['Team', 'token-2'], ['Other', 'token-1']] as const)
    await expect(create(name, token)).rejects.toMatchObject({ name: 'ConflictException' })
  expect(new Set((await list()).map((each) => each.InstanceArn))).toEqual(new Set([stage.instanceArn, InstanceArn]))
  const first = await client.send(new SSO.ListInstancesCommand({ MaxResults: 1 }))
  const second = await client.send(new SSO.ListInstancesCommand({ MaxResults: 1, NextToken: first.NextToken }))
  expect([first.Instances?.length, second.Instances?.length, second.NextToken]).toEqual([1, 1, undefined])
  await expect(stage.sso.send(new SSO.ListInstancesCommand({ NextToken: first.NextToken }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
  await expect(describeIt(client, stage.instanceArn)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(describeIt(stage.sso, InstanceArn)).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('an account’s own instance has people and applications, and neither permission sets nor other Regions', async () => {
  const [, accountId] = members
  const client = await memberClient(accountId)
  const { InstanceArn } = await client.send(new SSO.CreateInstanceCommand({}))
  const { IdentityStoreId } = await describeIt(client, InstanceArn)
  const store = new Store.IdentitystoreClient({ ...stage.settings, credentials: client.config.credentials })
  const person = { UserName: 'ada', DisplayName: 'Ada', Name: { GivenName: 'Ada', FamilyName: 'L' } }
  expect((await store.send(new Store.CreateUserCommand({ IdentityStoreId, ...person }))).UserId).toBeDefined()
  const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'
  await client.send(new SSO.CreateApplicationCommand({ InstanceArn, ApplicationProviderArn, Name: 'Wiki' }))
  const invalid = { name: 'ValidationException' }
  await expect(client.send(new SSO.CreatePermissionSetCommand({ InstanceArn, Name: 'Nothing' }))).rejects.toMatchObject(invalid)
  await expect(client.send(new SSO.ListPermissionSetsCommand({ InstanceArn }))).rejects.toMatchObject(invalid)
  await expect(client.send(new SSO.AddRegionCommand({ InstanceArn, RegionName: 'eu-west-1' }))).rejects.toMatchObject(invalid)
  await client.send(new SSO.DeleteInstanceCommand({ InstanceArn }))
  await expect(describeIt(client, InstanceArn)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(store.send(new Store.ListUsersCommand({ IdentityStoreId }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(client.send(new SSO.DeleteInstanceCommand({ InstanceArn }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const again = await client.send(new SSO.CreateInstanceCommand({}))
  expect(again.InstanceArn).not.toBe(InstanceArn)
})

test('applications and issuers go with an account’s own instance, and their tags too', async () => {
  const client = await memberClient(members[1])
  const { Instances = [] } = await client.send(new SSO.ListInstancesCommand({}))
  const before = Instances.find(({ OwnerAccountId }) => OwnerAccountId === members[1])
  if (before) await client.send(new SSO.DeleteInstanceCommand({ InstanceArn: before.InstanceArn }))
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const { InstanceArn } = await client.send(new SSO.CreateInstanceCommand({ Name: 'short', ClientToken: 'short' }))
  const repeated = new SSO.CreateInstanceCommand({ Name: 'short', ClientToken: 'short', Tags })
  await expect(client.send(repeated)).rejects.toMatchObject({ name: 'ConflictException' })
  const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'
  await client.send(new SSO.CreateApplicationCommand({ InstanceArn, ApplicationProviderArn, Name: 'Short', Tags }))
  const OidcJwtConfiguration = {
    ...{ IssuerUrl: 'https://issuer.example.com', ClaimAttributePath: 'email', IdentityStoreAttributePath: 'emails.value' },
    JwksRetrievalOption: 'OPEN_ID_DISCOVERY' as const,
  }
  const TrustedTokenIssuerConfiguration = { OidcJwtConfiguration }
  const issuer = { InstanceArn, Name: 'short', TrustedTokenIssuerType: 'OIDC_JWT' as const, TrustedTokenIssuerConfiguration, Tags }
  await client.send(new SSO.CreateTrustedTokenIssuerCommand(issuer))
  const rowsOf = async (table: string, column: string) => {
    const database = new pg.Client({ connectionString: stage.server.connectionString })
    await database.connect()
    const found = await database.query(`select from sso_admin.${table} where ${column} like $1`, [`%${InstanceArn?.split('/')[1]}%`])
    await database.end()
    return found.rowCount
  }
  expect(await rowsOf('resource_tags', 'resource_arn')).toBe(2)
  await client.send(new SSO.DeleteInstanceCommand({ InstanceArn }))
  expect(await rowsOf('resource_tags', 'resource_arn')).toBe(0)
  for (const table of ['applications', 'trusted_token_issuers']) expect(await rowsOf(table, 'instance_arn')).toBe(0)
})

test('one token makes one instance, however many ask at once', async () => {
  const direct = await createIdentityCenterStage()
  const alone = direct.as(outsiderAccountId)
  const made = await Promise.all(Array.from({ length: 5 }, () => ssoAdmin.CreateInstance(alone, { ClientToken: 'one' })))
  expect(new Set(made.map(({ InstanceArn }) => InstanceArn)).size).toBe(1)
  expect((await ssoAdmin.ListInstances(alone, {})).Instances).toMatchObject([{ InstanceArn: made[0]?.InstanceArn }])
  await direct.close()
})

test('the management account makes no second instance, and the organization’s cannot be deleted', async () => {
  await expect(stage.sso.send(new SSO.CreateInstanceCommand({}))).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(stage.sso.send(new SSO.DeleteInstanceCommand({ InstanceArn: stage.instanceArn }))).rejects.toMatchObject({
    name: 'ConflictException',
  })
  expect(await describeIt(stage.sso, stage.instanceArn)).toMatchObject({ Status: 'ACTIVE' })
})

test('instances have tags, from their making on, which conditions see', async () => {
  const client = await memberClient(members[0])
  const { Instances = [] } = await client.send(new SSO.ListInstancesCommand({}))
  const before = Instances.find(({ OwnerAccountId }) => OwnerAccountId === members[0])
  if (before) await client.send(new SSO.DeleteInstanceCommand({ InstanceArn: before.InstanceArn }))
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const tooMany = Array.from({ length: 51 }, (_, at) => ({ Key: `key-${at}`, Value: '' }))
  await expect(client.send(new SSO.CreateInstanceCommand({ Tags: [...Tags, ...Tags] }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
  const { InstanceArn } = await client.send(new SSO.CreateInstanceCommand({ Tags }))
  const list = async () => (await client.send(new SSO.ListTagsForResourceCommand({ ResourceArn: InstanceArn, InstanceArn }))).Tags
  expect(await list()).toEqual(Tags)
  await client.send(new SSO.TagResourceCommand({ ResourceArn: InstanceArn, Tags: [{ Key: 'stage', Value: 'test' }] }))
  await client.send(new SSO.UntagResourceCommand({ ResourceArn: InstanceArn, TagKeys: ['team', 'none'] }))
  expect(await list()).toEqual([{ Key: 'stage', Value: 'test' }])
  for (const at of [0, 25]) {
    const some = new SSO.TagResourceCommand({ ResourceArn: InstanceArn, Tags: tooMany.slice(at, at + 25) })
    if (at === 0) await client.send(some)
    else await expect(client.send(some)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' })
  }
  const foreign = { ResourceArn: stage.instanceArn, Tags }
  await expect(client.send(new SSO.TagResourceCommand(foreign))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const direct = await createIdentityCenterStage()
  await ssoAdmin.TagResource(direct.admin, { ResourceArn: instanceArn, Tags })
  expect(await resourceKeys(direct.admin, [instanceArn])).toMatchObject({ [instanceArn]: { 'aws:resourcetag/team': ['blue'] } })
  await direct.close()
})

const key = (id: string, region = 'us-east-1') => `arn:aws:kms:${region}:123456789012:key/${id}`
const multiRegionKey = key(`mrk-${'0'.repeat(32)}`)
const ownKey = key('00000000-0000-4000-8000-000000000000')

test('an instance is renamed, and encrypted with a key of its Region', async () => {
  const InstanceArn = stage.instanceArn
  const update = (change: Partial<SSO.UpdateInstanceCommandInput>) =>
    stage.sso.send(new SSO.UpdateInstanceCommand({ InstanceArn, ...change }))
  await update({ Name: 'Ours' })
  expect(await describeIt(stage.sso, InstanceArn)).toMatchObject({ Name: 'Ours' })
  await update({ EncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: ownKey } })
  const { Name, EncryptionConfigurationDetails } = await describeIt(stage.sso, InstanceArn)
  expect([Name, EncryptionConfigurationDetails]).toEqual([
    'Ours',
    { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: ownKey, EncryptionStatus: 'ENABLED' },
  ])
  const wrong: SSO.EncryptionConfiguration[] = [
    { KeyType: 'CUSTOMER_MANAGED_KEY' },
    { KeyType: 'AWS_OWNED_KMS_KEY', KmsKeyArn: ownKey },
    { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: key(`mrk-${'0'.repeat(32)}`, 'eu-west-1') },
  ]
  for (const EncryptionConfiguration of wrong)
    await expect(update({ EncryptionConfiguration })).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(update({})).rejects.toMatchObject({ name: 'ValidationException' })
  await update({ EncryptionConfiguration: { KeyType: 'AWS_OWNED_KMS_KEY' } })
  expect((await describeIt(stage.sso, InstanceArn)).EncryptionConfigurationDetails?.KeyType).toBe('AWS_OWNED_KMS_KEY')
  const foreign = { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', Name: 'Theirs' }
  await expect(update(foreign)).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('making, encrypting and deleting an instance take their time, one after the other', async () => {
  const direct = await createIdentityCenterStage({ 'create-account': 0, 'close-account': 2_000, 'enable-baseline': 3_000 })
  const alone = direct.as(outsiderAccountId, { pace: { ...direct.admin.pace, 'create-account': 1_000 } })
  const { InstanceArn = '' } = await ssoAdmin.CreateInstance(alone, { Name: 'Alone' })
  const status = async () => (await ssoAdmin.DescribeInstance(alone, { InstanceArn })).Status
  expect(await status()).toBe('CREATE_IN_PROGRESS')
  direct.clock.advance(1_000)
  expect(await status()).toBe('ACTIVE')
  const encrypt = () => {
    const EncryptionConfiguration = { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: multiRegionKey } as const
    return ssoAdmin.UpdateInstance(alone, { InstanceArn, EncryptionConfiguration })
  }
  const encryption = async () => (await ssoAdmin.DescribeInstance(alone, { InstanceArn })).EncryptionConfigurationDetails?.EncryptionStatus
  await encrypt()
  expect(await encryption()).toBe('UPDATING')
  await expect(encrypt()).rejects.toMatchObject({ code: 'ConflictException' })
  direct.clock.advance(3_000)
  expect(await encryption()).toBe('ENABLED')
  await ssoAdmin.DeleteInstance(alone, { InstanceArn })
  expect(await status()).toBe('DELETE_IN_PROGRESS')
  await expect(ssoAdmin.DeleteInstance(alone, { InstanceArn })).rejects.toMatchObject({ code: 'ConflictException' })
  await expect(ssoAdmin.UpdateInstance(alone, { InstanceArn, Name: 'Late' })).rejects.toMatchObject({ code: 'ConflictException' })
  await expect(ssoAdmin.CreateInstance(alone, {})).rejects.toMatchObject({ code: 'ConflictException' })
  const late = { InstanceArn, ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom', Name: 'Late' }
  await expect(ssoAdmin.CreateApplication(alone, late)).rejects.toMatchObject({ code: 'ConflictException' })
  const tags = { ResourceArn: InstanceArn, Tags: [{ Key: 'late', Value: '' }] }
  await expect(ssoAdmin.TagResource(alone, tags)).rejects.toMatchObject({ code: 'ConflictException' })
  direct.clock.advance(2_000)
  await expect(status()).rejects.toMatchObject({ code: 'AccessDeniedException' })
  expect((await ssoAdmin.ListInstances(alone, {})).Instances).toEqual([])
  await direct.close()
})

test('Regions are added and removed one at a time, from the primary one, which stays', async () => {
  const direct = await createIdentityCenterStage({ 'enable-baseline': 1_000 })
  const member = direct.as(await createAccount(direct.admin, 'regions'))
  const InstanceArn = instanceArn
  const add = (RegionName: string, context = direct.admin) => ssoAdmin.AddRegion(context, { InstanceArn, RegionName })
  const remove = (RegionName: string, context = direct.admin) => ssoAdmin.RemoveRegion(context, { InstanceArn, RegionName })
  const look = async (RegionName: string) => (await ssoAdmin.DescribeRegion(direct.admin, { InstanceArn, RegionName })).Status
  const list = async (page: { MaxResults?: number; NextToken?: string } = {}) =>
    ssoAdmin.ListRegions(direct.admin, { InstanceArn, ...page })
  const invalid = { code: 'ValidationException' }
  const conflict = { code: 'ConflictException' }
  const primary = direct.admin.settings.homeRegion
  await expect(add('eu-west-1')).rejects.toMatchObject(invalid)
  const KmsKeyArn = `arn:aws:kms:${primary}:123456789012:key/mrk-${'0'.repeat(32)}`
  const encrypt = (KmsKeyArn: string) =>
    ssoAdmin.UpdateInstance(direct.admin, { InstanceArn, EncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn } })
  await encrypt(KmsKeyArn)
  direct.clock.advance(1_000)
  expect(await add('eu-central-1')).toEqual({ Status: 'ADDING' })
  expect(await look('eu-central-1')).toBe('ADDING')
  for (const change of [() => add('eu-west-1'), () => remove('eu-central-1')]) await expect(change()).rejects.toMatchObject(conflict)
  direct.clock.advance(1_000)
  expect(await look('eu-central-1')).toBe('ACTIVE')
  for (const region of ['eu-central-1', primary]) await expect(add(region)).rejects.toMatchObject(conflict)
  for (const region of ['af-south-1', 'xx-nowhere-1']) await expect(add(region)).rejects.toMatchObject(invalid)
  const elsewhere = { ...direct.admin, region: 'ap-south-1' }
  for (const change of [() => add('eu-west-1', elsewhere), () => remove('eu-central-1', elsewhere), () => remove(primary)])
    await expect(change()).rejects.toMatchObject(invalid)
  await expect(encrypt(KmsKeyArn.replace(/mrk-.*/, '00000000-0000-4000-8000-000000000000'))).rejects.toMatchObject(conflict)
  for (const change of [() => add('eu-west-1', member), () => remove('eu-central-1', member)])
    await expect(change()).rejects.toMatchObject({ code: 'AccessDeniedException' })
  const first = await list({ MaxResults: 1 })
  expect(first.Regions).toMatchObject([{ RegionName: 'eu-central-1', IsPrimaryRegion: false, AddedDate: expect.any(Date) }])
  expect((await list({ MaxResults: 1, NextToken: given(first.NextToken) })).Regions).toMatchObject([
    { RegionName: primary, IsPrimaryRegion: true, Status: 'ACTIVE' },
  ])
  await expect(ssoAdmin.ListInstances(direct.admin, { NextToken: given(first.NextToken) })).rejects.toMatchObject(invalid)
  expect((await ssoAdmin.ListInstances(member, {})).Instances?.[0]).toMatchObject({ PrimaryRegion: primary, Regions: [{}, {}] })
  await expect(remove('eu-west-3')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  expect(await remove('eu-central-1')).toEqual({ Status: 'REMOVING' })
  expect(await look('eu-central-1')).toBe('REMOVING')
  direct.clock.advance(1_000)
  await expect(look('eu-central-1')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  await add('eu-central-1')
  expect((await list()).Regions?.map(({ Status }) => Status)).toEqual(['ADDING', 'ACTIVE'])
  await direct.close()
})
