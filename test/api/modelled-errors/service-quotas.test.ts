import * as commands from '@aws-sdk/client-service-quotas'
import { minimalInput } from '../minimal-input.ts'
import { brokenInput } from './broken-input.ts'
import { as, type Cases, type ErrorCase, type Excuse, modelOf, testModelledErrors } from './matrix.ts'
import { type ServerWorld, startServerWorld } from './server-world.ts'

const serviceId = 'Service Quotas'
const { model } = modelOf(serviceId)

interface QuotasWorld extends Omit<ServerWorld, 'admin' | 'nobody'> {
  readonly admin: commands.ServiceQuotasClient
  readonly nobody: commands.ServiceQuotasClient
}

const roles = { ServiceCode: 'iam', QuotaCode: 'L-FE177D64' }
const groups = { ServiceCode: 'iam', QuotaCode: 'L-F4A5425F' }
const minimal: ErrorCase<QuotasWorld> = (_, operation) => minimalInput(model, operation)

const cases: Cases<QuotasWorld> = {
  ListRequestedServiceQuotaChangeHistory: { NoSuchResourceException: () => ({ ServiceCode: 'ec2' }) },
  RequestServiceQuotaIncrease: {
    IllegalArgumentException: () => ({ ...roles, DesiredValue: 1 }),
    ResourceAlreadyExistsException: async ({ admin, sql }) => {
      await admin.send(new commands.RequestServiceQuotaIncreaseCommand({ ...roles, DesiredValue: 1_500 }))
      await sql(`update service_quotas.requests set decided_at = now() + interval '1 hour'`)
      return { ...roles, DesiredValue: 2_000 }
    },
    QuotaExceededException: async ({ admin }) => {
      for (let number = 2; number <= 20; number++) {
        await admin.send(new commands.RequestServiceQuotaIncreaseCommand({ ...groups, DesiredValue: 300 + number }))
      }
      return { ...groups, DesiredValue: 400 }
    },
  },
}

const excused: readonly Excuse[] = [
  { error: 'ServiceException', reason: 'a fault of the server: no input makes it' },
  { error: 'TooManyRequestsException', reason: 'calls of this service are not throttled' },
  { error: 'DependencyAccessDeniedException', reason: 'no other service is asked' },
  { error: 'InvalidResourceStateException', reason: 'no quota here is of a single resource' },
]

testModelledErrors<QuotasWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startServerWorld()
    const admin = new commands.ServiceQuotasClient(world.admin)
    const nobody = new commands.ServiceQuotasClient(world.nobody)
    return { ...world, admin, nobody }
  },
  everywhere: {
    AccessDeniedException: ({ nobody }, operation) => as(nobody, minimalInput(model, operation)),
    IllegalArgumentException: (_, operation) => brokenInput(model, operation),
    InvalidPaginationTokenException: (_, operation) => ({ ...minimalInput(model, operation), ...roles, NextToken: 'bWFkZSB1cA==' }),
    NoSuchResourceException: minimal,
  },
  cases,
  excused,
})
