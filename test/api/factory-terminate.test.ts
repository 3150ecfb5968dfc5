import { ListParentsCommand } from '@aws-sdk/client-organizations'
import { DescribeProvisionedProductCommand, TerminateProvisionedProductCommand } from '@aws-sdk/client-service-catalog'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Fault } from '../../src/fault.ts'
import { baselineStatusesOf, createWorld, given, type World } from '../crash/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.factory.start()
})
afterEach(() => {
  world.onStep = undefined
})
afterAll(() => world.close())

async function terminate(provisionedProductId: string): Promise<string> {
  const { RecordDetail } = await world.embedded.clients.serviceCatalog.send(
    new TerminateProvisionedProductCommand({ ProvisionedProductId: provisionedProductId, TerminateToken: provisionedProductId }),
  )
  return given(RecordDetail?.RecordId)
}

test('a terminated account lies under the root, unmanaged, and its provisioned product is gone', async () => {
  const { clients } = world.embedded
  const launched = await world.untilEnded(await world.launch())
  const request = await world.untilEnded(await terminate(launched.provisionedProductId))
  expect(request).toMatchObject({ type: 'TERMINATE_PROVISIONED_PRODUCT', phase: 'SUCCEEDED', accountId: launched.accountId, stepsDone: 3 })
  const { Parents } = await clients.organizations.send(new ListParentsCommand({ ChildId: launched.accountId }))
  expect(Parents).toMatchObject([{ Type: 'ROOT' }])
  expect(await baselineStatusesOf(clients, given(launched.accountId))).toEqual([])
  await expect(
    clients.serviceCatalog.send(new DescribeProvisionedProductCommand({ Id: launched.provisionedProductId })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('what failed before there was an account can be terminated, and its launch not be retried any more', async () => {
  world.onStep = async ({ step }) => {
    if (step === 'create-account') throw new Fault('AccessDeniedException', 'no')
  }
  const failed = await world.untilEnded(await world.launch())
  world.onStep = undefined
  const request = await world.untilEnded(await terminate(failed.provisionedProductId))
  expect(request).toMatchObject({ phase: 'SUCCEEDED' })
  expect(request).not.toHaveProperty('accountId')
  expect(await world.get(failed.recordId)).toMatchObject({ phase: 'FAILED', canRetry: false })
  await expect(world.retry(failed.recordId)).rejects.toMatchObject({ name: 'InvalidStateException' })
})
