import * as Store from '@aws-sdk/client-identitystore'
import * as SSO from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IdentityCenterServer, startIdentityCenterServer } from './sso-admin-server-stage.ts'

// What other tests ask the operations themselves, through AWS's own clients.

let center: IdentityCenterServer

beforeAll(async () => {
  center = await startIdentityCenterServer()
})
afterAll(() => center?.server.stop())

test('permission sets, requests and Regions of an instance', async () => {
  const { sso, instanceArn: InstanceArn, identityStore, identityStoreId: IdentityStoreId, managementAccountId } = center
  const set = { InstanceArn, PermissionSetArn: await center.createPermissionSet('Inline') }
  const InlinePolicy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}'
  await sso.send(new SSO.PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy }))
  await sso.send(new SSO.DeleteInlinePolicyFromPermissionSetCommand(set))
  expect((await sso.send(new SSO.GetInlinePolicyForPermissionSetCommand(set))).InlinePolicy ?? '').toBe('')
  const target = { TargetType: 'AWS_ACCOUNT', TargetId: managementAccountId } as const
  const assignment = { ...set, ...target, PrincipalType: 'USER', PrincipalId: center.adminId } as const
  const created = await sso.send(new SSO.CreateAccountAssignmentCommand(assignment))
  const deleted = await sso.send(new SSO.DeleteAccountAssignmentCommand(assignment))
  const creations = await sso.send(new SSO.ListAccountAssignmentCreationStatusCommand({ InstanceArn }))
  expect(creations.AccountAssignmentsCreationStatus?.map(({ RequestId }) => RequestId)).toContain(
    created.AccountAssignmentCreationStatus?.RequestId,
  )
  const deletions = await sso.send(new SSO.ListAccountAssignmentDeletionStatusCommand({ InstanceArn, Filter: { Status: 'SUCCEEDED' } }))
  expect(deletions.AccountAssignmentsDeletionStatus?.map(({ RequestId }) => RequestId)).toContain(
    deleted.AccountAssignmentDeletionStatus?.RequestId,
  )
  const KmsKeyArn = `arn:aws:kms:us-east-1:${managementAccountId}:key/mrk-0123456789abcdef0123456789abcdef`
  await sso.send(new SSO.UpdateInstanceCommand({ InstanceArn, EncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn } }))
  const region = { InstanceArn, RegionName: 'eu-west-1' }
  await sso.send(new SSO.AddRegionCommand(region))
  expect(await sso.send(new SSO.DescribeRegionCommand(region))).toMatchObject({ RegionName: 'eu-west-1', IsPrimaryRegion: false })
  await sso.send(new SSO.RemoveRegionCommand(region))
  await expect(sso.send(new SSO.DescribeRegionCommand(region))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const { Groups } = await identityStore.send(new Store.ListGroupsCommand({ IdentityStoreId, MaxResults: 2 }))
  expect(Groups).toHaveLength(2)
})
