import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordKeeper } from '../../src/services/service-catalog/index.ts'
import { type Catalog, type Input, setUpCatalog } from './service-catalog-stage.ts'

let catalog: Catalog
/** Provisioned products in order of their making: alpha .. echo by the launcher, foxtrot and golf by two sessions of a role. */
const made = new Map<string, { recordId: string; provisionedProductId: string }>()
const roleName = 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef'

beforeAll(async () => {
  catalog = await setUpCatalog()
  const context = catalog.context()
  for (const name of ['bravo', 'alpha', 'charlie', 'delta', 'echo_1'])
    made.set(name, await catalog.launch(name, { Tags: [{ Key: 'name', Value: name }] }))
  const succeed = async (name: string, physicalId: string) => {
    const { recordId = '' } = made.get(name) ?? {}
    await recordKeeper.recordStarted(context, recordId)
    await recordKeeper.recordPhysicalId(context, recordId, physicalId)
    await recordKeeper.recordSucceeded(context, recordId, [])
  }
  await succeed('alpha', '111111111111')
  await succeed('bravo', '222222222222')
  await recordKeeper.recordFailed(context, made.get('charlie')?.recordId ?? '', { code: 'X', description: 'y' })
  const role = catalog.sessionOf(roleName, 'jo')
  const association = { PortfolioId: catalog.ids.portfolioId, PrincipalARN: role.caller.principalArn, PrincipalType: 'IAM' } as const
  await catalog.call(context, 'AssociatePrincipalWithPortfolio', association)
  made.set('foxtrot', await catalog.launch('foxtrot', {}, role))
  made.set('golf', await catalog.launch('golf', {}, catalog.sessionOf(roleName, 'kim')))
})
afterAll(() => catalog.close())

const search = (input: Input<'SearchProvisionedProducts'>, on = catalog.context()) => catalog.call(on, 'SearchProvisionedProducts', input)
const namesOf = (answer: { ProvisionedProducts?: { Name?: string }[] }) => (answer.ProvisionedProducts ?? []).map((product) => product.Name)
const find = async (...SearchQuery: string[]) => namesOf(await search({ Filters: { SearchQuery }, SortBy: 'name' }))
const all = ['alpha', 'bravo', 'charlie', 'delta', 'echo_1', 'foxtrot', 'golf']

describe('DescribeProvisionedProduct', () => {
  test('answers the same by id and by name', async () => {
    const { recordId, provisionedProductId } = made.get('alpha') ?? {}
    const byId = await catalog.call(catalog.context(), 'DescribeProvisionedProduct', { Id: provisionedProductId })
    expect(await catalog.call(catalog.context(), 'DescribeProvisionedProduct', { Name: 'alpha' })).toEqual(byId)
    expect(byId.ProvisionedProductDetail).toEqual({
      Name: 'alpha',
      Arn: `arn:aws:servicecatalog:us-east-1:${catalog.accountId}:stack/alpha/${provisionedProductId}`,
      Type: 'CONTROL_TOWER_ACCOUNT',
      Id: provisionedProductId,
      Status: 'AVAILABLE',
      CreatedTime: expect.any(Date),
      IdempotencyToken: 'token-alpha',
      LastRecordId: recordId,
      LastProvisioningRecordId: recordId,
      LastSuccessfulProvisioningRecordId: recordId,
      ProductId: catalog.ids.productId,
      ProvisioningArtifactId: catalog.ids.provisioningArtifactId,
    })
  })

  test.each([
    [{}, 'InvalidParametersException'],
    [{ Id: 'pp-none', Name: 'alpha' }, 'InvalidParametersException'],
    [{ Id: 'pp-none' }, 'ResourceNotFoundException'],
    [{ Name: 'none' }, 'ResourceNotFoundException'],
  ])('%j is refused with %s', async (input, code) => {
    await expect(catalog.call(catalog.context(), 'DescribeProvisionedProduct', input)).rejects.toMatchObject({ code })
  })

  test('another account or Region does not see it', async () => {
    for (const elsewhere of [{ account: '999999999999' }, { region: 'eu-west-1' }]) {
      await expect(catalog.call(catalog.context(elsewhere), 'DescribeProvisionedProduct', { Name: 'alpha' })).rejects.toThrow(/not found/)
      expect(await search({}, catalog.context(elsewhere))).toMatchObject({ ProvisionedProducts: [], TotalResultsCount: 0 })
    }
  })
})

