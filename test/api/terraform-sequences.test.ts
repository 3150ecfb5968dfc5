import * as Store from '@aws-sdk/client-identitystore'
import * as Org from '@aws-sdk/client-organizations'
import * as SSO from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { given } from './organizations-stage.ts'

// The calls that Terraform's AWS provider makes for a resource's life: create, read, update, read, delete, and a read that has to fail with
// the error by which it knows that the resource is gone.

let server: TestServer
let org: Org.OrganizationsClient
let sso: SSO.SSOAdminClient
let store: Store.IdentitystoreClient
let InstanceArn: string
let IdentityStoreId: string
let rootId: string
let auditId: string

beforeAll(async () => {
  server = await startTestServer()
  const settings = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  ;[org, sso, store] = [new Org.OrganizationsClient(settings), new SSO.SSOAdminClient(settings), new Store.IdentitystoreClient(settings)]
  const { Instances } = await sso.send(new SSO.ListInstancesCommand({}))
  InstanceArn = given(Instances?.[0]?.InstanceArn)
  IdentityStoreId = given(Instances?.[0]?.IdentityStoreId)
  rootId = given((await org.send(new Org.ListRootsCommand({}))).Roots?.[0]?.Id)
  const { Accounts } = await org.send(new Org.ListAccountsCommand({}))
  auditId = given(Accounts?.find(({ Name }) => Name === 'Audit')?.Id)
})
afterAll(() => server?.stop())

const gone = async (call: Promise<unknown>, name = 'ResourceNotFoundException') => expect(call).rejects.toMatchObject({ name })

test('aws_organizations_account, born in a unit, renamed in its tags, moved and closed', async () => {
  const tags = [{ Key: 'team', Value: 'blue' }]
  const wanted = { AccountName: 'tf', Email: 'tf@example.com', IamUserAccessToBilling: 'ALLOW', RoleName: 'Admin', Tags: tags } as const
  const { CreateAccountStatus } = await org.send(new Org.CreateAccountCommand(wanted))
  const CreateAccountRequestId = given(CreateAccountStatus?.Id)
  const status = await org.send(new Org.DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))
  const AccountId = given(status.CreateAccountStatus?.AccountId)
  const { OrganizationalUnit } = await org.send(new Org.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Terraform' }))
  const unitId = given(OrganizationalUnit?.Id)
  const { Parents } = await org.send(new Org.ListParentsCommand({ ChildId: AccountId }))
  await org.send(new Org.MoveAccountCommand({ AccountId, SourceParentId: Parents?.[0]?.Id, DestinationParentId: unitId }))
  expect(await org.send(new Org.ListAccountsForParentCommand({ ParentId: unitId }))).toMatchObject({ Accounts: [{ Id: AccountId }] })
  await org.send(new Org.UntagResourceCommand({ ResourceId: AccountId, TagKeys: ['team'] }))
  await org.send(new Org.TagResourceCommand({ ResourceId: AccountId, Tags: [{ Key: 'stage', Value: 'live' }] }))
  expect((await org.send(new Org.ListTagsForResourceCommand({ ResourceId: AccountId }))).Tags).toEqual([{ Key: 'stage', Value: 'live' }])
  await org.send(new Org.CloseAccountCommand({ AccountId }))
  expect((await org.send(new Org.DescribeAccountCommand({ AccountId }))).Account?.Status).toBe('SUSPENDED')
  await org.send(new Org.MoveAccountCommand({ AccountId, SourceParentId: unitId, DestinationParentId: rootId }))
  await org.send(new Org.UpdateOrganizationalUnitCommand({ OrganizationalUnitId: unitId, Name: 'Renamed' }))
  await org.send(new Org.DeleteOrganizationalUnitCommand({ OrganizationalUnitId: unitId }))
  await gone(org.send(new Org.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unitId })), 'OrganizationalUnitNotFoundException')
})

