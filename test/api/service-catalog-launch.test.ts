import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fault } from '../../src/fault.ts'
import { checkProvisionedProductName, findRecord, recordKeeper } from '../../src/services/service-catalog/index.ts'
import { type Catalog, type Input, setUpCatalog } from './service-catalog-stage.ts'

let catalog: Catalog
beforeAll(async () => {
  catalog = await setUpCatalog()
})
afterAll(() => catalog.close())

const jobsOf = (name: string) => catalog.handler.jobs.filter((job) => job.provisionedProductName === name)
const total = async () => (await catalog.call(catalog.context(), 'SearchProvisionedProducts', {})).TotalResultsCount

test('a launch answers a record that is CREATED, without errors and tags', async () => {
  const input = catalog.launchInput('first', { Tags: [{ Key: 'team', Value: 'blue' }] })
  const { RecordDetail } = await catalog.call(catalog.context(), 'ProvisionProduct', input)
  expect(RecordDetail).toEqual({
    RecordId: expect.stringMatching(/^rec-[a-z0-9]{13}$/),
    ProvisionedProductName: 'first',
    Status: 'CREATED',
    CreatedTime: expect.any(Date),
    UpdatedTime: RecordDetail?.CreatedTime,
    ProvisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    RecordType: 'PROVISION_PRODUCT',
    ProvisionedProductId: expect.stringMatching(/^pp-[a-z0-9]{13}$/),
    ProductId: catalog.ids.productId,
    ProvisioningArtifactId: catalog.ids.provisioningArtifactId,
    PathId: catalog.ids.pathId,
    RecordErrors: [],
    RecordTags: [],
  })
  const described = await catalog.call(catalog.context(), 'DescribeRecord', { Id: RecordDetail?.RecordId ?? '' })
  expect(described.RecordDetail).toEqual({ ...RecordDetail, RecordTags: [{ Key: 'team', Value: 'blue' }] })
})

test('the handler gets the work with parameters, defaults, tags and who asked', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const NotificationArns = ['arn:aws:sns:us-east-1:111122223333:topic']
  const { recordId, provisionedProductId } = await catalog.launch('worked', { Tags, NotificationArns })
  expect(jobsOf('worked')).toEqual([
    {
      type: 'PROVISION_PRODUCT',
      recordId,
      provisionedProductId,
      provisionedProductName: 'worked',
      parameters: { AccountName: 'worked', Size: 'small' },
      tags: Tags,
      notificationArns: NotificationArns,
      organizationId: expect.stringMatching(/^o-/),
      accountId: catalog.accountId,
      region: 'us-east-1',
      requestedBy: catalog.context().caller.arn,
    },
  ])
  expect(catalog.handler.checked.at(-1)).toEqual({
    provisionedProductName: 'worked',
    parameters: { AccountName: 'worked', Size: 'small' },
    tags: Tags,
    notificationArns: NotificationArns,
  })
  expect(await findRecord(catalog.context(), recordId)).toMatchObject({
    detail: { RecordId: recordId },
    parameters: { AccountName: 'worked', Size: 'small' },
    tags: Tags,
    notificationArns: NotificationArns,
    requestedBy: catalog.context().caller.arn,
  })
  expect(await findRecord(catalog.context({ account: '999999999999' }), recordId)).toBeUndefined()
})

test('product, version and path may be given by name', async () => {
  const name = 'AWS Control Tower Account Factory'
  const byId = { ProductId: undefined, ProvisioningArtifactId: undefined }
  const byName = { ProductName: name, ProvisioningArtifactName: name, PathName: `${name} Portfolio` }
  await catalog.launch('by-name', { ...byId, ...byName })
  expect(jobsOf('by-name')).toHaveLength(1)
})

