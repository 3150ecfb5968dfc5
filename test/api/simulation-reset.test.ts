import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { DescribeProvisionedProductCommand, ProvisionProductCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { GetServiceQuotaCommand, RequestServiceQuotaIncreaseCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiClient } from '../../src/commands/api-client.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let catalog: ServiceCatalogClient
let organizations: OrganizationsClient
let quotas: ServiceQuotasClient
let api: ApiClient

beforeAll(async () => {
  server = await startTestServer()
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  catalog = new ServiceCatalogClient(settings)
  organizations = new OrganizationsClient(settings)
  quotas = new ServiceQuotasClient(settings)
  api = new ApiClient(settings)
})
afterAll(() => server.stop())

test('a reset leads back to the first start, same ids and key, and the same launch works again', async () => {
  const before = await accounts()
  const first = await launchToTheEnd()
  expect(await accounts()).toHaveLength(before.length + 1)
  await api.resetSimulation()
  expect(await accounts()).toEqual(before)
  await expect(catalog.send(new DescribeProvisionedProductCommand({ Id: first }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  expect((await api.requests({})).requests).toEqual([])
  expect(await launchToTheEnd()).not.toBe(first)
})

test('a reset takes back what quotas were raised to', async () => {
  const roles = { ServiceCode: 'iam', QuotaCode: 'L-FE177D64' }
  const inForce = async () => (await quotas.send(new GetServiceQuotaCommand(roles))).Quota?.Value
  const before = await inForce()
  await quotas.send(new RequestServiceQuotaIncreaseCommand({ ...roles, DesiredValue: 2_000 }))
  expect(await inForce()).toBe(2_000)
  await api.resetSimulation()
  expect(await inForce()).toBe(before)
})

async function accounts(): Promise<(string | undefined)[]> {
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  return Accounts.map(({ Id }) => Id)
}

async function launchToTheEnd(): Promise<string> {
  const parameters = {
    AccountName: 'again',
    AccountEmail: 'again@example.com',
    SSOUserFirstName: 'Ada',
    SSOUserLastName: 'Lovelace',
    SSOUserEmail: 'ada@example.com',
    ManagedOrganizationalUnit: 'Sandbox',
  }
  const { RecordDetail } = await catalog.send(
    new ProvisionProductCommand({
      ProductName: 'AWS Control Tower Account Factory',
      ProvisioningArtifactName: 'AWS Control Tower Account Factory',
      ProvisionedProductName: 'again',
      ProvisioningParameters: Object.entries(parameters).map(([Key, Value]) => ({ Key, Value })),
    }),
  )
  const Id = RecordDetail?.ProvisionedProductId ?? ''
  const status = async () => (await catalog.send(new DescribeProvisionedProductCommand({ Id }))).ProvisionedProductDetail?.Status
  await expect.poll(status, { timeout: 20_000 }).toBe('AVAILABLE')
  return Id
}
