import * as IAM from '@aws-sdk/client-iam'
import * as Organizations from '@aws-sdk/client-organizations'
import * as Quotas from '@aws-sdk/client-service-quotas'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let quotas: Quotas.ServiceQuotasClient
let configuration: { endpoint: string; region: string; credentials: TestServer['credentials']; maxAttempts: number }

const accounts = { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' }
const roles = { ServiceCode: 'iam', QuotaCode: 'L-FE177D64' }
const policiesOfRole = { ServiceCode: 'iam', QuotaCode: 'L-0DA4ABF3' }

beforeAll(async () => {
  server = await startTestServer()
  configuration = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 }
  quotas = new Quotas.ServiceQuotasClient(configuration)
})
afterAll(() => server.stop())

const inForce = async (quota: typeof accounts) => (await quotas.send(new Quotas.GetServiceQuotaCommand(quota))).Quota?.Value
const ask = async (quota: typeof accounts, DesiredValue: number) =>
  (await quotas.send(new Quotas.RequestServiceQuotaIncreaseCommand({ ...quota, DesiredValue }))).RequestedQuota
const statusOf = async (RequestId = '') =>
  (await quotas.send(new Quotas.GetRequestedServiceQuotaChangeCommand({ RequestId }))).RequestedQuota?.Status

test('services and their quotas are listed in pages, each with the value in force', async () => {
  const { Services } = await quotas.send(new Quotas.ListServicesCommand({}))
  expect(Services?.map(({ ServiceCode }) => ServiceCode)).toEqual(['iam', 'organizations'])
  const codes: (string | undefined)[] = []
  for await (const page of Quotas.paginateListServiceQuotas({ client: quotas, pageSize: 2 }, { ServiceCode: 'iam' }))
    codes.push(...(page.Quotas ?? []).map(({ QuotaCode }) => QuotaCode))
  expect(codes).toHaveLength(5)
  expect(new Set(codes).size).toBe(5)
  const { NextToken } = await quotas.send(new Quotas.ListServiceQuotasCommand({ ServiceCode: 'iam', MaxResults: 1 }))
  const other = new Quotas.ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'iam', ...(NextToken && { NextToken }) })
  await expect(quotas.send(other)).rejects.toMatchObject({ name: 'InvalidPaginationTokenException' })
  const { Quota } = await quotas.send(new Quotas.GetServiceQuotaCommand(accounts))
  expect(Quota).toMatchObject({ QuotaName: 'Default maximum number of accounts', Adjustable: true, GlobalQuota: true })
  expect(Quota?.QuotaArn).toMatch(/^arn:aws:servicequotas::\d{12}:organizations\/L-E619E033$/)
})

test('a raise that is asked for is approved, is in force, and leaves the default as it was', async () => {
  const asked = await ask(roles, 2_000)
  expect(asked).toMatchObject({ Status: 'PENDING', DesiredValue: 2_000 })
  expect(await statusOf(asked?.Id)).toBe('APPROVED')
  expect(await inForce(roles)).toBe(2_000)
  expect((await quotas.send(new Quotas.GetAWSDefaultServiceQuotaCommand(roles))).Quota?.Value).toBe(1_000)
  const { SummaryMap } = await new IAM.IAMClient(configuration).send(new IAM.GetAccountSummaryCommand({}))
  expect(SummaryMap?.RolesQuota).toBe(2_000)
})

