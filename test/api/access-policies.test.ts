import { IdentitystoreClient, ListUsersCommand } from '@aws-sdk/client-identitystore'
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreatePolicyCommand,
  DescribeOrganizationCommand,
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations'
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  ListInstancesCommand,
  ProvisionPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin'
import { AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'
import { given } from './organizations-stage.ts'

// All kinds of policies on one request, set by operations and felt through the official clients.

let server: TestServer
let settings: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } }
let management: OrganizationsClient
let memberAccountId: string

beforeAll(async () => {
  server = await startTestServer()
  settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  management = new OrganizationsClient(settings)
  await management.send(new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }))
  const { Accounts = [] } = await management.send(new ListAccountsCommand({}))
  memberAccountId = given(Accounts.find(({ Name }) => Name === 'member')?.Id)
})
afterAll(() => server.stop())

const memberRole = () => `arn:aws:iam::${memberAccountId}:role/OrganizationAccountAccessRole`

/** Credentials of the member account's administrator role. */
async function enter(input: Partial<AssumeRoleCommandInput> = {}, config: typeof settings = settings) {
  const command = new AssumeRoleCommand({ RoleArn: memberRole(), RoleSessionName: 'me', ...input })
  const { Credentials } = await new STSClient(config).send(command)
  const credentials = {
    accessKeyId: given(Credentials?.AccessKeyId),
    secretAccessKey: given(Credentials?.SecretAccessKey),
    sessionToken: given(Credentials?.SessionToken),
  }
  return { ...settings, credentials }
}

const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`

/** Credentials that the administrator takes in the portal. */
async function enterPortal(roleName: string) {
  const post = (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', origin: server.url, cookie }
    return fetch(`${server.url}/api/portal${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const signedIn = await post('/sign-in', { userName: 'admin', password: administratorPassword })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0]
  const taken = await post('/credentials', { accountId: memberAccountId, roleName }, cookie)
  const { accessKeyId, secretAccessKey, sessionToken } = (await taken.json()) as Record<string, string>
  const credentials = {
    accessKeyId: given(accessKeyId),
    secretAccessKey: given(secretAccessKey),
    sessionToken: given(sessionToken),
  }
  return { ...settings, credentials }
}

async function attach(Type: PolicyType, statement: object): Promise<() => Promise<unknown>> {
  const Content = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  const { Policy } = await management.send(new CreatePolicyCommand({ Name: crypto.randomUUID(), Description: '', Type, Content }))
  const attachment = { PolicyId: given(Policy?.PolicySummary?.Id), TargetId: memberAccountId }
  await management.send(new AttachPolicyCommand(attachment))
  return () => management.send(new DetachPolicyCommand(attachment))
}

const describeAs = async (config: typeof settings) =>
  (await new OrganizationsClient(config).send(new DescribeOrganizationCommand({}))).Organization

const sentence = (action: string, resource: string) => `is not authorized to perform: ${action} on resource: ${resource}`

test('a service control policy binds the member’s administrator and not the management account', async () => {
  const member = await enter()
  expect((await describeAs(member))?.Id).toMatch(/^o-/)
  const detach = await attach('SERVICE_CONTROL_POLICY', { Effect: 'Deny', Action: 'organizations:Describe*', Resource: '*' })
  await expect(describeAs(member)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      / organizations:DescribeOrganization on resource: \S+ with an explicit deny in a service control policy$/,
    ),
  })
  expect((await describeAs(settings))?.Id).toMatch(/^o-/)
  await detach()
  expect((await describeAs(member))?.Id).toMatch(/^o-/)
})

test('what no service control policy of one level allows is allowed by nobody', async () => {
  const detachNarrow = await attach('SERVICE_CONTROL_POLICY', { Effect: 'Allow', Action: 'sts:*', Resource: '*' })
  const full = { PolicyId: 'p-FullAWSAccess', TargetId: memberAccountId }
  await management.send(new DetachPolicyCommand(full))
  await expect(describeAs(await enter())).rejects.toMatchObject({
    message: expect.stringMatching(/ because no service control policy allows the organizations:DescribeOrganization action$/),
  })
  await management.send(new AttachPolicyCommand(full))
  await detachNarrow()
})

