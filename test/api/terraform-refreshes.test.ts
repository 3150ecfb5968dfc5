import * as Account from '@aws-sdk/client-account'
import * as Store from '@aws-sdk/client-identitystore'
import * as Org from '@aws-sdk/client-organizations'
import * as SSO from '@aws-sdk/client-sso-admin'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { given } from './organizations-stage.ts'

// What Terraform's AWS provider does beyond a straight life (terraform-sequences.test.ts): it refreshes what somebody else has deleted,
// deletes what is gone already, reads what was taken away from a resource, and imports by id.

let server: TestServer
let org: Org.OrganizationsClient
let sso: SSO.SSOAdminClient
let store: Store.IdentitystoreClient

let account: Account.AccountClient
let InstanceArn: string
let IdentityStoreId: string
let auditId: string
let rootId: string

beforeAll(async () => {
  server = await startTestServer()
  const settings = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  ;[org, sso, store] = [new Org.OrganizationsClient(settings), new SSO.SSOAdminClient(settings), new Store.IdentitystoreClient(settings)]
  account = new Account.AccountClient(settings)
  const { Instances } = await sso.send(new SSO.ListInstancesCommand({}))
  InstanceArn = given(Instances?.[0]?.InstanceArn)
  IdentityStoreId = given(Instances?.[0]?.IdentityStoreId)
  rootId = given((await org.send(new Org.ListRootsCommand({}))).Roots?.[0]?.Id)
  const { Accounts } = await org.send(new Org.ListAccountsCommand({}))
  auditId = given(Accounts?.find(({ Name }) => Name === 'Audit')?.Id)
})
afterAll(() => server?.stop())

const gone = async (call: Promise<unknown>, name = 'ResourceNotFoundException') => expect(call).rejects.toMatchObject({ name })

async function createAccount(AccountName: string): Promise<string> {
  const asked = await org.send(new Org.CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }))
  const CreateAccountRequestId = given(asked.CreateAccountStatus?.Id)
  const { CreateAccountStatus } = await org.send(new Org.DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))
  return given(CreateAccountStatus?.AccountId)
}

