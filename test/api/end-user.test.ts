import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateGroupMembershipCommand,
  CreateUserCommand,
  GetGroupIdCommand,
  GetUserIdCommand,
  IdentitystoreClient,
} from '@aws-sdk/client-identitystore'
import { CloseAccountCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import {
  DescribeProductAsAdminCommand,
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ListPortfoliosCommand,
  ProvisionProductCommand,
  SearchProductsCommand,
  SearchProvisionedProductsCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog'
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiClient } from '../../src/commands/api-client.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

// A person of the group AWSAccountFactory, from the administrator's one-time password to credentials, and what they may and may not.

const product = 'AWS Control Tower Account Factory'
let server: TestServer
let administrator: ServiceCatalogClient
let person: ServiceCatalogClient
let theirArn: string
let theirs: { region: string; endpoint: string; credentials: Awaited<ReturnType<typeof enter>> }
let managementAccountId: string
let identityStoreId: string
let foreign: { productId: string; recordId: string }

beforeAll(async () => {
  server = await startTestServer()
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  administrator = new ServiceCatalogClient(settings)
  const session = await new ApiClient(settings).session()
  managementAccountId = session.managementAccountId
  identityStoreId = session.identityStoreId ?? ''
  const userId = await addPerson(new IdentitystoreClient(settings), identityStoreId)
  const { password } = await new ApiClient(settings).oneTimePassword(userId)
  const credentials = await enter(password, session.managementAccountId)
  theirs = { ...settings, credentials }
  person = new ServiceCatalogClient(theirs)
  theirArn = (await new STSClient(theirs).send(new GetCallerIdentityCommand({}))).Arn ?? ''
  foreign = await launch(administrator, 'not-yours')
})
afterAll(() => server.stop())

test('a new person signs in with a one-time password and acts as their role', () => {
  expect(theirArn).toMatch(/^arn:aws:sts::\d{12}:assumed-role\/AWSReservedSSO_AWSServiceCatalogEndUserAccess_[0-9a-f]{16}\/bob$/)
})

test('they launch, follow and terminate what is their own', async () => {
  const own = await launch(person, 'mine')
  const record = await person.send(new DescribeRecordCommand({ Id: own.recordId }))
  expect(record.RecordDetail?.ProvisionedProductName).toBe('mine')
  const found = await person.send(new SearchProvisionedProductsCommand({ AccessLevelFilter: { Key: 'User', Value: 'self' } }))
  expect(found.ProvisionedProducts?.map(({ Name }) => Name)).toEqual(['mine'])
  await expect.poll(() => statusOf(person, own.productId), { timeout: 20_000 }).toBe('AVAILABLE')
  const { RecordDetail } = await person.send(new TerminateProvisionedProductCommand({ ProvisionedProductId: own.productId }))
  expect(RecordDetail?.RecordType).toBe('TERMINATE_PROVISIONED_PRODUCT')
})

test('they neither see nor end what another launched, by id, name or ARN', async () => {
  const arn = (await administrator.send(new DescribeProvisionedProductCommand({ Id: foreign.productId }))).ProvisionedProductDetail?.Arn
  const denied = { name: 'AccessDeniedException', message: expect.stringContaining('is not authorized to perform: servicecatalog:') }
  await expect(person.send(new DescribeProvisionedProductCommand({ Id: foreign.productId }))).rejects.toMatchObject(denied)
  await expect(person.send(new DescribeProvisionedProductCommand({ Name: 'not-yours' }))).rejects.toMatchObject(denied)
  await expect(person.send(new DescribeRecordCommand({ Id: foreign.recordId }))).rejects.toMatchObject(denied)
  await expect(person.send(new TerminateProvisionedProductCommand({ ProvisionedProductName: arn }))).rejects.toMatchObject(denied)
  await expect(person.send(new SearchProvisionedProductsCommand({}))).rejects.toMatchObject(denied)
})

test('they read what they may launch, and nothing that is for administrators of the catalog', async () => {
  const { ProductViewSummaries = [] } = await person.send(new SearchProductsCommand({}))
  expect(ProductViewSummaries.map(({ Name }) => Name)).toEqual([product])
  await expect(person.send(new ListPortfoliosCommand({}))).rejects.toMatchObject(denial('servicecatalog:ListPortfolios', '*'))
  const ProductId = ProductViewSummaries[0]?.ProductId ?? ''
  await expect(person.send(new DescribeProductAsAdminCommand({ Name: product }))).rejects.toMatchObject(
    denial('servicecatalog:DescribeProductAsAdmin', `arn:aws:catalog:us-east-1:${managementAccountId}:product/${ProductId}`),
  )
})

test('they neither read nor change the organization, its people or who enters where', async () => {
  const organizations = new OrganizationsClient(theirs)
  await expect(organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject(denial('organizations:ListAccounts', '*'))
  await expect(organizations.send(new CloseAccountCommand({ AccountId: managementAccountId }))).rejects.toMatchObject(
    denial('organizations:CloseAccount', `arn:aws:organizations::${managementAccountId}:account/o-`),
  )
  const store = `arn:aws:identitystore::${managementAccountId}:identitystore/${identityStoreId}`
  const people = new IdentitystoreClient(theirs)
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'admin' } }
  await expect(people.send(new GetUserIdCommand({ IdentityStoreId: identityStoreId, AlternateIdentifier }))).rejects.toMatchObject(
    denial('identitystore:GetUserId', store),
  )
  await expect(addPerson(people, identityStoreId)).rejects.toMatchObject(denial('identitystore:CreateUser', store))
  await expect(new SSOAdminClient(theirs).send(new ListInstancesCommand({}))).rejects.toMatchObject(denial('sso:ListInstances', '*'))
  await expect(new CloudTrailClient(theirs).send(new LookupEventsCommand({}))).rejects.toMatchObject(denial('cloudtrail:LookupEvents', '*'))
})