test('a service control policy can compare the caller’s organization with the resource’s', async () => {
  const denyingWhen = (operator: string) => ({
    ...{ Effect: 'Deny', Action: 'organizations:*', Resource: '*' },
    Condition: { [operator]: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
  })
  const detachOther = await attach('SERVICE_CONTROL_POLICY', denyingWhen('StringNotEquals'))
  expect((await describeAs(await enter()))?.Id).toMatch(/^o-/)
  await detachOther()
  const detachSame = await attach('SERVICE_CONTROL_POLICY', denyingWhen('StringEquals'))
  await expect(describeAs(await enter())).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await detachSame()
})

test('a resource control policy keeps the roles of an account from being assumed, whoever asks', async () => {
  const { Roots = [] } = await management.send(new ListRootsCommand({}))
  const RootId = given(Roots[0]?.Id)
  await management.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'RESOURCE_CONTROL_POLICY' }))
  await enter()
  const detach = await attach('RESOURCE_CONTROL_POLICY', { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' })
  await expect(enter()).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`${sentence('sts:AssumeRole', memberRole())} with an explicit deny in a resource control policy`),
  })
  await detach()
  await enter()
})

test('a session policy is named when it is what says no', async () => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'organizations:*', Resource: '*' } })
  await expect(describeAs(await enter({ Policy }))).rejects.toMatchObject({
    message: expect.stringMatching(/ with an explicit deny in a session policy$/),
  })
})

test('a permission set’s boundary holds whoever enters by it, once it is provisioned', async () => {
  const ssoAdmin = new SSOAdminClient(settings)
  const { Instances = [] } = await ssoAdmin.send(new ListInstancesCommand({}))
  const InstanceArn = given(Instances[0]?.InstanceArn)
  const { Users = [] } = await new IdentitystoreClient(settings).send(
    new ListUsersCommand({ IdentityStoreId: given(Instances[0]?.IdentityStoreId) }),
  )
  const { PermissionSet } = await ssoAdmin.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Bounded' }))
  const set = { InstanceArn, PermissionSetArn: given(PermissionSet?.PermissionSetArn) }
  await ssoAdmin.send(new AttachManagedPolicyToPermissionSetCommand({ ...set, ManagedPolicyArn: managed('AdministratorAccess') }))
  const PermissionsBoundary = { ManagedPolicyArn: managed('AWSServiceCatalogEndUserFullAccess') }
  await ssoAdmin.send(new PutPermissionsBoundaryToPermissionSetCommand({ ...set, PermissionsBoundary }))
  const target = { TargetType: 'AWS_ACCOUNT', TargetId: memberAccountId, PrincipalType: 'USER' } as const
  const PrincipalId = given(Users.find(({ UserName }) => UserName === 'admin')?.UserId)
  await ssoAdmin.send(new CreateAccountAssignmentCommand({ ...set, ...target, PrincipalId }))
  await expect(describeAs(await enterPortal('Bounded'))).rejects.toMatchObject({
    message: expect.stringMatching(/ because no permissions boundary allows the organizations:DescribeOrganization action$/),
  })
  await ssoAdmin.send(new DeletePermissionsBoundaryFromPermissionSetCommand(set))
  await ssoAdmin.send(new ProvisionPermissionSetCommand({ ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' }))
  expect((await describeAs(await enterPortal('Bounded')))?.Id).toMatch(/^o-/)
})

test('a role’s trust policy has to allow tags and a source identity by name', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  await expect(enter({ Tags })).rejects.toMatchObject({
    message: expect.stringContaining(sentence('sts:TagSession', memberRole())),
  })
  await expect(enter({ SourceIdentity: 'ada' })).rejects.toMatchObject({
    message: expect.stringContaining(sentence('sts:SetSourceIdentity', memberRole())),
  })
  expect(await new STSClient(await enter()).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: memberAccountId })
})