const name = 'AWS Control Tower Account Factory'
const value = { Key: 'AccountName', Value: 'a' }
const refusals: [string, Partial<Input<'ProvisionProduct'>>, string, string | RegExp][] = [
  ['no product', { ProductId: undefined }, 'InvalidParametersException', 'You must provide the product name or ID, but not both.'],
  ['two products', { ProductName: name }, 'InvalidParametersException', /product name or ID/],
  ['no version', { ProvisioningArtifactId: undefined }, 'InvalidParametersException', /provisioning artifact name or ID/],
  ['two versions', { ProvisioningArtifactName: name }, 'InvalidParametersException', /provisioning artifact name or ID/],
  ['two paths', { PathId: 'lpv2-x', PathName: name }, 'InvalidParametersException', /path name or ID/],
  ['an unknown product', { ProductId: 'prod-none' }, 'ResourceNotFoundException', /^No launch paths found for resource: prod-none/],
  [
    'an unknown version',
    { ProvisioningArtifactId: 'pa-none' },
    'ResourceNotFoundException',
    'Provisioning Artifact with id pa-none not found',
  ],
  ['an unknown path', { PathId: 'lpv2-none' }, 'ResourceNotFoundException', /lpv2-none/],
  ['no parameters', { ProvisioningParameters: undefined }, 'InvalidParametersException', 'Parameters: [AccountName] must have values'],
  ['an unknown parameter', { ProvisioningParameters: [value, { Key: 'Nmae', Value: 'a' }] }, 'InvalidParametersException', /Nmae/],
  ['a parameter given twice', { ProvisioningParameters: [value, value] }, 'InvalidParametersException', /Duplicate/],
  ['a long value', { ProvisioningParameters: [{ ...value, Value: 'a'.repeat(4001) }] }, 'InvalidParametersException', /4001/],
  [
    'a tag given twice',
    {
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
    },
    'InvalidParametersException',
    /Duplicate/,
  ],
  ['a reserved tag', { Tags: [{ Key: 'aws:a', Value: '1' }] }, 'InvalidParametersException', /reserved/],
]
test.each(refusals)('a launch with %s is refused and leaves nothing', async (_what, change, code, message) => {
  const before = await total()
  const launched = catalog.call(catalog.context(), 'ProvisionProduct', catalog.launchInput('refused', change))
  await expect(launched).rejects.toMatchObject({ code })
  await expect(launched).rejects.toThrow(message)
  expect(await total()).toBe(before)
  expect(jobsOf('refused')).toEqual([])
})

test('whoever is not associated with the portfolio may not launch', async () => {
  const stranger = catalog.context({ user: 'stranger', parity: true })
  await expect(catalog.launch('strange', {}, stranger)).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: `No launch paths found for resource: ${catalog.ids.productId}`,
  })
})

test('what the handler refuses is the answer, and nothing is left', async () => {
  catalog.handler.refusal = new Fault('InvalidParametersException', 'This e-mail address is taken.')
  const launched = catalog.launch('taken')
  await expect(launched).rejects.toThrow('This e-mail address is taken.')
  catalog.handler.refusal = undefined
  await expect(catalog.call(catalog.context(), 'DescribeProvisionedProduct', { Name: 'taken' })).rejects.toThrow(/not found/)
})

test('when the work cannot be enqueued, there is no record and no provisioned product', async () => {
  catalog.handler.startFailure = new Error('queue is away')
  await expect(catalog.launch('unstarted')).rejects.toThrow('queue is away')
  catalog.handler.startFailure = undefined
  await catalog.launch('unstarted')
  expect(jobsOf('unstarted')).toHaveLength(1)
})

test('the same token with the same body gets the same answer, whatever became of the record', async () => {
  const input = catalog.launchInput('again')
  const first = await catalog.call(catalog.context(), 'ProvisionProduct', input)
  expect(await catalog.call(catalog.context(), 'ProvisionProduct', { ...input, AcceptLanguage: 'jp' })).toEqual(first)
  await recordKeeper.recordStarted(catalog.context(), first.RecordDetail?.RecordId ?? '')
  await recordKeeper.recordFailed(catalog.context(), first.RecordDetail?.RecordId ?? '', { code: 'X', description: 'y' })
  expect(await catalog.call(catalog.context(), 'ProvisionProduct', input)).toEqual(first)
  expect(jobsOf('again')).toHaveLength(1)
})

