import * as IAM from '@aws-sdk/client-iam'
import * as Store from '@aws-sdk/client-identitystore'
import * as SSO from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionTagsOf } from '../../src/services/sso-admin/index.ts'
import { createIdentityCenterStage, createPerson, instanceArn, ssoAdmin } from './identity-center-stage.ts'
import { type IdentityCenterServer, startIdentityCenterServer } from './sso-admin-server-stage.ts'

// Not to be seen: ThrottlingException and InternalServerException, which nothing here brings about; ResourceNotFoundException of Create (an
// instance that is not there is denied); ConflictException of Update and Delete, which wait for each other.

let stage: IdentityCenterServer

beforeAll(async () => {
  stage = await startIdentityCenterServer()
})
afterAll(() => stage?.server.stop())

const configuration = (...attributes: [key: string, source: string][]) => ({
  InstanceArn: stage.instanceArn,
  InstanceAccessControlAttributeConfiguration: {
    AccessControlAttributes: attributes.map(([Key, source]) => ({ Key, Value: { Source: [source] } })),
  },
})
const create = (...attributes: [string, string][]) =>
  stage.sso.send(new SSO.CreateInstanceAccessControlAttributeConfigurationCommand(configuration(...attributes)))
const update = (...attributes: [string, string][]) =>
  stage.sso.send(new SSO.UpdateInstanceAccessControlAttributeConfigurationCommand(configuration(...attributes)))
const describeIt = () =>
  stage.sso.send(new SSO.DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn: stage.instanceArn }))
const remove = () => stage.sso.send(new SSO.DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn: stage.instanceArn }))

const notFound = { name: 'ResourceNotFoundException' }
const invalid = { name: 'ValidationException' }

test('attributes for access control are made once, read, replaced and taken away', async () => {
  await expect(describeIt()).rejects.toMatchObject(notFound)
  await expect(update(['team', '${path:title}'])).rejects.toMatchObject(notFound)
  await expect(remove()).rejects.toMatchObject(notFound)
  await create(['team', '${path:title}'], ['mail', '${path:emails[primary eq true].value}'])
  expect(await describeIt()).toMatchObject({
    Status: 'ENABLED',
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [
        { Key: 'mail', Value: { Source: ['${path:emails[primary eq true].value}'] } },
        { Key: 'team', Value: { Source: ['${path:title}'] } },
      ],
    },
  })
  await expect(create(['team', '${path:title}'])).rejects.toMatchObject({ name: 'ConflictException' })
  await update()
  expect((await describeIt()).InstanceAccessControlAttributeConfiguration?.AccessControlAttributes).toEqual([])
  await remove()
  await expect(describeIt()).rejects.toMatchObject(notFound)
})

test('keys come once and are not AWS’s own, and sources are attributes of people', async () => {
  await expect(create(['team', '${path:title}'], ['Team', '${path:userName}'])).rejects.toMatchObject(invalid)
  await expect(create(['aws:team', '${path:title}'])).rejects.toMatchObject(invalid)
  await expect(create(['team', '${path:password}'])).rejects.toMatchObject(invalid)
  await expect(describeIt()).rejects.toMatchObject(notFound)
  const foreign = { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' }
  await expect(stage.sso.send(new SSO.DescribeInstanceAccessControlAttributeConfigurationCommand(foreign))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
})

async function setTitle(value: string) {
  const person = { IdentityStoreId: stage.identityStoreId, UserId: stage.adminId }
  const Operations = [{ AttributePath: 'title', AttributeValue: value }]
  await stage.identityStore.send(new Store.UpdateUserCommand({ ...person, Operations }))
}

test('a person’s attribute decides what they may do in the account that they enter', async () => {
  const set = { InstanceArn: stage.instanceArn, PermissionSetArn: await stage.createPermissionSet('ByTeam') }
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'Blue' } }
  const Statement = [{ Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*', Condition }]
  const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement })
  await stage.sso.send(new SSO.PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy }))
  const target = { TargetType: 'AWS_ACCOUNT', TargetId: stage.managementAccountId } as const
  const principal = { PrincipalType: 'USER', PrincipalId: stage.adminId } as const
  await stage.sso.send(new SSO.CreateAccountAssignmentCommand({ ...set, ...target, ...principal }))
  const list = async () => {
    const credentials = await stage.enter(stage.managementAccountId, 'ByTeam')
    return new IAM.IAMClient({ ...stage.settings, credentials }).send(new IAM.ListRolesCommand({}))
  }
  await setTitle('Blue')
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' })
  await create(['team', '${path:title}'], ['nick', '${path:nickName}'])
  expect((await list()).Roles?.length).toBeGreaterThan(0)
  await setTitle('Red')
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' })
  await setTitle('Blue')
  expect((await list()).Roles?.length).toBeGreaterThan(0)
  await update(['team', '${path:userName}'])
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' })
  await update(['TEAM', '${path:title}'])
  expect((await list()).Roles?.length).toBeGreaterThan(0)
  await remove()
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('attributes are in sessions when the configuration has been created, not before', async () => {
  const direct = await createIdentityCenterStage({ 'account-assignment': 1_000 })
  const userId = await createPerson(direct.admin, 'ada')
  const InstanceArn = instanceArn
  const AccessControlAttributes = [{ Key: 'given', Value: { Source: ['${path:name.givenName}'] } }]
  await ssoAdmin.CreateInstanceAccessControlAttributeConfiguration(direct.admin, {
    InstanceArn,
    InstanceAccessControlAttributeConfiguration: { AccessControlAttributes },
  })
  const look = async () => [
    (await ssoAdmin.DescribeInstanceAccessControlAttributeConfiguration(direct.admin, { InstanceArn })).Status,
    await sessionTagsOf(direct.admin, { instanceArn, identityStoreId: 'd-1234567890', userId }),
  ]
  expect(await look()).toEqual(['CREATION_IN_PROGRESS', {}])
  direct.clock.advance(1_000)
  expect(await look()).toEqual(['ENABLED', { given: 'ada' }])
  await direct.close()
})