test('a raise is pending for a while, alone of its quota, and in force from its decision on', async () => {
  const groups = { ServiceCode: 'iam', QuotaCode: 'L-F4A5425F' }
  const asked = await ask(groups, 400)
  const database = new pg.Client({ connectionString: server.connectionString })
  await database.connect()
  const decide = (when: string) =>
    database.query(`update service_quotas.requests set decided_at = now() + $2::interval where id = $1`, [asked?.Id, when])
  await decide('1 hour')
  expect([await statusOf(asked?.Id), await inForce(groups)]).toEqual(['PENDING', 300])
  await expect(ask(groups, 450)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' })
  const { RequestedQuotas } = await quotas.send(new Quotas.ListRequestedServiceQuotaChangeHistoryCommand({ Status: 'PENDING' }))
  expect(RequestedQuotas?.map(({ Id }) => Id)).toEqual([asked?.Id])
  await decide('-1 second')
  await database.end()
  expect([await statusOf(asked?.Id), await inForce(groups)]).toEqual(['APPROVED', 400])
})

test('more than there is room for is not approved, and changes nothing', async () => {
  const asked = await ask(roles, 1_000_000)
  expect(await statusOf(asked?.Id)).toBe('NOT_APPROVED')
  expect(await inForce(roles)).toBe(2_000)
})

test('requests are found by their quota and status', async () => {
  const byQuota = await quotas.send(new Quotas.ListRequestedServiceQuotaChangeHistoryByQuotaCommand(roles))
  expect(byQuota.RequestedQuotas?.map(({ Status }) => Status).toSorted()).toEqual(['APPROVED', 'NOT_APPROVED'])
  const history = (input: Quotas.ListRequestedServiceQuotaChangeHistoryCommandInput) =>
    quotas.send(new Quotas.ListRequestedServiceQuotaChangeHistoryCommand(input))
  expect((await history({ Status: 'APPROVED' })).RequestedQuotas).toHaveLength(2)
  expect((await history({ Status: 'PENDING' })).RequestedQuotas).toEqual([])
  expect((await history({ ServiceCode: 'organizations' })).RequestedQuotas).toEqual([])
})

test('what is no raise, and what is not there, is refused', async () => {
  await expect(ask(roles, 2_000)).rejects.toMatchObject({ name: 'IllegalArgumentException' })
  await expect(ask(roles, 2_000.5)).rejects.toMatchObject({ name: 'IllegalArgumentException' })
  const none = { name: 'NoSuchResourceException' }
  await expect(ask({ ServiceCode: 'iam', QuotaCode: 'L-00000000' }, 5)).rejects.toMatchObject(none)
  await expect(quotas.send(new Quotas.ListServiceQuotasCommand({ ServiceCode: 'ec2' }))).rejects.toMatchObject(none)
  await expect(statusOf('nothing')).rejects.toMatchObject(none)
  await expect(quotas.send(new Quotas.ListServiceQuotasCommand({ ServiceCode: 'iam', NextToken: 'bWFkZSB1cA==' }))).rejects.toMatchObject({
    name: 'InvalidPaginationTokenException',
  })
})

test('an organization that is full has room for more accounts after a raise', async () => {
  const organizations = new Organizations.OrganizationsClient(configuration)
  const create = async (name: string) => {
    const input = { AccountName: name, Email: `${name}@example.com` }
    const { CreateAccountStatus } = await organizations.send(new Organizations.CreateAccountCommand(input))
    const describe = new Organizations.DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id })
    const { CreateAccountStatus: status } = await organizations.send(describe)
    return status?.FailureReason ?? status?.State
  }
  const database = new pg.Client({ connectionString: server.connectionString })
  await database.connect()
  await database.query('update organizations.organizations set account_quota = account_count')
  await database.end()
  expect(await create('one-too-many')).toBe('ACCOUNT_LIMIT_EXCEEDED')
  await ask(accounts, 10_001)
  expect(await create('after-the-raise')).toBe('SUCCEEDED')
})

test('a role takes more policies after a raise', async () => {
  const iam = new IAM.IAMClient(configuration)
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  }
  await iam.send(new IAM.CreateRoleCommand({ RoleName: 'many', AssumeRolePolicyDocument: JSON.stringify(trust) }))
  const { Policies = [] } = await iam.send(new IAM.ListPoliciesCommand({ Scope: 'AWS', MaxItems: 12 }))
  const attach = (PolicyArn = '') => iam.send(new IAM.AttachRolePolicyCommand({ RoleName: 'many', PolicyArn }))
  for (const { Arn } of Policies.slice(0, 10)) await attach(Arn)
  await expect(attach(Policies[10]?.Arn)).rejects.toMatchObject({ name: 'LimitExceededException' })
  await ask(policiesOfRole, 12)
  await attach(Policies[10]?.Arn)
  expect((await iam.send(new IAM.ListAttachedRolePoliciesCommand({ RoleName: 'many' }))).AttachedPolicies).toHaveLength(11)
})