describe('SearchProvisionedProducts', () => {
  test('has all that AWS shows of a provisioned product', async () => {
    const { recordId, provisionedProductId } = made.get('alpha') ?? {}
    const { ProvisionedProducts, TotalResultsCount } = await search({ Filters: { SearchQuery: ['physicalId:111111111111'] } })
    expect(TotalResultsCount).toBe(1)
    expect(ProvisionedProducts).toEqual([
      {
        Name: 'alpha',
        Arn: `arn:aws:servicecatalog:us-east-1:${catalog.accountId}:stack/alpha/${provisionedProductId}`,
        Type: 'CONTROL_TOWER_ACCOUNT',
        Id: provisionedProductId,
        Status: 'AVAILABLE',
        CreatedTime: expect.any(Date),
        IdempotencyToken: 'token-alpha',
        LastRecordId: recordId,
        LastProvisioningRecordId: recordId,
        LastSuccessfulProvisioningRecordId: recordId,
        Tags: [{ Key: 'name', Value: 'alpha' }],
        PhysicalId: '111111111111',
        ProductId: catalog.ids.productId,
        ProductName: 'AWS Control Tower Account Factory',
        ProvisioningArtifactId: catalog.ids.provisioningArtifactId,
        ProvisioningArtifactName: 'AWS Control Tower Account Factory',
        UserArn: catalog.context().caller.principalArn,
        UserArnSession: catalog.context().caller.arn,
      },
    ])
  })

  test('finds by every field, by stars, by words, and narrows by several', async () => {
    expect(await find()).toEqual(all)
    expect(await find('type:CONTROL_TOWER_ACCOUNT')).toEqual(all)
    expect(await find('name:alpha')).toEqual(['alpha'])
    expect(await find('name:alph')).toEqual([])
    expect(await find('name:*a*')).toEqual(['alpha', 'bravo', 'charlie', 'delta'])
    expect(await find('NAME:ECHO_*')).toEqual(['echo_1'])
    expect(await find('name:echo%')).toEqual([])
    expect(await find('status:AVAILABLE')).toEqual(['alpha', 'bravo'])
    expect(await find('status:AVAILABLE', 'status:ERROR')).toEqual(['alpha', 'bravo', 'charlie'])
    expect(await find('status:AVAILABLE', 'physicalId:2*')).toEqual(['bravo'])
    expect(await find(`id:${made.get('delta')?.provisionedProductId}`)).toEqual(['delta'])
    expect(await find(`lastRecordId:${made.get('delta')?.recordId}`)).toEqual(['delta'])
    expect(await find(`lastProvisioningRecordId:${made.get('delta')?.recordId}`)).toEqual(['delta'])
    expect(await find(`lastSuccessfulProvisioningRecordId:${made.get('alpha')?.recordId}`)).toEqual(['alpha'])
    expect(await find('idempotencyToken:token-golf')).toEqual(['golf'])
    expect(await find(`arn:arn:aws:servicecatalog:us-east-1:${catalog.accountId}:stack/golf/*`)).toEqual(['golf'])
    expect(await find(`productId:${catalog.ids.productId}`)).toEqual(all)
    expect(await find('productName:"AWS Control Tower Account Factory"')).toEqual(all)
    expect(await find(`provisioningArtifactId:${catalog.ids.provisioningArtifactId}`)).toEqual(all)
    expect(await find('provisioningArtifactName:AWS*')).toEqual(all)
    expect(await find('tags:name=echo_1')).toEqual(['echo_1'])
    expect(await find('tags:delta')).toEqual(['delta'])
    expect(await find('tags:name')).toHaveLength(5)
    expect(await find('userArnSession:*/kim')).toEqual(['golf'])
    expect(await find('userArn:*AWSReservedSSO*')).toEqual(['foxtrot', 'golf'])
    expect(await find(`createdTime:${catalog.clock.now().toISOString().slice(0, 10)}`)).toEqual(all)
    expect(await find('createdTime:1999-12-31')).toEqual([])
    expect(await find('ALPH')).toEqual(['alpha'])
    expect(await find('111111111111')).toEqual(['alpha'])
    expect(await find('a', 'available')).toEqual(['alpha', 'bravo'])
  })

  test('defaults to the whole account, and narrows to role and session', async () => {
    const jo = catalog.sessionOf(roleName, 'jo')
    const level = async (Key: 'Account' | 'Role' | 'User') =>
      namesOf(await search({ AccessLevelFilter: { Key, Value: 'self' }, SortBy: 'name' }, jo))
    expect(namesOf(await search({ SortBy: 'name' }, jo))).toEqual(all)
    expect(await level('Account')).toEqual(all)
    expect(await level('Role')).toEqual(['foxtrot', 'golf'])
    expect(await level('User')).toEqual(['foxtrot'])
  })

  test('shows the newest first unless told otherwise', async () => {
    expect(namesOf(await search({}))).toEqual(['golf', 'foxtrot', 'echo_1', 'delta', 'charlie', 'alpha', 'bravo'])
    expect(namesOf(await search({ SortBy: 'createdTime' }))[0]).toBe('bravo')
  })

  test('pages by every sort in both orders, and counts all results on each page', async () => {
    for (const SortBy of [undefined, 'arn', 'id', 'name', 'lastRecordId', 'createdTime']) {
      for (const SortOrder of [undefined, 'ASCENDING', 'DESCENDING'] as const) {
        const whole = namesOf(await search({ SortBy, SortOrder }))
        const paged: (string | undefined)[] = []
        let PageToken: string | undefined
        do {
          const page = await search({ SortBy, SortOrder, PageSize: 3, PageToken })
          expect(page.TotalResultsCount).toBe(7)
          paged.push(...namesOf(page))
          PageToken = page.NextPageToken
        } while (PageToken)
        expect(paged).toEqual(whole)
      }
    }
  })

  test.each([
    [{ SortBy: 'colour' }],
    [{ SortBy: 'toString' }],
    [{ Filters: { SearchQuery: ['colour:red'] } }],
    [{ Filters: { SearchQuery: ['name:a\0'] } }],
    [{ AccessLevelFilter: { Key: 'Account', Value: 'other' } }],
    [{ PageToken: 'nonsense' }],
  ] as [Input<'SearchProvisionedProducts'>][])('refuses %j', async (input) => {
    await expect(search(input)).rejects.toMatchObject({ code: 'InvalidParametersException' })
  })

  test('a page token of another search is refused', async () => {
    const { NextPageToken } = await search({ PageSize: 1 })
    await expect(search({ PageSize: 1, PageToken: NextPageToken, SortBy: 'name' })).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
  })
})

describe('ScanProvisionedProducts', () => {
  const scan = (input: Input<'ScanProvisionedProducts'>, on = catalog.context()) => catalog.call(on, 'ScanProvisionedProducts', input)

  test('defaults to the own session, newest first, and pages', async () => {
    const first = await scan({ PageSize: 3 })
    const second = await scan({ PageSize: 3, PageToken: first.NextPageToken })
    expect([...namesOf(first), ...namesOf(second)]).toEqual(['echo_1', 'delta', 'charlie', 'alpha', 'bravo'])
    expect(second.NextPageToken).toBeUndefined()
    expect(namesOf(await scan({}, catalog.sessionOf(roleName, 'kim')))).toEqual(['golf'])
  })

  test('shows all of the account when asked', async () => {
    expect(namesOf(await scan({ AccessLevelFilter: { Key: 'Account', Value: 'self' } }))).toHaveLength(7)
  })

  test('refuses an access level value other than self, and a foreign page token', async () => {
    for (const input of [{ AccessLevelFilter: { Key: 'Role', Value: 'x' } as const }, { PageToken: 'nonsense' }]) {
      await expect(scan(input)).rejects.toMatchObject({ code: 'InvalidParametersException' })
    }
  })
})
