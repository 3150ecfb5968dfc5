import { DescribeAccountCommand, ListAccountsCommand, ListParentsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-organizations'
import {
  DescribeProductAsAdminCommand,
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ProvisionProductCommand,
} from '@aws-sdk/client-service-catalog'
import {
  DescribePermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Pace, paceTable } from '../../src/access/pace.ts'
import type { AccountFactory } from '../../src/factory/account-factory.ts'
import { endedPhases, type Phase, type StepName } from '../../src/factory/phases.ts'
import type { RequestDetail } from '../../src/factory/request-view.ts'
import type { StepPoint } from '../../src/factory/work.ts'
import { createLandingZone } from '../../src/server/landing-zone.ts'
import { createStandaloneAccount } from '../../src/services/organizations/index.ts'
import { createTestDatabase } from '../harness/database.ts'
import { CallFaults } from './call-faults.ts'
import { automationUserArn, type Embedded, embed, managementAccountId } from './embedded.ts'

export interface World {
  readonly connectionString: string
  readonly factory: AccountFactory
  readonly embedded: Embedded
  readonly callFaults: CallFaults
  onStep: ((point: StepPoint) => Promise<void> | void) | undefined
  /** Launches one account by ProvisionProduct; gives the record's id. */
  launch(parameters?: Record<string, string>, options?: LaunchOptions): Promise<string>
  get(recordId: string): Promise<RequestDetail>
  retry(recordId: string): Promise<RequestDetail>
  cancel(recordId: string): Promise<RequestDetail>
  untilEnded(recordId: string): Promise<RequestDetail>
  untilStep(recordId: string, step: StepName): Promise<void>
  untilPhase(recordId: string, phase: Phase): Promise<RequestDetail>
  /** Succeeded, with one account that is where and what it was asked to be. */
  expectOneAccount(recordId: string): Promise<void>
  /** Failed or cancelled; the record names the account that there is, and only then. */
  expectAccountAsRecorded(recordId: string): Promise<void>
  /** From now on the database itself keeps count of running requests. */
  watchRunning(): Promise<void>
  forgetRunning(): Promise<void>
  running(): Promise<{ most: number; nodes: string[] }>
  untilRunning(count: number): Promise<void>
  close(): Promise<void>
}

/** A database with a landing zone and the factory on it, not started yet. */
export async function createWorld(options: { parity?: boolean; pace?: Partial<Pace> } = {}): Promise<World> {
  const pace = { ...paceTable.instant }
  const database = await createTestDatabase()
  const callFaults = new CallFaults()
  const embedded = embed(database.db, database.connectionString, {
    nodeId: 'node-0',
    callFaults,
    onStep: async (point) => world.onStep?.(point),
    parity: options.parity ?? false,
    pace,
  })
  const { context, factory, notifications, clients } = embedded
  await notifications.start()
  await createStandaloneAccount(context, { id: managementAccountId, name: 'Management', email: 'management@example.com' })
  await createLandingZone(context, clients, {
    managementAccountId,
    emailDomain: 'example.com',
    administratorName: 'admin',
    automationUserArn,
  })
  callFaults.clear()
  Object.assign(pace, options.pace)
  const world: World = {
    connectionString: database.connectionString,
    factory,
    embedded,
    callFaults,
    onStep: undefined,
    launch: (parameters, options) => launch(embedded, parameters, options),
    untilStep: async (recordId, step) => {
      await until(
        () => factory.requests.get(context, recordId),
        ({ steps }) => steps.some(({ name, status }) => name === step && status === 'RUNNING'),
      )
    },
    get: (recordId) => factory.requests.get(context, recordId),
    retry: (recordId) => factory.requests.retry(context, recordId),
    cancel: (recordId) => factory.requests.cancel(context, recordId),
    untilEnded: (recordId) =>
      until(
        () => factory.requests.get(context, recordId),
        ({ phase }) => endedPhases.includes(phase),
      ),
    untilPhase: (recordId, wanted) =>
      until(
        () => factory.requests.get(context, recordId),
        ({ phase }) => phase === wanted,
      ),
    expectOneAccount: (recordId) => expectOneAccount(embedded, recordId),
    expectAccountAsRecorded: (recordId) => expectAccountAsRecorded(embedded, recordId),
    watchRunning: () => watchRunning(embedded),
    forgetRunning: async () => void (await sql`delete from factory.test_running`.execute(database.db)),
    running: async () => {
      const { rows } = await sql<{ most: number; nodes: string[] }>`
        select coalesce(max(running), 0)::int as most, coalesce(array_agg(distinct node_id order by node_id) filter (where node_id is not null), '{}') as nodes
        from factory.test_running`.execute(database.db)
      return rows[0] ?? { most: 0, nodes: [] }
    },
    untilRunning: async (count) => {
      await until(
        () => factory.requests.queue(context, {}),
        ({ running }) => running.length === count,
      )
    },
    close: async () => {
      await factory.stop()
      await notifications.close()
      await database.drop()
    },
  }
  return world
}

let launches = 0

interface LaunchOptions {
  readonly tags?: Array<{ Key: string; Value: string }>
}

async function launch(
  { clients }: Embedded,
  parameters: Record<string, string> = {},
  { tags = [{ Key: 'team', Value: 'engines' }] }: LaunchOptions = {},
): Promise<string> {
  const name = `account-${process.pid}-${launches++}`
  const product = 'AWS Control Tower Account Factory'
  const { ProvisioningArtifactSummaries = [] } = await clients.serviceCatalog.send(new DescribeProductAsAdminCommand({ Name: product }))
  const all = {
    AccountName: name,
    AccountEmail: `${name}@example.com`,
    ManagedOrganizationalUnit: 'Sandbox',
    SSOUserFirstName: 'Ada',
    SSOUserLastName: 'Lovelace',
    SSOUserEmail: `${name}@people.example.com`,
    ...parameters,
  }
  const { RecordDetail } = await clients.serviceCatalog.send(
    new ProvisionProductCommand({
      ProductName: product,
      ProvisioningArtifactId: ProvisioningArtifactSummaries[0]?.Id,
      ProvisionedProductName: name,
      ProvisionToken: name,
      ProvisioningParameters: Object.entries(all).map(([Key, Value]) => ({ Key, Value })),
      Tags: tags,
    }),
  )
  return given(RecordDetail?.RecordId)
}

async function until<Value>(look: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  return expect.poll(look, { timeout: 60_000, interval: 20 }).toSatisfy(holds).then(look)
}

async function expectOneAccount({ clients, context, factory }: Embedded, recordId: string): Promise<void> {
  const request = await factory.requests.get(context, recordId)
  expect(request, JSON.stringify(request.error)).toMatchObject({ phase: 'SUCCEEDED', stepsDone: 7, stepsTotal: 7 })
  const [accountId] = await accountsWithEmail(clients, request.accountEmail)
  expect(await accountsWithEmail(clients, request.accountEmail)).toEqual([request.accountId])
  const record = await clients.serviceCatalog.send(new DescribeRecordCommand({ Id: recordId }))
  expect(record.RecordDetail).toMatchObject({ Status: 'SUCCEEDED', RecordErrors: [] })
  expect(record.RecordOutputs?.map(({ OutputKey }) => OutputKey)).toEqual(['AccountId', 'SSOUserEmail', 'AccountEmail', 'SSOUserPortal'])
  expect(record.RecordOutputs?.[0]?.OutputValue).toBe(accountId)
  const { ProvisionedProductDetail } = await clients.serviceCatalog.send(
    new DescribeProvisionedProductCommand({ Id: request.provisionedProductId }),
  )
  expect(ProvisionedProductDetail).toMatchObject({ Status: 'AVAILABLE', LastSuccessfulProvisioningRecordId: recordId })
  await expectGoverned(clients, given(accountId), recordId)
}

async function expectGoverned(clients: Embedded['clients'], accountId: string, recordId: string): Promise<void> {
  const { Tags } = await clients.organizations.send(new ListTagsForResourceCommand({ ResourceId: accountId }))
  expect(Tags).toEqual(
    expect.arrayContaining([
      { Key: 'account-factory:record', Value: recordId },
      { Key: 'team', Value: 'engines' },
    ]),
  )
  const { Parents } = await clients.organizations.send(new ListParentsCommand({ ChildId: accountId }))
  expect(Parents?.[0]?.Type).toBe('ORGANIZATIONAL_UNIT')
  expect(await baselineStatusesOf(clients, accountId)).toEqual(['SUCCEEDED'])
  expect(await accessTo(clients, accountId)).toEqual([
    'AWSAdministratorAccess USER',
    'AWSOrganizationsFullAccess GROUP',
    'AWSPowerUserAccess GROUP',
    'AWSReadOnlyAccess GROUP',
  ])
}

/** Every assignment on the account, as permission set and kind of principal. */
async function accessTo({ ssoAdmin }: Embedded['clients'], accountId: string): Promise<string[]> {
  const { Instances } = await ssoAdmin.send(new ListInstancesCommand({}))
  const InstanceArn = given(Instances?.[0]?.InstanceArn)
  const { PermissionSets = [] } = await ssoAdmin.send(new ListPermissionSetsCommand({ InstanceArn }))
  const access: string[] = []
  for (const PermissionSetArn of PermissionSets) {
    const { PermissionSet } = await ssoAdmin.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }))
    const command = new ListAccountAssignmentsCommand({ InstanceArn, AccountId: accountId, PermissionSetArn })
    const { AccountAssignments = [] } = await ssoAdmin.send(command)
    access.push(...AccountAssignments.map(({ PrincipalType }) => `${PermissionSet?.Name} ${PrincipalType}`))
  }
  return access.sort()
}

