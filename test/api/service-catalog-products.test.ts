import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAccountFactoryProduct } from '../../src/services/service-catalog/index.ts'
import { type Catalog, setUpCatalog } from './service-catalog-stage.ts'

let catalog: Catalog
beforeAll(async () => {
  catalog = await setUpCatalog()
})
afterAll(() => catalog.close())

const name = 'AWS Control Tower Account Factory'

describe('products', () => {
  test('SearchProducts finds the product by its name, once, with its aggregations', async () => {
    const answer = await catalog.call(catalog.context(), 'SearchProducts', { Filters: { FullTextSearch: [name] } })
    expect(answer.ProductViewSummaries).toEqual([
      {
        Id: expect.stringMatching(/^prodview-[a-z0-9]{13}$/),
        ProductId: catalog.ids.productId,
        Name: name,
        Owner: 'AWS Control Tower',
        ShortDescription: expect.any(String),
        Type: 'CONTROL_TOWER_ACCOUNT',
        Distributor: 'AWS Control Tower',
        HasDefaultPath: true,
      },
    ])
    expect(answer.ProductViewAggregations?.Owner).toEqual([{ Value: 'AWS Control Tower', ApproximateCount: 1 }])
  })

  test.each([
    [{ FullTextSearch: ['no such thing'] }, 0],
    [{ FullTextSearch: ['100%'] }, 0],
    [{ FullTextSearch: ['no such thing', 'account FACTORY'] }, 1],
    [{ Owner: ['AWS Control Tower'], ProductType: ['CONTROL_TOWER_ACCOUNT'] }, 1],
    [{ Owner: ['AWS Control Tower'], ProductType: ['MARKETPLACE'] }, 0],
    [{ SourceProductId: ['prod-x'] }, 0],
  ])('SearchProducts with %j finds %i', async (Filters, count) => {
    const answer = await catalog.call(catalog.context(), 'SearchProducts', { Filters })
    expect(answer.ProductViewSummaries).toHaveLength(count)
  })

  test('whoever is associated with no portfolio sees no product, but administrators see it', async () => {
    const stranger = catalog.context({ user: 'stranger' })
    expect((await catalog.call(stranger, 'SearchProducts', {})).ProductViewSummaries).toEqual([])
    const admin = await catalog.call(stranger, 'SearchProductsAsAdmin', {})
    expect(admin.ProductViewDetails?.map((detail) => detail.ProductViewSummary?.ProductId)).toEqual([catalog.ids.productId])
    expect(admin.ProductViewDetails?.[0]).toMatchObject({
      Status: 'AVAILABLE',
      ProductARN: `arn:aws:catalog:us-east-1:${catalog.accountId}:product/${catalog.ids.productId}`,
      CreatedTime: expect.any(Date),
    })
  })

  test('SearchProductsAsAdmin of a portfolio that is not there is refused', async () => {
    await expect(catalog.call(catalog.context(), 'SearchProductsAsAdmin', { PortfolioId: 'port-none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
    const ofPortfolio = await catalog.call(catalog.context(), 'SearchProductsAsAdmin', { PortfolioId: catalog.ids.portfolioId })
    expect(ofPortfolio.ProductViewDetails).toHaveLength(1)
  })

  test('products page in either order, by every sort', async () => {
    const more = await setUpCatalog()
    for (const productName of ['Blue', 'Amber', 'Cyan']) await ensureAccountFactoryProduct(more.context(), { ...more.product, productName })
    for (const SortBy of ['Title', 'VersionCount', 'CreationDate'] as const) {
      for (const SortOrder of ['ASCENDING', 'DESCENDING'] as const) {
        const names: (string | undefined)[] = []
        let PageToken: string | undefined
        do {
          const page = await more.call(more.context(), 'SearchProducts', { SortBy, SortOrder, PageSize: 1, PageToken })
          names.push(...(page.ProductViewSummaries ?? []).map((summary) => summary.Name))
          PageToken = page.NextPageToken
        } while (PageToken)
        expect(new Set(names).size).toBe(4)
        const ordered = { Title: [name, 'Amber', 'Blue', 'Cyan'], CreationDate: [name, 'Blue', 'Amber', 'Cyan'], VersionCount: undefined }[
          SortBy
        ]
        if (ordered) expect(names).toEqual(SortOrder === 'ASCENDING' ? ordered : ordered.reverse())
      }
    }
    await more.close()
  })

  test('DescribeProduct by id and by name answers the same', async () => {
    const byId = await catalog.call(catalog.context(), 'DescribeProduct', { Id: catalog.ids.productId })
    expect(await catalog.call(catalog.context(), 'DescribeProduct', { Name: name })).toEqual(byId)
    expect(byId.ProvisioningArtifacts).toMatchObject([{ Id: catalog.ids.provisioningArtifactId, Name: name, Guidance: 'DEFAULT' }])
    expect(byId.LaunchPaths).toEqual([{ Id: catalog.ids.pathId, Name: `${name} Portfolio` }])
    const view = await catalog.call(catalog.context(), 'DescribeProductView', { Id: byId.ProductViewSummary?.Id ?? '' })
    expect(view).toEqual({ ProductViewSummary: byId.ProductViewSummary, ProvisioningArtifacts: byId.ProvisioningArtifacts })
  })

  test.each(['DescribeProduct', 'DescribeProductAsAdmin'] as const)('%s wants an id or a name, not both', async (operation) => {
    for (const input of [{}, { Id: catalog.ids.productId, Name: name }]) {
      await expect(catalog.call(catalog.context(), operation, input)).rejects.toMatchObject({
        code: 'InvalidParametersException',
        message: 'You must provide the product name or ID, but not both.',
      })
    }
  })

  test('DescribeProductAsAdmin has the summaries of all versions', async () => {
    const answer = await catalog.call(catalog.context({ user: 'stranger' }), 'DescribeProductAsAdmin', { Name: name })
    expect(answer.ProductViewDetail?.ProductViewSummary?.ProductId).toBe(catalog.ids.productId)
    expect(answer.ProvisioningArtifactSummaries).toMatchObject([{ Id: catalog.ids.provisioningArtifactId }])
  })

  test('a product in another Region is not found, and the answer names the Region, except in parity', async () => {
    const text = `Product with name ${name} not found`
    const elsewhere = { region: 'eu-west-1' }
    await expect(
      catalog.call(catalog.context({ ...elsewhere, parity: true }), 'DescribeProductAsAdmin', { Name: name }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: text,
    })
    await expect(catalog.call(catalog.context(elsewhere), 'DescribeProductAsAdmin', { Name: name })).rejects.toThrow(
      `${text}: it is in Region us-east-1, and this call went to eu-west-1. Choose Region us-east-1.`,
    )
    expect((await catalog.call(catalog.context(elsewhere), 'SearchProducts', {})).ProductViewSummaries).toEqual([])
  })

  test('another account sees nothing', async () => {
    const other = catalog.context({ account: '999999999999' })
    expect((await catalog.call(other, 'SearchProductsAsAdmin', {})).ProductViewDetails).toEqual([])
    expect((await catalog.call(other, 'ListPortfolios', {})).PortfolioDetails).toEqual([])
    await expect(catalog.call(other, 'DescribeProductAsAdmin', { Id: catalog.ids.productId })).rejects.toThrow(/not found/)
    await expect(catalog.call(other, 'DescribePortfolio', { Id: catalog.ids.portfolioId })).rejects.toThrow(/not found/)
  })
})

describe('versions and parameters', () => {
  test('ListProvisioningArtifacts and DescribeProvisioningArtifact show the active version', async () => {
    const { productId, provisioningArtifactId } = catalog.ids
    const { ProvisioningArtifactDetails = [] } = await catalog.call(catalog.context(), 'ListProvisioningArtifacts', {
      ProductId: productId,
    })
    expect(ProvisioningArtifactDetails).toMatchObject([{ Id: provisioningArtifactId, Active: true, Type: 'CLOUD_FORMATION_TEMPLATE' }])
    const described = await catalog.call(catalog.context(), 'DescribeProvisioningArtifact', {
      ProductId: productId,
      ProvisioningArtifactName: name,
      IncludeProvisioningArtifactParameters: true,
    })
    expect(described.ProvisioningArtifactDetail).toEqual(ProvisioningArtifactDetails[0])
    expect(described).toMatchObject({ Status: 'AVAILABLE', ProvisioningArtifactParameters: await catalog.handler.listParameters() })
  })

  test.each([
    [{ ProductId: 'prod-none', ProvisioningArtifactId: 'pa-none' }, 'ResourceNotFoundException'],
    [{ ProductName: name, ProvisioningArtifactId: 'pa-none' }, 'ResourceNotFoundException'],
    [{ ProductName: name }, 'InvalidParametersException'],
    [{ ProvisioningArtifactName: name }, 'InvalidParametersException'],
    [{ ProductName: 'a\0', ProvisioningArtifactName: name }, 'InvalidParametersException'],
  ])('DescribeProvisioningArtifact of %j is refused with %s', async (input, code) => {
    await expect(catalog.call(catalog.context(), 'DescribeProvisioningArtifact', input)).rejects.toMatchObject({ code })
  })

  test('ListProvisioningArtifacts of an unknown product is refused', async () => {
    await expect(catalog.call(catalog.context(), 'ListProvisioningArtifacts', { ProductId: 'prod-none' })).rejects.toThrow(
      'Product with id prod-none not found',
    )
  })

  test('DescribeProvisioningParameters answers what the handler asks for, with and without a path', async () => {
    for (const path of [{}, { PathId: catalog.ids.pathId }, { PathName: `${name} Portfolio` }]) {
      const input = { ProductName: name, ProvisioningArtifactName: name, ...path }
      expect(await catalog.call(catalog.context(), 'DescribeProvisioningParameters', input)).toMatchObject({
        ProvisioningArtifactParameters: await catalog.handler.listParameters(),
        ConstraintSummaries: [],
        TagOptions: [],
        UsageInstructions: [],
      })
    }
  })

  test.each([
    [{ PathId: 'lpv2-none' }, 'ResourceNotFoundException'],
    [{ PathId: 'lpv2-none', PathName: 'x' }, 'InvalidParametersException'],
    [{ ProductId: 'prod-x' }, 'InvalidParametersException'],
    [{ ProvisioningArtifactName: 'none' }, 'ResourceNotFoundException'],
  ])('DescribeProvisioningParameters with %j is refused with %s', async (change, code) => {
    const input = { ProductName: name, ProvisioningArtifactName: name, ...change }
    await expect(catalog.call(catalog.context(), 'DescribeProvisioningParameters', input)).rejects.toMatchObject({ code })
  })
})

describe('portfolios and their principals', () => {
  test('ListPortfolios, ListPortfoliosForProduct and DescribePortfolio show the portfolio', async () => {
    const { PortfolioDetails = [] } = await catalog.call(catalog.context({ user: 'stranger' }), 'ListPortfolios', {})
    expect(PortfolioDetails).toEqual([
      {
        Id: catalog.ids.portfolioId,
        ARN: `arn:aws:catalog:us-east-1:${catalog.accountId}:portfolio/${catalog.ids.portfolioId}`,
        DisplayName: `${name} Portfolio`,
        Description: expect.any(String),
        CreatedTime: expect.any(Date),
        ProviderName: 'AWS Control Tower',
      },
    ])
    const ofProduct = await catalog.call(catalog.context(), 'ListPortfoliosForProduct', { ProductId: catalog.ids.productId })
    expect(ofProduct.PortfolioDetails).toEqual(PortfolioDetails)
    const described = await catalog.call(catalog.context(), 'DescribePortfolio', { Id: catalog.ids.portfolioId })
    expect(described.PortfolioDetail).toEqual(PortfolioDetails[0])
  })

  test('ListPortfoliosForProduct of an unknown product is refused', async () => {
    await expect(catalog.call(catalog.context(), 'ListPortfoliosForProduct', { ProductId: 'prod-none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  })

  test('whoever is associated gets a launch path, and loses it again', async () => {
    const { portfolioId, productId, pathId } = catalog.ids
    const user = catalog.context({ user: 'newcomer' })
    const association = { PortfolioId: portfolioId, PrincipalARN: user.caller.principalArn, PrincipalType: 'IAM' } as const
    await expect(catalog.call(user, 'ListLaunchPaths', { ProductId: productId })).rejects.toThrow(/^No launch paths/)
    await catalog.call(catalog.context(), 'AssociatePrincipalWithPortfolio', association)
    await catalog.call(catalog.context(), 'AssociatePrincipalWithPortfolio', association)
    expect((await catalog.call(user, 'ListLaunchPaths', { ProductId: productId })).LaunchPathSummaries).toEqual([
      { Id: pathId, Name: `${name} Portfolio`, ConstraintSummaries: [], Tags: [] },
    ])
    await catalog.call(catalog.context(), 'DisassociatePrincipalFromPortfolio', association)
    await expect(catalog.call(user, 'ListLaunchPaths', { ProductId: productId })).rejects.toThrow(/^No launch paths/)
    await expect(catalog.call(catalog.context(), 'DisassociatePrincipalFromPortfolio', association)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  })

  test('a pattern lets every role that it covers launch', async () => {
    const role = catalog.sessionOf('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Platform_0123456789abcdef', 'jo')
    const association = {
      PortfolioId: catalog.ids.portfolioId,
      PrincipalARN: 'arn:aws:iam:::role/aws-reserved/*/AWSReservedSSO_Platform_*',
      PrincipalType: 'IAM_PATTERN',
    } as const
    expect((await catalog.call(role, 'SearchProducts', {})).ProductViewSummaries).toEqual([])
    await catalog.call(catalog.context(), 'AssociatePrincipalWithPortfolio', association)
    expect((await catalog.call(role, 'SearchProducts', {})).ProductViewSummaries).toHaveLength(1)
    await catalog.call(catalog.context(), 'DisassociatePrincipalFromPortfolio', association)
  })

  test('No launch paths says which principal is missing where, except in parity', async () => {
    const ProductId = catalog.ids.productId
    const text = `No launch paths found for resource: ${ProductId}`
    const stranger = catalog.context({ user: 'stranger', parity: true })
    await expect(catalog.call(stranger, 'ListLaunchPaths', { ProductId })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: text,
    })
    const { principalArn } = stranger.caller
    await expect(catalog.call(catalog.context({ user: 'stranger' }), 'ListLaunchPaths', { ProductId })).rejects.toThrow(
      `${text}: principal ${principalArn} is not associated with portfolio ${catalog.ids.portfolioId}`,
    )
    await expect(catalog.call(catalog.context({ region: 'eu-west-1' }), 'ListLaunchPaths', { ProductId })).rejects.toThrow(
      `${text}: it is in Region us-east-1`,
    )
  })

  test.each([
    ['IAM', 'arn:aws:sts::111122223333:assumed-role/a/b'],
    ['IAM', 'nonsense'],
    ['IAM_PATTERN', 'arn:aws:iam::111122223333:role/*'],
  ] as const)('association as %s of %s is refused', async (PrincipalType, PrincipalARN) => {
    const input = { PortfolioId: catalog.ids.portfolioId, PrincipalARN, PrincipalType }
    await expect(catalog.call(catalog.context(), 'AssociatePrincipalWithPortfolio', input)).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
  })

  test('principals page, and a portfolio that is not there is refused', async () => {
    const more = await setUpCatalog()
    const arns = Array.from({ length: 24 }, (_, index) => `arn:aws:iam::${more.accountId}:role/role-${index}`)
    for (const PrincipalARN of arns) {
      const input = { PortfolioId: more.ids.portfolioId, PrincipalARN, PrincipalType: 'IAM' } as const
      await more.call(more.context(), 'AssociatePrincipalWithPortfolio', input)
    }
    const PortfolioId = more.ids.portfolioId
    const first = await more.call(more.context(), 'ListPrincipalsForPortfolio', { PortfolioId })
    const second = await more.call(more.context(), 'ListPrincipalsForPortfolio', { PortfolioId, PageToken: first.NextPageToken })
    expect(first.Principals).toHaveLength(20)
    expect(second.NextPageToken).toBeUndefined()
    const listed = [...(first.Principals ?? []), ...(second.Principals ?? [])]
    expect(new Set(listed.map((principal) => principal.PrincipalARN))).toEqual(new Set([...arns, more.context().caller.principalArn]))
    for (const operation of ['ListPrincipalsForPortfolio', 'DescribePortfolio'] as const) {
      await expect(more.call(more.context(), operation, { PortfolioId: 'port-none', Id: 'port-none' })).rejects.toMatchObject({
        code: 'ResourceNotFoundException',
      })
    }
    await expect(more.call(more.context(), 'ListPortfolios', { PageToken: first.NextPageToken })).rejects.toMatchObject({
      code: 'InvalidParametersException',
    })
    await more.close()
  })

  test('the eleventh pattern of a portfolio is refused, also when many come at once', async () => {
    const more = await setUpCatalog()
    const associate = (index: number) =>
      more.call(more.context(), 'AssociatePrincipalWithPortfolio', {
        PortfolioId: more.ids.portfolioId,
        PrincipalARN: `arn:aws:iam:::role/pattern-${index}-*`,
        PrincipalType: 'IAM_PATTERN',
      })
    const results = await Promise.allSettled(Array.from({ length: 13 }, (_, index) => associate(index)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map((result) => result.reason.code)).toEqual(Array(3).fill('LimitExceededException'))
    await more.close()
  })

  test('setting the product up again changes nothing', async () => {
    expect(await ensureAccountFactoryProduct(catalog.context(), catalog.product)).toEqual(catalog.ids)
  })
})