test('of our own API they have their own requests, and neither another’s nor passwords', async () => {
  const api = new ApiClient(theirs)
  const { requests } = await api.requests({})
  expect(requests.map(({ provisionedProductName }) => provisionedProductName)).not.toContain('not-yours')
  await expect(api.request(foreign.recordId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(api.oneTimePassword('any')).rejects.toMatchObject(
    denial('account-factory:ResetOneTimePassword', `arn:aws:account-factory:us-east-1:${managementAccountId}:user/any`),
  )
})

/** A refusal that names what was asked, on what, and that nothing allows it. */
function denial(action: string, resource: string) {
  const sentence = `is not authorized to perform: ${action} on resource: ${resource}`
  const because = `because no identity-based policy allows the ${action} action`
  return { name: 'AccessDeniedException', message: expect.toSatisfy((text: string) => text.includes(sentence) && text.endsWith(because)) }
}

test('the administrator sees both and may end both', async () => {
  const { ProvisionedProducts = [] } = await administrator.send(new SearchProvisionedProductsCommand({}))
  expect(ProvisionedProducts.map(({ Name }) => Name)).toContain('not-yours')
})

async function addPerson(identityStore: IdentitystoreClient, IdentityStoreId: string): Promise<string> {
  const { UserId = '' } = await identityStore.send(
    new CreateUserCommand({
      IdentityStoreId,
      UserName: 'bob',
      DisplayName: 'Bob',
      Name: { GivenName: 'Bob', FamilyName: 'Builder' },
      Emails: [{ Value: 'bob@example.com', Primary: true }],
    }),
  )
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'AWSAccountFactory' } }
  const { GroupId } = await identityStore.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }))
  await identityStore.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }))
  return UserId
}

/** Signs in, chooses a password, and takes credentials of the end user's role. */
async function enter(oneTimePassword: string, accountId: string) {
  let cookie = ''
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: server.url, cookie }
    const response = await fetch(`${server.url}/api/portal${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    expect([path, response.status]).toEqual([path, 200])
    return response.json()
  }
  expect(await post('/sign-in', { userName: 'bob', password: oneTimePassword })).toEqual({ next: 'new-password' })
  await post('/new-password', { password: 'Correct-horse-8' })
  const taken = await post('/credentials', { accountId, roleName: 'AWSServiceCatalogEndUserAccess' })
  const { accessKeyId, secretAccessKey, sessionToken } = taken as Record<string, string>
  return { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '', sessionToken: sessionToken ?? '' }
}

async function launch(client: ServiceCatalogClient, name: string) {
  const parameters = {
    AccountName: name,
    AccountEmail: `${name}@example.com`,
    SSOUserFirstName: 'Bob',
    SSOUserLastName: 'Builder',
    SSOUserEmail: 'bob@example.com',
    ManagedOrganizationalUnit: 'Sandbox',
  }
  const { RecordDetail } = await client.send(
    new ProvisionProductCommand({
      ProductName: product,
      ProvisioningArtifactName: product,
      ProvisionedProductName: name,
      ProvisioningParameters: Object.entries(parameters).map(([Key, Value]) => ({ Key, Value })),
    }),
  )
  return { productId: RecordDetail?.ProvisionedProductId ?? '', recordId: RecordDetail?.RecordId ?? '' }
}

async function statusOf(client: ServiceCatalogClient, id: string) {
  return (await client.send(new DescribeProvisionedProductCommand({ Id: id }))).ProvisionedProductDetail?.Status
}