/** Of the baselines that govern the account. */
export async function baselineStatusesOf(clients: Embedded['clients'], accountId: string) {
  const { Account } = await clients.organizations.send(new DescribeAccountCommand({ AccountId: accountId }))
  const filter = { targetIdentifiers: [given(Account?.Arn)] }
  const { enabledBaselines } = await clients.controlTower.call('ListEnabledBaselines', { filter, includeChildren: true })
  return enabledBaselines.map((baseline) => baseline.statusSummary.status)
}

async function expectAccountAsRecorded({ clients, context, factory }: Embedded, recordId: string): Promise<void> {
  const request = await factory.requests.get(context, recordId)
  const accounts = await accountsWithEmail(clients, request.accountEmail)
  expect(accounts).toEqual(request.accountId ? [request.accountId] : [])
  const { RecordDetail } = await clients.serviceCatalog.send(new DescribeRecordCommand({ Id: recordId }))
  expect(RecordDetail).toMatchObject({
    Status: 'FAILED',
    RecordErrors: [{ Code: request.error?.code, Description: request.error?.message }],
  })
  if (request.phase === 'CANCELLED') {
    expect(request.error?.message).toContain(request.accountId ? `Account ${request.accountId} exists` : 'No account was made')
  }
}

async function accountsWithEmail(clients: Embedded['clients'], email: string): Promise<string[]> {
  const found: string[] = []
  let token: string | undefined
  do {
    const page = await clients.organizations.send(new ListAccountsCommand({ NextToken: token }))
    for (const account of page.Accounts ?? []) if (account.Email === email) found.push(given(account.Id))
    token = page.NextToken
  } while (token)
  return found
}

/** Counted inside the transactions that start requests, one after the other: nothing between two looks is missed. */
async function watchRunning({ context }: Embedded): Promise<void> {
  await sql`create table factory.test_running (running integer, node_id text)`.execute(context.db)
  await sql`
    create function factory.test_count_running() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(42);
      insert into factory.test_running
        select count(*), new.node_id from factory.requests where phase in ('RUNNING', 'CANCELLING');
      return null;
    end $$`.execute(context.db)
  await sql`
    create trigger test_count_running after update of phase on factory.requests
    for each row when (new.phase = 'RUNNING') execute function factory.test_count_running()`.execute(context.db)
}

export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not given')
  return value
}