async function administratorOf(accountId: string): Promise<Org.OrganizationsClient> {
  const settings = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 }
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`
  const sts = new STSClient({ ...settings, credentials: server.credentials })
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'terraform' }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = given(Credentials)
  return new Org.OrganizationsClient({ ...settings, credentials: { accessKeyId, secretAccessKey, sessionToken: given(SessionToken) } })
}

async function permissionSet(Name: string) {
  const { PermissionSet } = await sso.send(new SSO.CreatePermissionSetCommand({ InstanceArn, Name }))
  return { InstanceArn, PermissionSetArn: given(PermissionSet?.PermissionSetArn) }
}

async function provision(set: { InstanceArn: string; PermissionSetArn: string }) {
  const asked = await sso.send(new SSO.ProvisionPermissionSetCommand({ ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' }))
  const ProvisionPermissionSetRequestId = given(asked.PermissionSetProvisioningStatus?.RequestId)
  const question = { InstanceArn, ProvisionPermissionSetRequestId }
  return (await sso.send(new SSO.DescribePermissionSetProvisioningStatusCommand(question))).PermissionSetProvisioningStatus?.Status
}

const denyAll = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] })

test('aws_ssoadmin_permission_set_inline_policy', async () => {
  const set = await permissionSet('tf-inline')
  const read = async () => (await sso.send(new SSO.GetInlinePolicyForPermissionSetCommand(set))).InlinePolicy
  await sso.send(new SSO.PutInlinePolicyToPermissionSetCommand({ ...set, InlinePolicy: denyAll }))
  expect(await provision(set)).toBe('SUCCEEDED')
  expect(JSON.parse((await read()) ?? '')).toEqual(JSON.parse(denyAll))
  await sso.send(new SSO.DeleteInlinePolicyFromPermissionSetCommand(set))
  expect(await provision(set)).toBe('SUCCEEDED')
  // The provider takes an empty policy for one that is gone.
  expect((await read()) ?? '').toBe('')
  await sso.send(new SSO.DeletePermissionSetCommand(set))
  await gone(read())
  await gone(sso.send(new SSO.DeleteInlinePolicyFromPermissionSetCommand(set)))
})

test('aws_ssoadmin_customer_managed_policy_attachment and aws_ssoadmin_permissions_boundary_attachment', async () => {
  const set = await permissionSet('tf-customer')
  const CustomerManagedPolicyReference = { Name: 'tf-policy', Path: '/' }
  const list = async () =>
    (await sso.send(new SSO.ListCustomerManagedPolicyReferencesInPermissionSetCommand(set))).CustomerManagedPolicyReferences
  const detach = () =>
    sso.send(new SSO.DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({ ...set, CustomerManagedPolicyReference }))
  await sso.send(new SSO.AttachCustomerManagedPolicyReferenceToPermissionSetCommand({ ...set, CustomerManagedPolicyReference }))
  expect(await provision(set)).toBe('SUCCEEDED')
  expect(await list()).toEqual([CustomerManagedPolicyReference])
  await detach()
  expect(await list()).toEqual([])
  await gone(detach())

  const boundary = async () => (await sso.send(new SSO.GetPermissionsBoundaryForPermissionSetCommand(set))).PermissionsBoundary
  await sso.send(new SSO.PutPermissionsBoundaryToPermissionSetCommand({ ...set, PermissionsBoundary: { CustomerManagedPolicyReference } }))
  expect(await boundary()).toEqual({ CustomerManagedPolicyReference })
  await sso.send(new SSO.DeletePermissionsBoundaryFromPermissionSetCommand(set))
  await gone(boundary())
  await sso.send(new SSO.DeletePermissionSetCommand(set))
  await gone(list())
  await gone(boundary())
  await gone(detach())
})

test('aws_ssoadmin_account_assignment whose permission set, person or assignment is gone', async () => {
  const set = await permissionSet('tf-assigned')
  const { UserId } = await store.send(
    new Store.CreateUserCommand({
      ...{ IdentityStoreId, UserName: 'tf-assigned', DisplayName: 'Terra' },
      Name: { GivenName: 'Terra', FamilyName: 'Form' },
    }),
  )
  const assignment = { ...set, TargetId: auditId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: UserId } as const
  const list = async () => (await sso.send(new SSO.ListAccountAssignmentsCommand({ ...set, AccountId: auditId }))).AccountAssignments
  expect(await list()).toEqual([])
  await sso.send(new SSO.CreateAccountAssignmentCommand(assignment))
  await gone(sso.send(new SSO.DeletePermissionSetCommand(set)), 'ConflictException')
  await sso.send(new SSO.DeleteAccountAssignmentCommand(assignment))
  expect(await list()).toEqual([])
  await gone(sso.send(new SSO.DeleteAccountAssignmentCommand(assignment)))
  await sso.send(new SSO.DeletePermissionSetCommand(set))
  await gone(list())
  await gone(sso.send(new SSO.DeleteAccountAssignmentCommand(assignment)))
  await gone(sso.send(new SSO.ListManagedPoliciesInPermissionSetCommand(set)))
  await gone(sso.send(new SSO.ProvisionPermissionSetCommand({ ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' })))
  await gone(sso.send(new SSO.DeletePermissionSetCommand(set)))
})

test('aws_ssoadmin_instance_access_control_attributes', async () => {
  const describe = async () => {
    const answer = await sso.send(new SSO.DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }))
    return [answer.Status, answer.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes]
  }
  await gone(describe())
  const one = [{ Key: 'department', Value: { Source: ['${path:enterprise.department}'] } }]
  const InstanceAccessControlAttributeConfiguration = { AccessControlAttributes: one }
  await sso.send(
    new SSO.CreateInstanceAccessControlAttributeConfigurationCommand({ InstanceArn, InstanceAccessControlAttributeConfiguration }),
  )
  expect(await describe()).toEqual(['ENABLED', one])
  const two = [...one, { Key: 'name', Value: { Source: ['${path:name.givenName}'] } }]
  await sso.send(
    new SSO.UpdateInstanceAccessControlAttributeConfigurationCommand({
      InstanceArn,
      InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: two },
    }),
  )
  expect(await describe()).toEqual(['ENABLED', two])
  await sso.send(new SSO.DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }))
  await gone(describe())
  await gone(sso.send(new SSO.DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })))
})

test('aws_ssoadmin_trusted_token_issuer', async () => {
  const OidcJwtConfiguration = {
    ...{ IssuerUrl: 'https://tf.example.com', ClaimAttributePath: 'email', IdentityStoreAttributePath: 'emails.value' },
    JwksRetrievalOption: 'OPEN_ID_DISCOVERY' as const,
  }
  const { TrustedTokenIssuerArn } = await sso.send(
    new SSO.CreateTrustedTokenIssuerCommand({
      ...{ InstanceArn, Name: 'tf', TrustedTokenIssuerType: 'OIDC_JWT', ClientToken: 'tf-1', Tags: [{ Key: 'team', Value: 'blue' }] },
      TrustedTokenIssuerConfiguration: { OidcJwtConfiguration },
    }),
  )
  const issuer = { TrustedTokenIssuerArn: given(TrustedTokenIssuerArn) }
  const describe = async () => (await sso.send(new SSO.DescribeTrustedTokenIssuerCommand(issuer))).TrustedTokenIssuerConfiguration
  const tagsOf = async () => (await sso.send(new SSO.ListTagsForResourceCommand({ InstanceArn, ResourceArn: TrustedTokenIssuerArn }))).Tags
  expect(await describe()).toEqual({ OidcJwtConfiguration })
  const changed = { ClaimAttributePath: 'sub', IdentityStoreAttributePath: 'userName', JwksRetrievalOption: 'OPEN_ID_DISCOVERY' as const }
  await sso.send(
    new SSO.UpdateTrustedTokenIssuerCommand({
      ...{ ...issuer, Name: 'renamed' },
      TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: changed },
    }),
  )
  expect(await describe()).toEqual({ OidcJwtConfiguration: { ...OidcJwtConfiguration, ...changed } })
  await sso.send(new SSO.UntagResourceCommand({ InstanceArn, ResourceArn: TrustedTokenIssuerArn, TagKeys: ['team'] }))
  expect(await tagsOf()).toEqual([])
  await sso.send(new SSO.DeleteTrustedTokenIssuerCommand(issuer))
  await gone(describe())
  await gone(tagsOf())
  await gone(sso.send(new SSO.DeleteTrustedTokenIssuerCommand(issuer)))
})

test('aws_ssoadmin_application: tags, emptied options, and all that hangs on one that is gone', async () => {
  const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom'
  const { ApplicationArn } = await sso.send(
    new SSO.CreateApplicationCommand({ InstanceArn, Name: 'tf-tags', ApplicationProviderArn, Tags: [{ Key: 'team', Value: 'blue' }] }),
  )
  const application = { ApplicationArn: given(ApplicationArn) }
  const tagsOf = async () => (await sso.send(new SSO.ListTagsForResourceCommand({ ResourceArn: ApplicationArn }))).Tags
  expect(await tagsOf()).toEqual([{ Key: 'team', Value: 'blue' }])
  expect(await sso.send(new SSO.DescribeApplicationCommand(application))).toMatchObject({
    ...{ ...application, ApplicationProviderArn, InstanceArn, Name: 'tf-tags', Status: 'ENABLED' },
    PortalOptions: { Visibility: 'ENABLED' },
  })
  const signIn = { SignInOptions: { Origin: 'IDENTITY_CENTER' as const } }
  await sso.send(new SSO.UpdateApplicationCommand({ ...application, Name: 'tf-renamed', PortalOptions: signIn }))
  expect((await sso.send(new SSO.DescribeApplicationCommand(application))).PortalOptions).toMatchObject(signIn)
  const PrincipalId = given((await store.send(new Store.ListUsersCommand({ IdentityStoreId }))).Users?.[0]?.UserId)
  const assignment = { ...application, PrincipalType: 'USER', PrincipalId } as const
  const scope = { ...application, Scope: 'sso:account:access' }
  await gone(sso.send(new SSO.DeleteApplicationAssignmentCommand(assignment)))
  await gone(sso.send(new SSO.DeleteApplicationAccessScopeCommand(scope)))
  await sso.send(new SSO.PutApplicationAccessScopeCommand(scope))
  await sso.send(new SSO.DeleteApplicationCommand(application))
  await gone(tagsOf())
  await gone(sso.send(new SSO.DescribeApplicationCommand(application)))
  await gone(sso.send(new SSO.UpdateApplicationCommand({ ...application, Name: 'late' })))
  await gone(sso.send(new SSO.DeleteApplicationCommand(application)))
  await gone(sso.send(new SSO.DescribeApplicationAssignmentCommand(assignment)))
  await gone(sso.send(new SSO.DeleteApplicationAssignmentCommand(assignment)))
  await gone(sso.send(new SSO.GetApplicationAccessScopeCommand(scope)))
  await gone(sso.send(new SSO.GetApplicationAssignmentConfigurationCommand(application)))
  await gone(sso.send(new SSO.PutApplicationAssignmentConfigurationCommand({ ...application, AssignmentRequired: true })))
})

test('aws_identitystore_*: attributes taken away, look-ups of data sources, what is there twice, and what is gone', async () => {
  const unique = (AttributePath: string, AttributeValue: string) => ({
    ...{ IdentityStoreId, AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } } },
  })
  const person = { UserName: 'tf-look', DisplayName: 'Terra', Name: { GivenName: 'Terra', FamilyName: 'Form' } }
  const more = { NickName: 'T', Title: 'Engineer', Locale: 'en', PhoneNumbers: [{ Value: '+1 555 0100', Primary: true }] }
  const Emails = [{ Value: 'tf-look@example.com', Primary: true }]
  const { UserId } = await store.send(new Store.CreateUserCommand({ IdentityStoreId, ...person, ...more, Emails }))
  const user = { IdentityStoreId, UserId: given(UserId) }
  await gone(store.send(new Store.CreateUserCommand({ IdentityStoreId, ...person })), 'ConflictException')
  for (const [path, value] of [
    ['userName', 'tf-look'],
    ['emails.value', 'tf-look@example.com'],
  ] as const)
    expect((await store.send(new Store.GetUserIdCommand(unique(path, value)))).UserId).toBe(UserId)
  const Operations = ['nickName', 'title', 'locale', 'phoneNumbers'].map((AttributePath) => ({ AttributePath }))
  await store.send(new Store.UpdateUserCommand({ ...user, Operations }))
  const read = await store.send(new Store.DescribeUserCommand(user))
  expect(read).toMatchObject({ ...person, Emails })
  for (const member of Object.keys(more)) expect(read).not.toHaveProperty(member)

  const { GroupId } = await store.send(new Store.CreateGroupCommand({ IdentityStoreId, DisplayName: 'tf-look', Description: 'first' }))
  const group = { IdentityStoreId, GroupId: given(GroupId) }
  await gone(store.send(new Store.CreateGroupCommand({ IdentityStoreId, DisplayName: 'tf-look' })), 'ConflictException')
  expect((await store.send(new Store.GetGroupIdCommand(unique('displayName', 'tf-look')))).GroupId).toBe(GroupId)
  const membership = { ...group, MemberId: { UserId: user.UserId } }
  const { MembershipId } = await store.send(new Store.CreateGroupMembershipCommand(membership))
  await gone(store.send(new Store.CreateGroupMembershipCommand(membership)), 'ConflictException')
  expect((await store.send(new Store.GetGroupMembershipIdCommand(membership))).MembershipId).toBe(MembershipId)
  await store.send(new Store.DeleteGroupCommand(group))
  await gone(store.send(new Store.DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId })))
  await gone(store.send(new Store.DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId })))
  await gone(store.send(new Store.DeleteGroupCommand(group)))
  await gone(store.send(new Store.UpdateGroupCommand({ ...group, Operations: [{ AttributePath: 'description', AttributeValue: 'late' }] })))
  await gone(store.send(new Store.GetGroupIdCommand(unique('displayName', 'tf-look'))))
  await store.send(new Store.DeleteUserCommand(user))
  await gone(store.send(new Store.DeleteUserCommand(user)))
  await gone(store.send(new Store.UpdateUserCommand({ ...user, Operations: [{ AttributePath: 'title', AttributeValue: 'late' }] })))
})

test('aws_organizations_organizational_unit with tags, and what hangs on one that is gone', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const { OrganizationalUnit } = await org.send(new Org.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'tf-unit', Tags }))
  const ResourceId = given(OrganizationalUnit?.Id)
  const unit = { OrganizationalUnitId: ResourceId }
  expect((await org.send(new Org.DescribeOrganizationalUnitCommand(unit))).OrganizationalUnit).toEqual(OrganizationalUnit)
  expect((await org.send(new Org.ListParentsCommand({ ChildId: ResourceId }))).Parents).toEqual([{ Id: rootId, Type: 'ROOT' }])
  expect((await org.send(new Org.ListAccountsForParentCommand({ ParentId: ResourceId }))).Accounts).toEqual([])
  expect((await org.send(new Org.ListTagsForResourceCommand({ ResourceId }))).Tags).toEqual(Tags)
  await gone(
    org.send(new Org.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'tf-unit' })),
    'DuplicateOrganizationalUnitException',
  )
  const { Policy } = await org.send(
    new Org.CreatePolicyCommand({ Name: 'tf-late', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: denyAll }),
  )
  const PolicyId = given(Policy?.PolicySummary?.Id)
  const attachment = { PolicyId, TargetId: ResourceId }
  await org.send(new Org.AttachPolicyCommand(attachment))
  await gone(org.send(new Org.AttachPolicyCommand(attachment)), 'DuplicatePolicyAttachmentException')
  await gone(org.send(new Org.DeletePolicyCommand({ PolicyId })), 'PolicyInUseException')
  await org.send(new Org.DeleteOrganizationalUnitCommand(unit))
  await gone(org.send(new Org.DeleteOrganizationalUnitCommand(unit)), 'OrganizationalUnitNotFoundException')
  await gone(org.send(new Org.ListAccountsForParentCommand({ ParentId: ResourceId })), 'ParentNotFoundException')
  await gone(org.send(new Org.ListParentsCommand({ ChildId: ResourceId })), 'ChildNotFoundException')
  await gone(org.send(new Org.ListTagsForResourceCommand({ ResourceId })), 'TargetNotFoundException')
  await gone(org.send(new Org.DetachPolicyCommand(attachment)), 'TargetNotFoundException')
  expect((await org.send(new Org.ListTargetsForPolicyCommand({ PolicyId }))).Targets).toEqual([])
  await org.send(new Org.DeletePolicyCommand({ PolicyId }))
  await gone(org.send(new Org.ListTargetsForPolicyCommand({ PolicyId })), 'PolicyNotFoundException')
  await gone(org.send(new Org.DetachPolicyCommand(attachment)), 'PolicyNotFoundException')
})

test('aws_organizations_account that is renamed, and removed instead of closed', async () => {
  const AccountId = await createAccount('tf-leaves')
  await account.send(new Account.PutAccountNameCommand({ AccountId, AccountName: 'tf-renamed' }))
  expect((await org.send(new Org.DescribeAccountCommand({ AccountId }))).Account).toMatchObject({
    ...{ Id: AccountId, Name: 'tf-renamed', Email: 'tf-leaves@example.com', Status: 'ACTIVE', State: 'ACTIVE', JoinedMethod: 'CREATED' },
  })
  await org.send(new Org.RemoveAccountFromOrganizationCommand({ AccountId }))
  await gone(org.send(new Org.DescribeAccountCommand({ AccountId })), 'AccountNotFoundException')
  await gone(org.send(new Org.RemoveAccountFromOrganizationCommand({ AccountId })), 'AccountNotFoundException')
  await gone(org.send(new Org.ListParentsCommand({ ChildId: AccountId })), 'ChildNotFoundException')
  await gone(org.send(new Org.ListTagsForResourceCommand({ ResourceId: AccountId })), 'TargetNotFoundException')
})

test('aws_organizations_organization from its making to its end', async () => {
  const id = await createAccount('tf-founder')
  const client = await administratorOf(id)
  await org.send(new Org.RemoveAccountFromOrganizationCommand({ AccountId: id }))
  await gone(client.send(new Org.DescribeOrganizationCommand({})), 'AWSOrganizationsNotInUseException')
  await client.send(new Org.CreateOrganizationCommand({ FeatureSet: 'ALL' }))
  await gone(client.send(new Org.CreateOrganizationCommand({ FeatureSet: 'ALL' })), 'AlreadyInOrganizationException')
  const { Organization } = await client.send(new Org.DescribeOrganizationCommand({}))
  expect(Organization).toMatchObject({ FeatureSet: 'ALL', MasterAccountId: id, MasterAccountArn: expect.stringContaining(id) })
  const roots = async () => (await client.send(new Org.ListRootsCommand({}))).Roots ?? []
  const [root] = await roots()
  const type = { RootId: root?.Id, PolicyType: 'SERVICE_CONTROL_POLICY' } as const
  await client.send(new Org.EnablePolicyTypeCommand(type))
  expect((await roots())[0]?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }])
  await client.send(new Org.EnableAWSServiceAccessCommand({ ServicePrincipal: 'sso.amazonaws.com' }))
  const { EnabledServicePrincipals } = await client.send(new Org.ListAWSServiceAccessForOrganizationCommand({}))
  expect(EnabledServicePrincipals).toMatchObject([{ ServicePrincipal: 'sso.amazonaws.com' }])
  expect((await client.send(new Org.ListAccountsCommand({}))).Accounts).toMatchObject([{ Id: id, JoinedMethod: 'INVITED' }])
  await client.send(new Org.DisablePolicyTypeCommand(type))
  expect((await roots())[0]?.PolicyTypes).toEqual([])
  await client.send(new Org.DisableAWSServiceAccessCommand({ ServicePrincipal: 'sso.amazonaws.com' }))
  await client.send(new Org.DeleteOrganizationCommand({}))
  await gone(client.send(new Org.DescribeOrganizationCommand({})), 'AWSOrganizationsNotInUseException')
})
