import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuthorize } from '../../src/access/authorize.ts'
import type { OperationContext } from '../../src/access/context.ts'
import type { PolicyDocument } from '../../src/access/policy.ts'
import { managedPolicy } from '../../src/services/iam/managed-policies.ts'
import { type Catalog, setUpCatalog } from './service-catalog-stage.ts'

// Whose provisioned products and records a policy opens: conditions `servicecatalog:…Level` = self.

let catalog: Catalog
/** Ada and bob are sessions of one role, carol of another; each has launched one product. */
const launched: Record<string, { recordId: string; provisionedProductId: string }> = {}
const people = { ada: 'EndUser', bob: 'EndUser', carol: 'Other' } as const
type Name = keyof typeof people

const contextOf = (name: Name): OperationContext => catalog.sessionOf(people[name], name)

beforeAll(async () => {
  catalog = await setUpCatalog()
  for (const name of Object.keys(people) as Name[]) {
    const { principalArn: PrincipalARN } = contextOf(name).caller
    await catalog
      .call(catalog.context(), 'AssociatePrincipalWithPortfolio', {
        PortfolioId: catalog.ids.portfolioId,
        PrincipalARN,
        PrincipalType: 'IAM',
      })
      .catch(() => undefined)
    launched[name] = await catalog.launch(`of-${name}`, {}, contextOf(name))
  }
})
afterAll(() => catalog.close())

const limitedTo = (level: string): PolicyDocument => ({
  Statement: {
    Effect: 'Allow',
    Action: 'servicecatalog:*',
    Resource: '*',
    Condition: { StringEquals: { [`servicecatalog:${level}Level`]: 'self' } },
  },
})

/** Whether a policy lets the person make the call, as the pipeline asks. */
async function may(policy: PolicyDocument | undefined, name: Name, operation: string, input: object): Promise<boolean> {
  const authorize = createAuthorize({ policiesOf: async () => ({ identity: policy ? [policy] : [] }) })
  const context = contextOf(name)
  const keys = (await catalog.service.conditionKeys[operation]?.(context, input as never)) ?? {}
  const question = { action: `servicecatalog:${operation}`, resources: ['*'], keys }
  return authorize(context, question).then(
    () => true,
    () => false,
  )
}

const byReference: Array<[string, (of: Name) => object]> = [
  ['DescribeProvisionedProduct', (of) => ({ Id: launched[of]?.provisionedProductId })],
  ['DescribeProvisionedProduct', (of) => ({ Name: `of-${of}` })],
  ['DescribeRecord', (of) => ({ Id: launched[of]?.recordId })],
  ['GetProvisionedProductOutputs', (of) => ({ ProvisionedProductId: launched[of]?.provisionedProductId })],
  ['GetProvisionedProductOutputs', (of) => ({ ProvisionedProductName: `of-${of}` })],
  ['TerminateProvisionedProduct', (of) => ({ ProvisionedProductId: launched[of]?.provisionedProductId })],
  ['TerminateProvisionedProduct', (of) => ({ ProvisionedProductName: `of-${of}` })],
]

test.each(byReference)('%s is open for one’s own, one’s role’s or the account’s, as the policy says (%#)', async (operation, input) => {
  const opened = async (level: string) => {
    const policy = limitedTo(level)
    return Promise.all((['ada', 'bob', 'carol'] as const).map((of) => may(policy, 'ada', operation, input(of))))
  }
  expect([await opened('user'), await opened('role'), await opened('account')]).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})

test.each([
  ['SearchProvisionedProducts', [false, false, true]],
  ['ScanProvisionedProducts', [true, true, true]],
  ['ListRecordHistory', [true, true, true]],
])('%s without a level has its documented default', async (operation, opened) => {
  const policies = ['user', 'role', 'account'].map(limitedTo)
  expect(await Promise.all(policies.map((policy) => may(policy, 'ada', operation, {})))).toEqual(opened)
})

test.each(['SearchProvisionedProducts', 'ScanProvisionedProducts', 'ListRecordHistory'])(
  '%s is open at the policy’s level and at narrower ones',
  async (operation) => {
    const at = (level: string) =>
      Promise.all(
        ['User', 'Role', 'Account'].map((Key) => may(limitedTo(level), 'ada', operation, { AccessLevelFilter: { Key, Value: 'self' } })),
      )
    expect([await at('user'), await at('role'), await at('account')]).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ])
  },
)

