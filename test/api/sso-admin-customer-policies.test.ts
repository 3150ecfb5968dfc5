import * as IAM from '@aws-sdk/client-iam'
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import * as SSO from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IdentityCenterServer, startIdentityCenterServer } from './sso-admin-server-stage.ts'

// Not to be seen: ThrottlingException and InternalServerException, which nothing here brings about; ValidationException beyond what the model
// says of names and paths; ConflictException of Detach, which waits for whoever changes the permission set.

let stage: IdentityCenterServer
let elsewhere: string

beforeAll(async () => {
  stage = await startIdentityCenterServer()
  const { Accounts = [] } = await new OrganizationsClient(stage.settings).send(new ListAccountsCommand({}))
  elsewhere = Accounts.find(({ Id }) => Id !== stage.managementAccountId)?.Id ?? ''
})
afterAll(() => stage?.server.stop())

const document = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
const createPolicy = (PolicyName: string, Path: string, action: string) =>
  stage.iam.send(new IAM.CreatePolicyCommand({ PolicyName, Path, PolicyDocument: document(action) }))

async function createSet(name: string) {
  const set = { InstanceArn: stage.instanceArn, PermissionSetArn: await stage.createPermissionSet(name) }
  const reference = (Name: string, Path?: string) => ({ ...set, CustomerManagedPolicyReference: { Name, ...(Path && { Path }) } })
  const { sso } = stage
  return {
    set,
    attach: (Name: string, Path?: string) =>
      sso.send(new SSO.AttachCustomerManagedPolicyReferenceToPermissionSetCommand(reference(Name, Path))),
    detach: (Name: string, Path?: string) =>
      sso.send(new SSO.DetachCustomerManagedPolicyReferenceFromPermissionSetCommand(reference(Name, Path))),
    list: (page: { MaxResults?: number; NextToken?: string } = {}) =>
      sso.send(new SSO.ListCustomerManagedPolicyReferencesInPermissionSetCommand({ ...set, ...page })),
    assign: async (TargetId: string) => {
      const target = { ...set, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: stage.adminId } as const
      const { AccountAssignmentCreationStatus: made } = await sso.send(new SSO.CreateAccountAssignmentCommand(target))
      const request = { InstanceArn: set.InstanceArn, AccountAssignmentCreationRequestId: made?.RequestId }
      return (await sso.send(new SSO.DescribeAccountAssignmentCreationStatusCommand(request))).AccountAssignmentCreationStatus
    },
    provision: async () => {
      const all = { ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' } as const
      const { PermissionSetProvisioningStatus: made } = await sso.send(new SSO.ProvisionPermissionSetCommand(all))
      const request = { InstanceArn: set.InstanceArn, ProvisionPermissionSetRequestId: made?.RequestId }
      return (await sso.send(new SSO.DescribePermissionSetProvisioningStatusCommand(request))).PermissionSetProvisioningStatus
    },
    bound: (Name: string) =>
      sso.send(
        new SSO.PutPermissionsBoundaryToPermissionSetCommand({
          ...set,
          PermissionsBoundary: { CustomerManagedPolicyReference: { Name } },
        }),
      ),
    iam: async () => new IAM.IAMClient({ ...stage.settings, credentials: await stage.enter(stage.managementAccountId, name) }),
  }
}

test('references to policies are attached, listed by path and name, and detached', async () => {
  const { attach, detach, list } = await createSet('Listed')
  await attach('Second', '/team/')
  await attach('First', '/team/')
  await attach('Last')
  const first = await list({ MaxResults: 2 })
  expect(first.CustomerManagedPolicyReferences).toEqual([
    { Name: 'Last', Path: '/' },
    { Name: 'First', Path: '/team/' },
  ])
  const rest = await list({ MaxResults: 2, NextToken: first.NextToken })
  expect([rest.CustomerManagedPolicyReferences, rest.NextToken]).toEqual([[{ Name: 'Second', Path: '/team/' }], undefined])
  const other = await createSet('OtherList')
  await expect(other.list({ NextToken: first.NextToken })).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(attach('Last', '/')).rejects.toMatchObject({ name: 'ConflictException' })
  await detach('Last')
  await expect(detach('Last')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(detach('First')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect((await list()).CustomerManagedPolicyReferences).toHaveLength(2)
})

test('a permission set has at most twenty managed policies, AWS’s and the customer’s together', async () => {
  const { set, attach, detach } = await createSet('Full')
  const managed = { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }
  await Promise.all(Array.from({ length: 19 }, (_, at) => attach(`Policy${at}`)))
  await stage.sso.send(new SSO.AttachManagedPolicyToPermissionSetCommand(managed))
  await expect(attach('TooMuch')).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' })
  await detach('Policy0')
  await attach('Instead')
  const another = { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }
  await expect(stage.sso.send(new SSO.AttachManagedPolicyToPermissionSetCommand(another))).rejects.toMatchObject({
    name: 'ServiceQuotaExceededException',
  })
})

test('the role may do what the account’s own policy of the name allows, within the boundary of the name', async () => {
  const { attach, assign, provision, bound, iam } = await createSet('Customers')
  await createPolicy('IamReader', '/team/', 'iam:List*')
  await attach('IamReader', '/team/')
  expect(await assign(stage.managementAccountId)).toMatchObject({ Status: 'SUCCEEDED' })
  const role = await iam()
  expect((await role.send(new IAM.ListUsersCommand({}))).Users).toBeDefined()
  await expect(role.send(new IAM.GetAccountSummaryCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
  await createPolicy('RolesOnly', '/', 'iam:ListRoles')
  await bound('RolesOnly')
  expect(await provision()).toMatchObject({ Status: 'SUCCEEDED' })
  const bounded = await iam()
  expect((await bounded.send(new IAM.ListRolesCommand({}))).Roles).toBeDefined()
  await expect(bounded.send(new IAM.ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('an account without the policy gets no role, and the assignment says why', async () => {
  const { set, attach, assign, detach } = await createSet('Lacking')
  await createPolicy('OnlyHere', '/', 'iam:List*')
  await attach('OnlyHere')
  expect(await assign(stage.managementAccountId)).toMatchObject({ Status: 'SUCCEEDED' })
  const missing = `arn:aws:iam::${elsewhere}:policy/OnlyHere`
  expect(await assign(elsewhere)).toMatchObject({
    Status: 'FAILED',
    FailureReason: `Received a 404 status error: Policy ${missing} does not exist or is not attachable.`,
  })
  const accounts = await stage.sso.send(new SSO.ListAccountsForProvisionedPermissionSetCommand(set))
  expect(accounts.AccountIds).toEqual([stage.managementAccountId])
  await detach('OnlyHere')
  expect(await assign(elsewhere)).toMatchObject({ Status: 'SUCCEEDED' })
})

test('provisioning fails, and the role stays as it was, while one account lacks the policy', async () => {
  const { attach, assign, provision, iam } = await createSet('Reprovisioned')
  await createPolicy('Summary', '/', 'iam:GetAccountSummary')
  await attach('Summary')
  await assign(stage.managementAccountId)
  await attach('NowhereToBeFound')
  expect(await provision()).toMatchObject({ Status: 'FAILED', FailureReason: expect.stringContaining('NowhereToBeFound') })
  expect((await (await iam()).send(new IAM.GetAccountSummaryCommand({}))).SummaryMap).toBeDefined()
})

test('only permission sets that there are have policies', async () => {
  const set = {
    InstanceArn: stage.instanceArn,
    PermissionSetArn: `${stage.instanceArn.replace('instance', 'permissionSet')}/ps-0123456789abcdef`,
  }
  const missing = { name: 'ResourceNotFoundException' }
  const reference = { ...set, CustomerManagedPolicyReference: { Name: 'Example' } }
  const { sso } = stage
  await expect(sso.send(new SSO.AttachCustomerManagedPolicyReferenceToPermissionSetCommand(reference))).rejects.toMatchObject(missing)
  await expect(sso.send(new SSO.DetachCustomerManagedPolicyReferenceFromPermissionSetCommand(reference))).rejects.toMatchObject(missing)
  await expect(sso.send(new SSO.ListCustomerManagedPolicyReferencesInPermissionSetCommand(set))).rejects.toMatchObject(missing)
  const foreign = { ...reference, InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' }
  await expect(sso.send(new SSO.AttachCustomerManagedPolicyReferenceToPermissionSetCommand(foreign))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
})