test('the same token with another body is refused', async () => {
  await catalog.launch('once', { ProvisionToken: 'shared' })
  await expect(catalog.launch('twice', { ProvisionToken: 'shared' })).rejects.toMatchObject({ code: 'InvalidParametersException' })
  const parameters = { ProvisioningParameters: [{ Key: 'AccountName', Value: 'other' }] }
  await expect(catalog.launch('once', { ProvisionToken: 'shared', ...parameters })).rejects.toMatchObject({
    code: 'InvalidParametersException',
  })
})

test('the same call sent ten times at once makes one record', async () => {
  const input = catalog.launchInput('crowd')
  const answers = await Promise.all(Array.from({ length: 10 }, () => catalog.call(catalog.context(), 'ProvisionProduct', input)))
  expect(new Set(answers.map((answer) => answer.RecordDetail?.RecordId)).size).toBe(1)
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(jobsOf('crowd')).toHaveLength(1)
})

test('ten launches of one name with tokens of their own: one wins, nine are refused', async () => {
  const launches = Array.from({ length: 10 }, (_, index) => catalog.launch('contested', { ProvisionToken: `contested-${index}` }))
  const results = await Promise.allSettled(launches)
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toHaveLength(9)
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      code: 'InvalidParametersException',
      message: expect.stringMatching(/^A stack named contested already exists\./),
    })
  }
  expect(jobsOf('contested')).toHaveLength(1)
})

test('a name in use is refused with AWS text, followed by what holds it except in parity', async () => {
  const { provisionedProductId } = await catalog.launch('held')
  await expect(catalog.launch('held', { ProvisionToken: 'held-2' }, catalog.context({ parity: true }))).rejects.toMatchObject({
    code: 'InvalidParametersException',
    message: 'A stack named held already exists.',
  })
  await expect(catalog.launch('held', { ProvisionToken: 'held-2' })).rejects.toThrow(
    `A stack named held already exists. It is the provisioned product ${provisionedProductId} (UNDER_CHANGE).`,
  )
  await expect(checkProvisionedProductName(catalog.context(), 'held')).rejects.toThrow(/already exists/)
  expect(await checkProvisionedProductName(catalog.context(), 'not-held')).toBeUndefined()
  // Names are taken per Region and account.
  expect(await checkProvisionedProductName(catalog.context({ region: 'eu-west-1' }), 'held')).toBeUndefined()
})

test('a failed launch that left nothing behind frees its name, keeps its record and cannot be retried', async () => {
  const failed = await catalog.launch('phoenix')
  await recordKeeper.recordFailed(catalog.context(), failed.recordId, { code: 'Cancelled', description: 'by the requester' })
  await expect(catalog.launch('phoenix', { ProvisionToken: 'phoenix-2' }, catalog.context({ parity: true }))).rejects.toThrow(
    /already exists/,
  )
  const second = await catalog.launch('phoenix', { ProvisionToken: 'phoenix-2' })
  const described = await catalog.call(catalog.context(), 'DescribeProvisionedProduct', { Name: 'phoenix' })
  expect(described.ProvisionedProductDetail).toMatchObject({ Id: second.provisionedProductId, Status: 'UNDER_CHANGE' })
  const record = await catalog.call(catalog.context(), 'DescribeRecord', { Id: failed.recordId })
  expect(record.RecordDetail).toMatchObject({ Status: 'FAILED', ProvisionedProductId: failed.provisionedProductId })
  await expect(recordKeeper.recordStarted(catalog.context(), failed.recordId)).rejects.toMatchObject({
    code: 'InvalidStateException',
    message: expect.stringMatching(/cannot be retried: its provisioned product is gone/),
  })
})

test('a failed launch with an account behind it keeps its name', async () => {
  const failed = await catalog.launch('half-made')
  await recordKeeper.recordStarted(catalog.context(), failed.recordId)
  await recordKeeper.recordPhysicalId(catalog.context(), failed.recordId, '123456789012')
  await recordKeeper.recordFailed(catalog.context(), failed.recordId, { code: 'X', description: 'y' })
  await expect(catalog.launch('half-made', { ProvisionToken: 'half-made-2' })).rejects.toThrow(/already exists/)
})
