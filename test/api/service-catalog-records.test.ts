import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  allows,
  canMove,
  provisionedProductTransitions,
  recordKeeper,
  recordTransitions,
} from '../../src/services/service-catalog/index.ts'
import { type Catalog, setUpCatalog } from './service-catalog-stage.ts'

let catalog: Catalog
beforeAll(async () => {
  catalog = await setUpCatalog()
})
afterAll(() => catalog.close())

const reason = { code: 'ResourceInUseException', description: 'Another AWS Control Tower operation is in progress.' }
const outputs = [
  { OutputKey: 'AccountId', OutputValue: '123456789012', Description: 'Managed Account Id' },
  { OutputKey: 'AccountEmail', OutputValue: 'a@example.com', Description: 'Email Id associated with the Account' },
  { OutputKey: 'SSOUserEmail', OutputValue: 'b@example.com' },
]
let launches = 0
const launch = () => catalog.launch(`account-${launches++}`)
const productOf = async (Id: string) =>
  (await catalog.call(catalog.context(), 'DescribeProvisionedProduct', { Id })).ProvisionedProductDetail
const recordOf = async (Id: string) => (await catalog.call(catalog.context(), 'DescribeRecord', { Id })).RecordDetail
const terminate = async (
  ProvisionedProductId: string,
  token: string,
  more: { IgnoreErrors?: boolean; RetainPhysicalResources?: boolean } = {},
) => {
  const input = { ProvisionedProductId, TerminateToken: token, ...more }
  const { RecordDetail } = await catalog.call(catalog.context(), 'TerminateProvisionedProduct', input)
  return RecordDetail?.RecordId ?? ''
}
const available = async () => {
  const made = await launch()
  await recordKeeper.recordStarted(catalog.context(), made.recordId)
  await recordKeeper.recordPhysicalId(catalog.context(), made.recordId, '123456789012')
  await recordKeeper.recordSucceeded(catalog.context(), made.recordId, outputs)
  return made
}