test('aws_organizations_policy, its attachment, and aws_organizations_resource_policy', async () => {
  const Content = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } })
  const { Policy } = await org.send(
    new Org.CreatePolicyCommand({ Name: 'tf', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content, Tags: [] }),
  )
  const PolicyId = given(Policy?.PolicySummary?.Id)
  await org.send(new Org.AttachPolicyCommand({ PolicyId, TargetId: auditId }))
  const attached = async () => (await org.send(new Org.ListTargetsForPolicyCommand({ PolicyId }))).Targets?.map(({ TargetId }) => TargetId)
  expect(await attached()).toEqual([auditId])
  await org.send(new Org.UpdatePolicyCommand({ PolicyId, Name: 'tf', Description: 'changed', Content }))
  const read = await org.send(new Org.DescribePolicyCommand({ PolicyId }))
  expect(read.Policy).toMatchObject({ Content, PolicySummary: { Description: 'changed', AwsManaged: false } })
  await org.send(new Org.DetachPolicyCommand({ PolicyId, TargetId: auditId }))
  expect(await attached()).toEqual([])
  await gone(org.send(new Org.DetachPolicyCommand({ PolicyId, TargetId: auditId })), 'PolicyNotAttachedException')
  await org.send(new Org.DeletePolicyCommand({ PolicyId }))
  await gone(org.send(new Org.DescribePolicyCommand({ PolicyId })), 'PolicyNotFoundException')

  const statement = { Effect: 'Allow', Principal: { AWS: auditId }, Action: 'organizations:ListAccounts', Resource: '*' }
  await org.send(new Org.PutResourcePolicyCommand({ Content: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }))
  const { ResourcePolicy } = await org.send(new Org.DescribeResourcePolicyCommand({}))
  const ResourceId = given(ResourcePolicy?.ResourcePolicySummary?.Id)
  expect((await org.send(new Org.ListTagsForResourceCommand({ ResourceId }))).Tags).toEqual([])
  await org.send(new Org.DeleteResourcePolicyCommand({}))
  await gone(org.send(new Org.DescribeResourcePolicyCommand({})), 'ResourcePolicyNotFoundException')
})

test('aws_organizations_delegated_administrator', async () => {
  const delegation = { AccountId: auditId, ServicePrincipal: 'config.amazonaws.com' }
  await org.send(new Org.RegisterDelegatedAdministratorCommand(delegation))
  const { DelegatedAdministrators } = await org.send(
    new Org.ListDelegatedAdministratorsCommand({ ServicePrincipal: 'config.amazonaws.com' }),
  )
  expect(DelegatedAdministrators).toMatchObject([{ Id: auditId, DelegationEnabledDate: expect.any(Date) }])
  await org.send(new Org.DeregisterDelegatedAdministratorCommand(delegation))
  await gone(org.send(new Org.DeregisterDelegatedAdministratorCommand(delegation)), 'AccountNotRegisteredException')
})

