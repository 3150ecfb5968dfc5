import * as commands from '@aws-sdk/client-account'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { minimalInput } from '../minimal-input.ts'
import { brokenInput } from './broken-input.ts'
import { as, type Cases, type ErrorCase, type Excuse, modelOf, testModelledErrors } from './matrix.ts'
import { type ServerWorld, startServerWorld } from './server-world.ts'

const serviceId = 'Account'
const { model, operations } = modelOf(serviceId)

interface AccountWorld extends Omit<ServerWorld, 'admin' | 'nobody'> {
  readonly admin: commands.AccountClient
  readonly nobody: commands.AccountClient
  readonly accountId: string
}

const minimal: ErrorCase<AccountWorld> = (_, operation) => minimalInput(model, operation)

const RegionName = 'af-south-1'
const update = { PrimaryEmail: 'new@example.com', Otp: '123456' }

/** So many Regions of the account are being enabled, or disabled. */
async function change({ sql, accountId }: AccountWorld, regions: readonly string[], enabled: boolean): Promise<void> {
  await sql('delete from account.regions')
  await sql(`insert into account.regions select $1, unnest($2::text[]), $3, now() + interval '1 hour'`, [accountId, regions, enabled])
}

const cases: Cases<AccountWorld> = {
  StartPrimaryEmailUpdate: {
    ConflictException: async ({ member }) => ({ AccountId: (await member()).id, PrimaryEmail: `${(await member()).name}@example.com` }),
  },
  AcceptPrimaryEmailUpdate: {
    ResourceNotFoundException: async ({ member }) => ({ AccountId: (await member()).id, ...update }),
  },
  EnableRegion: {
    ConflictException: async (world) => {
      await change(world, [RegionName], false)
      return { RegionName }
    },
    TooManyRequestsException: async (world) => {
      await change(world, ['ap-east-1', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'eu-south-1', 'eu-south-2'], true)
      return { RegionName }
    },
  },
  DisableRegion: {
    ConflictException: async (world) => {
      await change(world, [RegionName], true)
      return { RegionName }
    },
    TooManyRequestsException: async (world) => {
      await change(world, ['ap-east-1', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'eu-south-1', 'eu-south-2'], false)
      await world.sql(`insert into account.regions values ($1, $2, true, now())`, [world.accountId, RegionName])
      return { RegionName }
    },
  },
}

const excused: readonly Excuse[] = [
  { error: 'ResourceUnavailableException', reason: 'no account of GovCloud is being made' },
  { error: 'InternalServerException', reason: 'a fault of the server: no input makes it' },
  {
    error: 'TooManyRequestsException',
    operations: operations.filter((name) => !Object.hasOwn(cases[name] ?? {}, 'TooManyRequestsException')),
    reason: 'calls of this service are not throttled',
  },
  {
    error: 'ResourceNotFoundException',
    operations: ['GetPrimaryEmail', 'StartPrimaryEmailUpdate'],
    reason: 'every member has an address, and an account that is no member is denied',
  },
  {
    error: 'ConflictException',
    operations: ['AcceptPrimaryEmailUpdate'],
    reason: 'only of two who ask for one address at the same moment: account-management.test.ts',
  },
]

testModelledErrors<AccountWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startServerWorld()
    const { Account: accountId = '' } = await new STSClient(world.admin).send(new GetCallerIdentityCommand({}))
    return { ...world, accountId, admin: new commands.AccountClient(world.admin), nobody: new commands.AccountClient(world.nobody) }
  },
  everywhere: {
    AccessDeniedException: ({ nobody }, operation) => as(nobody, minimalInput(model, operation)),
    ValidationException: (_, operation) => brokenInput(model, operation),
    ResourceNotFoundException: minimal,
  },
  cases,
  excused,
})