describe('records', () => {
  test('a launch that succeeds makes its provisioned product AVAILABLE, and saying so twice changes nothing', async () => {
    const { recordId, provisionedProductId } = await launch()
    expect(await productOf(provisionedProductId)).toMatchObject({ Status: 'UNDER_CHANGE', LastRecordId: recordId })
    for (const _ of [1, 2]) await recordKeeper.recordStarted(catalog.context(), recordId)
    expect(await recordOf(recordId)).toMatchObject({ Status: 'IN_PROGRESS' })
    for (const _ of [1, 2]) await recordKeeper.recordPhysicalId(catalog.context(), recordId, '123456789012')
    await recordKeeper.recordSucceeded(catalog.context(), recordId, outputs)
    const ended = await recordOf(recordId)
    for (const _ of [1, 2]) await recordKeeper.recordSucceeded(catalog.context(), recordId, outputs)
    await recordKeeper.recordStarted(catalog.context(), recordId)
    expect(await recordOf(recordId)).toEqual(ended)
    expect(ended).toMatchObject({ Status: 'SUCCEEDED', RecordErrors: [] })
    expect(ended?.UpdatedTime?.getTime()).toBeGreaterThan(ended?.CreatedTime?.getTime() ?? 0)
    const product = await productOf(provisionedProductId)
    expect(product).toMatchObject({ Status: 'AVAILABLE', LastSuccessfulProvisioningRecordId: recordId, LastProvisioningRecordId: recordId })
    expect(product?.StatusMessage).toBeUndefined()
  })

  test('a launch that fails makes it ERROR, with the reason in the record and in the status message', async () => {
    const { recordId, provisionedProductId } = await launch()
    await recordKeeper.recordStarted(catalog.context(), recordId)
    for (const _ of [1, 2]) await recordKeeper.recordFailed(catalog.context(), recordId, reason)
    expect(await recordOf(recordId)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Code: reason.code, Description: reason.description }],
    })
    const product = await productOf(provisionedProductId)
    expect(product).toMatchObject({ Status: 'ERROR', StatusMessage: `${reason.code}  ${reason.description}` })
    expect(product).not.toHaveProperty('LastSuccessfulProvisioningRecordId')
  })

  test('a failed record may go on: its error is gone and the provisioned product under change again', async () => {
    const { recordId, provisionedProductId } = await launch()
    await recordKeeper.recordFailed(catalog.context(), recordId, reason)
    await recordKeeper.recordStarted(catalog.context(), recordId)
    expect(await recordOf(recordId)).toMatchObject({ Status: 'IN_PROGRESS', RecordErrors: [] })
    const product = await productOf(provisionedProductId)
    expect(product).toMatchObject({ Status: 'UNDER_CHANGE' })
    expect(product).not.toHaveProperty('StatusMessage')
    await recordKeeper.recordSucceeded(catalog.context(), recordId, [])
    expect(await productOf(provisionedProductId)).toMatchObject({ Status: 'AVAILABLE' })
  })

  test('moves that the state machine does not have throw and change nothing', async () => {
    const { recordId } = await launch()
    expect(canMove('CREATED', 'SUCCEEDED')).toBe(false)
    await expect(recordKeeper.recordSucceeded(catalog.context(), recordId, [])).rejects.toThrow(/CREATED and cannot become SUCCEEDED/)
    await recordKeeper.recordStarted(catalog.context(), recordId)
    await recordKeeper.recordSucceeded(catalog.context(), recordId, [])
    await expect(recordKeeper.recordFailed(catalog.context(), recordId, reason)).rejects.toThrow(/SUCCEEDED and cannot become FAILED/)
    expect(recordTransitions.SUCCEEDED).toEqual([])
    expect(await recordOf(recordId)).toMatchObject({ Status: 'SUCCEEDED' })
  })

  test('a record that is not there is refused', async () => {
    await expect(catalog.call(catalog.context(), 'DescribeRecord', { Id: 'rec-none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
    const { recordId } = await launch()
    for (const elsewhere of [{ account: '999999999999' }, { region: 'eu-west-1' }]) {
      await expect(catalog.call(catalog.context(elsewhere), 'DescribeRecord', { Id: recordId })).rejects.toThrow('Record not found')
    }
  })

  test('outputs come in their order, page, and are chosen by key', async () => {
    const { recordId, provisionedProductId: ProvisionedProductId } = await available()
    const first = await catalog.call(catalog.context(), 'DescribeRecord', { Id: recordId, PageSize: 2 })
    expect(first.RecordOutputs).toEqual(outputs.slice(0, 2))
    const rest = await catalog.call(catalog.context(), 'DescribeRecord', { Id: recordId, PageSize: 2, PageToken: first.NextPageToken })
    expect(rest.RecordOutputs).toEqual(outputs.slice(2))
    expect(rest.NextPageToken).toBeUndefined()
    const get = (input: object) => catalog.call(catalog.context(), 'GetProvisionedProductOutputs', { ProvisionedProductId, ...input })
    expect((await get({})).Outputs).toEqual(outputs)
    const page = await get({ PageSize: 1 })
    expect((await get({ PageSize: 1, PageToken: page.NextPageToken })).Outputs).toEqual([outputs[1]])
    expect((await get({ OutputKeys: ['AccountEmail'] })).Outputs).toEqual([outputs[1]])
    await expect(get({ OutputKeys: ['AccountEmail', 'Nothing'] })).rejects.toMatchObject({ code: 'InvalidParametersException' })
    await expect(get({ PageToken: 'nonsense' })).rejects.toMatchObject({ code: 'InvalidParametersException' })
    await expect(get({ ProvisionedProductName: 'x' })).rejects.toMatchObject({ code: 'InvalidParametersException' })
  })

  test('before anything succeeded the outputs are refused with AWS text', async () => {
    const { provisionedProductId } = await launch()
    const input = { ProvisionedProductId: provisionedProductId }
    await expect(catalog.call(catalog.context(), 'GetProvisionedProductOutputs', input)).rejects.toMatchObject({
      code: 'InvalidParametersException',
      message: "Last Successful Provisioning Record doesn't exist.",
    })
    await expect(catalog.call(catalog.context(), 'GetProvisionedProductOutputs', { ProvisionedProductName: 'none' })).rejects.toMatchObject(
      {
        code: 'ResourceNotFoundException',
      },
    )
  })
})

describe('ListRecordHistory', () => {
  test('pages over all records, newest first, and filters by product and provisioned product', async () => {
    const more = await setUpCatalog()
    const made = []
    for (let index = 0; index < 25; index++) made.push(await more.launch(`history-${index}`))
    const newestFirst = made.map((record) => record.recordId).reverse()
    const list = (input: object) => more.call(more.context(), 'ListRecordHistory', input)
    const first = await list({})
    const second = await list({ PageToken: first.NextPageToken })
    const listed = [...(first.RecordDetails ?? []), ...(second.RecordDetails ?? [])].map((record) => record.RecordId)
    expect(listed).toEqual(newestFirst)
    expect(first.RecordDetails).toHaveLength(20)
    expect(second.NextPageToken).toBeUndefined()
    const ofOne = await list({ SearchFilter: { Key: 'provisionedproduct', Value: made[3]?.provisionedProductId } })
    expect(ofOne.RecordDetails?.map((record) => record.RecordId)).toEqual([made[3]?.recordId])
    const ofProduct = await list({ SearchFilter: { Key: 'product', Value: more.ids.productId }, PageSize: 3 })
    expect(ofProduct.RecordDetails?.map((record) => record.RecordId)).toEqual(newestFirst.slice(0, 3))
    await expect(
      list({ PageToken: first.NextPageToken, SearchFilter: { Key: 'product', Value: more.ids.productId } }),
    ).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
    await more.close()
  })

  test.each([
    { Key: 'colour', Value: 'red' },
    { Key: 'product' },
    { Key: 'product', Value: '' },
    { Value: 'x' },
    { Key: 'product', Value: '\0' },
  ])('refuses the filter %j', async (SearchFilter) => {
    await expect(catalog.call(catalog.context(), 'ListRecordHistory', { SearchFilter })).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
  })

  test('shows the own records without an access level, and others with one', async () => {
    const { recordId } = await launch()
    const other = catalog.context({ user: 'other' })
    expect((await catalog.call(other, 'ListRecordHistory', {})).RecordDetails).toEqual([])
    const all = await catalog.call(other, 'ListRecordHistory', { AccessLevelFilter: { Key: 'Account', Value: 'self' } })
    expect(all.RecordDetails?.map((record) => record.RecordId)).toContain(recordId)
  })
})

describe('TerminateProvisionedProduct', () => {
  test('takes a provisioned product away and keeps its records', async () => {
    const { recordId, provisionedProductId } = await available()
    const terminated = await terminate(provisionedProductId, 'gone')
    expect(await recordOf(terminated)).toMatchObject({
      Status: 'CREATED',
      RecordType: 'TERMINATE_PROVISIONED_PRODUCT',
      PathId: catalog.ids.pathId,
    })
    expect(await productOf(provisionedProductId)).toMatchObject({
      Status: 'UNDER_CHANGE',
      LastRecordId: terminated,
      LastProvisioningRecordId: terminated,
      LastSuccessfulProvisioningRecordId: recordId,
    })
    expect(catalog.handler.jobs.at(-1)).toMatchObject({
      type: 'TERMINATE_PROVISIONED_PRODUCT',
      recordId: terminated,
      provisionedProductId,
      physicalId: '123456789012',
      parameters: { AccountName: expect.any(String), Size: 'small' },
    })
    await recordKeeper.recordStarted(catalog.context(), terminated)
    for (const _ of [1, 2]) await recordKeeper.recordSucceeded(catalog.context(), terminated, [])
    await expect(productOf(provisionedProductId)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Provisioned product not found: ${provisionedProductId}`,
    })
    const search = await catalog.call(catalog.context(), 'SearchProvisionedProducts', {
      Filters: { SearchQuery: [`id:${provisionedProductId}`] },
    })
    expect(search).toMatchObject({ ProvisionedProducts: [], TotalResultsCount: 0 })
    expect(await recordOf(recordId)).toMatchObject({ Status: 'SUCCEEDED' })
    const history = await catalog.call(catalog.context(), 'ListRecordHistory', {
      SearchFilter: { Key: 'provisionedproduct', Value: provisionedProductId },
    })
    expect(history.RecordDetails?.map((record) => record.RecordId)).toEqual([terminated, recordId])
    await expect(terminate(provisionedProductId, 'gone')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  })

  test('the same token gets the same answer while the termination runs, ten times at once too', async () => {
    const { provisionedProductId } = await available()
    const before = catalog.handler.jobs.length
    const records = await Promise.all(Array.from({ length: 10 }, () => terminate(provisionedProductId, 'crowd')))
    expect(new Set(records).size).toBe(1)
    expect(catalog.handler.jobs).toHaveLength(before + 1)
    await expect(terminate(provisionedProductId, 'crowd', { IgnoreErrors: true })).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
    const another = await available()
    await expect(terminate(another.provisionedProductId, 'crowd')).rejects.toMatchObject({ code: 'InvalidParametersException' })
    expect(await productOf(another.provisionedProductId)).toMatchObject({ Status: 'AVAILABLE' })
  })

  test('a termination that failed frees its token, and what had worked is TAINTED', async () => {
    const { provisionedProductId } = await available()
    const first = await terminate(provisionedProductId, 'retry')
    await recordKeeper.recordFailed(catalog.context(), first, reason)
    expect(await productOf(provisionedProductId)).toMatchObject({ Status: 'TAINTED' })
    expect(await terminate(provisionedProductId, 'retry')).not.toBe(first)
    await expect(recordKeeper.recordStarted(catalog.context(), first)).rejects.toThrow(/cannot be retried/)
  })

  test('by name and by ARN', async () => {
    for (const field of ['Name', 'Arn'] as const) {
      const product = await productOf((await available()).provisionedProductId)
      const input = { ProvisionedProductName: product?.[field], TerminateToken: `by-${field}` }
      const { RecordDetail } = await catalog.call(catalog.context(), 'TerminateProvisionedProduct', input)
      expect(RecordDetail?.ProvisionedProductId).toBe(product?.Id)
    }
  })

  test('RetainPhysicalResources forgets it at once without any work', async () => {
    const { provisionedProductId } = await available()
    const before = catalog.handler.jobs.length
    const record = await terminate(provisionedProductId, 'retain', { RetainPhysicalResources: true })
    expect(await recordOf(record)).toMatchObject({ Status: 'SUCCEEDED' })
    expect(catalog.handler.jobs).toHaveLength(before)
    await expect(productOf(provisionedProductId)).rejects.toThrow(/not found/)
  })

  test('IgnoreErrors lets it go even when the work fails', async () => {
    const { provisionedProductId } = await available()
    const record = await terminate(provisionedProductId, 'ignore', { IgnoreErrors: true })
    await recordKeeper.recordStarted(catalog.context(), record)
    await recordKeeper.recordFailed(catalog.context(), record, reason)
    expect(await recordOf(record)).toMatchObject({ Status: 'FAILED' })
    await expect(productOf(provisionedProductId)).rejects.toThrow(/not found/)
  })

  test('is refused for what is not there, and for both or none of id and name', async () => {
    await expect(terminate('pp-none', 'a')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
    for (const input of [{}, { ProvisionedProductId: 'pp-a', ProvisionedProductName: 'a' }]) {
      await expect(catalog.call(catalog.context(), 'TerminateProvisionedProduct', { TerminateToken: 'a', ...input })).rejects.toMatchObject(
        {
          code: 'InvalidParametersException',
        },
      )
    }
  })
})

test('the state machine holds: each state allows terminating exactly as its table says', async () => {
  const text = "Can't terminate provisioned product because it's still under change or its status does not allow further operation"
  const reached = {
    UNDER_CHANGE: launch,
    AVAILABLE: available,
    ERROR: async () => {
      const made = await launch()
      await recordKeeper.recordFailed(catalog.context(), made.recordId, reason)
      return made
    },
    TAINTED: async () => {
      const made = await available()
      await recordKeeper.recordFailed(catalog.context(), await terminate(made.provisionedProductId, `taint-${launches}`), reason)
      return made
    },
  }
  for (const [status, reach] of Object.entries(reached)) {
    const { provisionedProductId } = await reach()
    expect(await productOf(provisionedProductId)).toMatchObject({ Status: status })
    const allowed = allows(status as keyof typeof reached, 'TERMINATE_PROVISIONED_PRODUCT')
    const terminated = terminate(provisionedProductId, `state-${status}`)
    if (!allowed) {
      await expect(terminated).rejects.toMatchObject({ code: 'InvalidParametersException', message: expect.stringContaining(text) })
      continue
    }
    const record = await terminated
    const product = await productOf(provisionedProductId)
    expect(product).toMatchObject({ Status: provisionedProductTransitions.TERMINATE_PROVISIONED_PRODUCT.during })
    await recordKeeper.recordFailed(catalog.context(), record, reason)
    const { failed } = provisionedProductTransitions.TERMINATE_PROVISIONED_PRODUCT
    const before = product?.LastSuccessfulProvisioningRecordId !== undefined
    expect(await productOf(provisionedProductId)).toMatchObject({ Status: before ? failed.provisionedBefore : failed.neverProvisioned })
  }
  const { provisionedProductId } = await launch()
  const parity = catalog.call(catalog.context({ parity: true }), 'TerminateProvisionedProduct', {
    ProvisionedProductId: provisionedProductId,
    TerminateToken: 'parity',
  })
  await expect(parity).rejects.toMatchObject({ message: text })
})