test('aws_ssoadmin_permission_set with its attachments, and aws_ssoadmin_account_assignment', async () => {
  const created = await sso.send(
    new SSO.CreatePermissionSetCommand({ InstanceArn, Name: 'tf', RelayState: 'https://console.example.com/', Tags: [] }),
  )
  const set = { InstanceArn, PermissionSetArn: given(created.PermissionSet?.PermissionSetArn) }
  const provision = async () => {
    const asked = await sso.send(new SSO.ProvisionPermissionSetCommand({ ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' }))
    const ProvisionPermissionSetRequestId = given(asked.PermissionSetProvisioningStatus?.RequestId)
    const question = { InstanceArn, ProvisionPermissionSetRequestId }
    const { PermissionSetProvisioningStatus } = await sso.send(new SSO.DescribePermissionSetProvisioningStatusCommand(question))
    expect(PermissionSetProvisioningStatus?.Status).toBe('SUCCEEDED')
  }
  const managed = { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }
  await sso.send(new SSO.AttachManagedPolicyToPermissionSetCommand(managed))
  await provision()
  const { AttachedManagedPolicies } = await sso.send(new SSO.ListManagedPoliciesInPermissionSetCommand(set))
  expect(AttachedManagedPolicies).toEqual([{ Arn: managed.ManagedPolicyArn, Name: 'ReadOnlyAccess' }])
  await gone(sso.send(new SSO.GetPermissionsBoundaryForPermissionSetCommand(set)))
  await sso.send(
    new SSO.PutPermissionsBoundaryToPermissionSetCommand({ ...set, PermissionsBoundary: { ManagedPolicyArn: managed.ManagedPolicyArn } }),
  )
  expect((await sso.send(new SSO.GetInlinePolicyForPermissionSetCommand(set))).InlinePolicy ?? '').toBe('')

  const { GroupId } = await store.send(new Store.CreateGroupCommand({ IdentityStoreId, DisplayName: 'tf' }))
  const assignment = { ...set, TargetId: auditId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: GroupId } as const
  const { AccountAssignmentCreationStatus } = await sso.send(new SSO.CreateAccountAssignmentCommand(assignment))
  const AccountAssignmentCreationRequestId = given(AccountAssignmentCreationStatus?.RequestId)
  const creation = { InstanceArn, AccountAssignmentCreationRequestId }
  const created2 = await sso.send(new SSO.DescribeAccountAssignmentCreationStatusCommand(creation))
  expect(created2.AccountAssignmentCreationStatus?.Status).toBe('SUCCEEDED')
  const assignments = async () => (await sso.send(new SSO.ListAccountAssignmentsCommand({ ...set, AccountId: auditId }))).AccountAssignments
  expect(await assignments()).toMatchObject([{ PrincipalId: GroupId, PrincipalType: 'GROUP' }])
  await sso.send(new SSO.UpdatePermissionSetCommand({ ...set, Description: 'changed', SessionDuration: 'PT2H' }))
  await provision()
  expect((await sso.send(new SSO.DescribePermissionSetCommand(set))).PermissionSet).toMatchObject({
    ...{ Name: 'tf', Description: 'changed', SessionDuration: 'PT2H' },
  })

  const { AccountAssignmentDeletionStatus } = await sso.send(new SSO.DeleteAccountAssignmentCommand(assignment))
  const AccountAssignmentDeletionRequestId = given(AccountAssignmentDeletionStatus?.RequestId)
  const deletion = { InstanceArn, AccountAssignmentDeletionRequestId }
  const deleted = await sso.send(new SSO.DescribeAccountAssignmentDeletionStatusCommand(deletion))
  expect(deleted.AccountAssignmentDeletionStatus?.Status).toBe('SUCCEEDED')
  expect(await assignments()).toEqual([])
  await sso.send(new SSO.DetachManagedPolicyFromPermissionSetCommand(managed))
  await gone(sso.send(new SSO.DetachManagedPolicyFromPermissionSetCommand(managed)))
  await sso.send(new SSO.DeletePermissionsBoundaryFromPermissionSetCommand(set))
  await sso.send(new SSO.DeletePermissionSetCommand(set))
  await gone(sso.send(new SSO.DescribePermissionSetCommand(set)))
  await gone(sso.send(new SSO.ListTagsForResourceCommand({ InstanceArn, ResourceArn: set.PermissionSetArn })))
})

test('aws_ssoadmin_application with assignment, scope and configuration', async () => {
  const { ApplicationArn } = await sso.send(
    new SSO.CreateApplicationCommand({
      ...{ InstanceArn, Name: 'tf', ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom', ClientToken: 'tf-1' },
      PortalOptions: { Visibility: 'ENABLED', SignInOptions: { Origin: 'APPLICATION', ApplicationUrl: 'https://app.example.com' } },
    }),
  )
  const application = { ApplicationArn: given(ApplicationArn) }
  expect(await sso.send(new SSO.DescribeApplicationCommand(application))).toMatchObject({
    ...{ Name: 'tf', Status: 'ENABLED', PortalOptions: { Visibility: 'ENABLED', SignInOptions: { Origin: 'APPLICATION' } } },
  })
  await sso.send(new SSO.UpdateApplicationCommand({ ...application, Description: 'changed', Status: 'DISABLED' }))
  const { UserId } = await store.send(new Store.GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: by('userName', 'admin') }))
  const assignment = { ...application, PrincipalType: 'USER', PrincipalId: UserId } as const
  await sso.send(new SSO.CreateApplicationAssignmentCommand(assignment))
  expect(await sso.send(new SSO.DescribeApplicationAssignmentCommand(assignment))).toMatchObject({ PrincipalId: UserId })
  await sso.send(new SSO.DeleteApplicationAssignmentCommand(assignment))
  await gone(sso.send(new SSO.DescribeApplicationAssignmentCommand(assignment)))
  await sso.send(new SSO.PutApplicationAssignmentConfigurationCommand({ ...application, AssignmentRequired: false }))
  const { AssignmentRequired } = await sso.send(new SSO.GetApplicationAssignmentConfigurationCommand(application))
  expect(AssignmentRequired).toBe(false)
  const scope = { ...application, Scope: 'sso:account:access' }
  await sso.send(new SSO.PutApplicationAccessScopeCommand({ ...scope, AuthorizedTargets: [InstanceArn] }))
  expect(await sso.send(new SSO.GetApplicationAccessScopeCommand(scope))).toMatchObject({ AuthorizedTargets: [InstanceArn] })
  await sso.send(new SSO.DeleteApplicationAccessScopeCommand(scope))
  await gone(sso.send(new SSO.GetApplicationAccessScopeCommand(scope)))
  await sso.send(new SSO.DeleteApplicationCommand(application))
  await gone(sso.send(new SSO.DescribeApplicationCommand(application)))
})

const by = (AttributePath: string, AttributeValue: string) => ({ UniqueAttribute: { AttributePath, AttributeValue } })

test('aws_identitystore_user, _group and _group_membership', async () => {
  const person = { UserName: 'tf-user', DisplayName: 'Terra', Name: { GivenName: 'Terra', FamilyName: 'Form' } }
  const emails = [{ Value: 'tf-user@example.com', Primary: true, Type: 'work' }]
  const { UserId } = await store.send(new Store.CreateUserCommand({ IdentityStoreId, ...person, Emails: emails }))
  const user = { IdentityStoreId, UserId: given(UserId) }
  const Operations = [
    { AttributePath: 'displayName', AttributeValue: 'Changed' },
    { AttributePath: 'name.givenName', AttributeValue: 'Changed' },
    { AttributePath: 'emails', AttributeValue: [{ value: 'other@example.com', primary: true, type: 'work' }] },
    { AttributePath: 'phoneNumbers', AttributeValue: [{ value: '+1 555 0100', primary: true, type: 'work' }] },
    { AttributePath: 'addresses', AttributeValue: [{ locality: 'London', country: 'GB', primary: true }] },
    { AttributePath: 'title', AttributeValue: 'Engineer' },
  ]
  await store.send(new Store.UpdateUserCommand({ ...user, Operations }))
  expect(await store.send(new Store.DescribeUserCommand(user))).toMatchObject({
    ...{ UserName: 'tf-user', DisplayName: 'Changed', Name: { GivenName: 'Changed', FamilyName: 'Form' }, Title: 'Engineer' },
    Emails: [{ Value: 'other@example.com', Primary: true, Type: 'work' }],
    PhoneNumbers: [{ Value: '+1 555 0100', Primary: true, Type: 'work' }],
    Addresses: [{ Locality: 'London', Country: 'GB', Primary: true }],
  })
  const { GroupId } = await store.send(new Store.CreateGroupCommand({ IdentityStoreId, DisplayName: 'tf-group' }))
  const group = { IdentityStoreId, GroupId: given(GroupId) }
  await store.send(new Store.UpdateGroupCommand({ ...group, Operations: [{ AttributePath: 'description', AttributeValue: 'changed' }] }))
  expect((await store.send(new Store.DescribeGroupCommand(group))).Description).toBe('changed')
  const { MembershipId } = await store.send(new Store.CreateGroupMembershipCommand({ ...group, MemberId: { UserId: user.UserId } }))
  const membership = { IdentityStoreId, MembershipId: given(MembershipId) }
  expect(await store.send(new Store.DescribeGroupMembershipCommand(membership))).toMatchObject({
    ...group,
    MemberId: { UserId: user.UserId },
  })
  await store.send(new Store.DeleteGroupMembershipCommand(membership))
  await gone(store.send(new Store.DescribeGroupMembershipCommand(membership)))
  await store.send(new Store.DeleteGroupCommand(group))
  await gone(store.send(new Store.DescribeGroupCommand(group)))
  await store.send(new Store.DeleteUserCommand(user))
  await gone(store.send(new Store.DescribeUserCommand(user)))
  await gone(store.send(new Store.GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: by('userName', 'tf-user') })))
})