test('a list at a level holds what is of that level and nothing else', async () => {
  const names = async (Key: 'User' | 'Role' | 'Account') => {
    const filter = { AccessLevelFilter: { Key, Value: 'self' } } as const
    const on = contextOf('ada')
    const [search, scan, history] = [
      (await catalog.call(on, 'SearchProvisionedProducts', filter)).ProvisionedProducts?.map(({ Name }) => Name),
      (await catalog.call(on, 'ScanProvisionedProducts', filter)).ProvisionedProducts?.map(({ Name }) => Name),
      (await catalog.call(on, 'ListRecordHistory', filter)).RecordDetails?.map(({ ProvisionedProductName }) => ProvisionedProductName),
    ].map((list) => list?.toSorted())
    expect([scan, history]).toEqual([search, search])
    return search
  }
  expect([await names('User'), await names('Role'), await names('Account')]).toEqual([
    ['of-ada'],
    ['of-ada', 'of-bob'],
    ['of-ada', 'of-bob', 'of-carol'],
  ])
})

test('a page of a list at one level is none of the same list at another', async () => {
  const on = contextOf('ada')
  const { NextPageToken: PageToken } = await catalog.call(on, 'SearchProvisionedProducts', {
    PageSize: 1,
    AccessLevelFilter: { Key: 'Account', Value: 'self' },
  })
  await expect(
    catalog.call(on, 'SearchProvisionedProducts', { PageToken, AccessLevelFilter: { Key: 'User', Value: 'self' } }),
  ).rejects.toMatchObject({ code: 'InvalidParametersException' })
})

test('a level of anybody else is refused', async () => {
  const AccessLevelFilter = { Key: 'Account', Value: 'arn:aws:iam::111122223333:user/eve' } as const
  await expect(catalog.call(contextOf('ada'), 'SearchProvisionedProducts', { AccessLevelFilter })).rejects.toMatchObject({
    code: 'InvalidParametersException',
  })
})

test('what is not there is left to the operation, which says so', async () => {
  const own = limitedTo('user')
  expect(await may(own, 'ada', 'DescribeRecord', { Id: 'rec-aaaaaaaaaaaaa' })).toBe(true)
  expect(await may(own, 'ada', 'DescribeProvisionedProduct', { Id: 'pp-aaaaaaaaaaaaa' })).toBe(true)
  expect(await may(own, 'ada', 'DescribeProvisionedProduct', {})).toBe(true)
})

test('AWS’s policies for end users open one’s own only, those for administrators everything', async () => {
  const ask = (policy: string, of: Name) =>
    Promise.all(
      byReference.map(([operation, input]) => may(managedPolicy(`arn:aws:iam::aws:policy/${policy}`), 'ada', operation, input(of))),
    )
  // AWS's policies for end users leave the operation for outputs out: DescribeRecord has them.
  const isOpen = byReference.map(([operation]) => operation !== 'GetProvisionedProductOutputs')
  const isRead = byReference.map(([operation], index) => isOpen[index] && operation !== 'TerminateProvisionedProduct')
  expect(await ask('AWSServiceCatalogEndUserFullAccess', 'ada')).toEqual(isOpen)
  expect(await ask('AWSServiceCatalogEndUserFullAccess', 'bob')).toEqual(byReference.map(() => false))
  expect(await ask('AWSServiceCatalogEndUserReadOnlyAccess', 'ada')).toEqual(isRead)
  expect(await ask('AWSServiceCatalogEndUserReadOnlyAccess', 'bob')).toEqual(byReference.map(() => false))
  expect(await ask('AWSServiceCatalogAdminFullAccess', 'carol')).toEqual(byReference.map(() => true))
})

test('a policy tells provisioned products apart by their tags, and launches by the tags they are given', async () => {
  const tagged = await catalog.launch('tagged', { Tags: [{ Key: 'Team', Value: 'blue' }] }, contextOf('ada'))
  const where = (key: string): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'servicecatalog:*', Resource: '*', Condition: { StringEquals: { [key]: 'blue' } } },
  })
  const describe = (Id: string | undefined) => may(where('aws:ResourceTag/team'), 'ada', 'DescribeProvisionedProduct', { Id })
  expect([await describe(tagged.provisionedProductId), await describe(launched.ada?.provisionedProductId)]).toEqual([true, false])
  const launch = (Value: string) => may(where('aws:RequestTag/team'), 'ada', 'ProvisionProduct', { Tags: [{ Key: 'team', Value }] })
  expect([await launch('blue'), await launch('red')]).toEqual([true, false])
})
