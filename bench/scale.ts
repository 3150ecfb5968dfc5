// Lists and look-ups in an organization of 100,000 accounts, as a ratio of their p99 to what they take with 1,000 in the same run.
// Goal: 1.5. One client, one call after the other; pages are read from all over the list.
import {
  CreateOrganizationalUnitCommand,
  DescribeAccountCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations'
import { ListAccountAssignmentsCommand, ListInstancesCommand, ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.ts'
import { startBenchServer, temporaryData } from './server.ts'

const sizes = [1_000, 100_000]
const calls = 400
const unitCount = 20

const postgres = await startEmbeddedPostgres(temporaryData())
const administrator = new pg.Client({ connectionString: postgres.connectionString })
await administrator.connect()
await administrator.query('create database bench')
await administrator.end()
const url = new URL(postgres.connectionString)
url.pathname = '/bench'
process.env.DATABASE_URL = url.href
const server = await startBenchServer(temporaryData(), '--pace', 'instant', '--log-level', 'error')
const database = new pg.Client({ connectionString: url.href })
await database.connect()

const configuration = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
const organizations = new OrganizationsClient(configuration)
const sso = new SSOAdminClient(configuration)
const { Roots } = await organizations.send(new ListRootsCommand({}))
const unitIds: string[] = []
for (let number = 0; number < unitCount; number++) {
  const input = { ParentId: Roots?.[0]?.Id, Name: `Team ${number}` }
  const { OrganizationalUnit } = await organizations.send(new CreateOrganizationalUnitCommand(input))
  unitIds.push(OrganizationalUnit?.Id ?? '')
}
const InstanceArn = (await sso.send(new ListInstancesCommand({}))).Instances?.[0]?.InstanceArn
const PermissionSetArn = (await sso.send(new ListPermissionSetsCommand({ InstanceArn }))).PermissionSets?.[0] ?? ''
const idOf = (number: number): string => String(300_000_000_000 + number)

/** Accounts from one number to another, each in a unit and with an assignment, as operations would have left them. */
async function seed(from: number, to: number): Promise<void> {
  await database.query(
    `insert into organizations.accounts (id, organization_id, parent_id, name, email, state, joined_method, joined_at, created_at)
     select (300000000000 + n)::text, o.id, ($3::text[])[1 + n % $4], 'account ' || n, 'account-' || n || '@example.com', 'ACTIVE', 'CREATED',
       now() - interval '1 day' + n * interval '1 millisecond', now() - interval '1 day'
     from generate_series($1::integer, $2::integer) n, organizations.organizations o`,
    [from, to - 1, unitIds, unitCount],
  )
  await database.query(
    `insert into sso_admin.assignments (account_id, permission_set_arn, principal_type, principal_id, effective_at)
     select (300000000000 + n)::text, $3, 'GROUP', 'bench-group', now() - interval '1 day' from generate_series($1::integer, $2::integer) n`,
    [from, to - 1, PermissionSetArn],
  )
  await database.query(`update organizations.organizations set account_count = account_count + $1`, [to - from])
  await database.query('vacuum analyze')
}

/** Each gives one call; what it reads moves on from call to call. */
function operations(size: number): Record<string, () => Promise<unknown>> {
  const anyAccount = (): string => idOf(Math.floor(Math.random() * size))
  let accountsToken: string | undefined
  let unit = 0
  const unitTokens = new Map<number, string | undefined>()
  return {
    ListAccounts: async () => {
      const { NextToken } = await organizations.send(new ListAccountsCommand({ NextToken: accountsToken, MaxResults: 20 }))
      accountsToken = NextToken
    },
    DescribeAccount: () => organizations.send(new DescribeAccountCommand({ AccountId: anyAccount() })),
    ListAccountsForParent: async () => {
      unit = (unit + 1) % unitCount
      const input = { ParentId: unitIds[unit], NextToken: unitTokens.get(unit), MaxResults: 20 }
      unitTokens.set(unit, (await organizations.send(new ListAccountsForParentCommand(input))).NextToken)
    },
    ListAccountAssignments: () => sso.send(new ListAccountAssignmentsCommand({ InstanceArn, PermissionSetArn, AccountId: anyAccount() })),
  }
}

async function p99(call: () => Promise<unknown>): Promise<number> {
  for (let number = 0; number < calls / 4; number++) await call()
  const times: number[] = []
  for (let number = 0; number < calls; number++) {
    const started = performance.now()
    await call()
    times.push(performance.now() - started)
  }
  return times.sort((one, other) => one - other)[Math.floor(calls * 0.99)] ?? Number.NaN
}

const baseline = new Map<string, number>()
let seeded = 0
for (const size of sizes) {
  await seed(seeded, size)
  seeded = size
  for (const [name, call] of Object.entries(operations(size))) {
    const ms = await p99(call)
    const first = baseline.get(name) ?? ms
    baseline.set(name, first)
    console.log(
      `${name.padEnd(24)} ${String(size).padStart(7)} accounts   p99 ${ms.toFixed(1).padStart(6)} ms   ${(ms / first).toFixed(2)} x ${sizes[0]} accounts`,
    )
  }
}
await database.end()
await server.stop()
await postgres.stop()
