import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/servicecatalog.ts'
import { anyResource, type ResourceTable } from '../../wire/service.ts'
import { portfolioArn, productArn } from './ids.ts'
import { findProduct } from './products.ts'

// "Actions, resources, and condition keys for AWS Service Catalog" in the service authorization reference. Provisioned products and
// records are no resources there: policies tell them apart by the condition keys of condition-keys.ts.

/** A product that is called by name is looked up, for a policy names it by id; one that is not there is asked about as any product. */
async function product(context: OperationContext, id: string | undefined, name?: string): Promise<string[]> {
  // A name that no product can have is the operation's to refuse.
  const isAsked = id === undefined && name !== undefined && !name.includes('\0')
  const found = isAsked ? await findProduct(context, { name }) : undefined
  return [productArn({ accountId: context.caller.accountId, region: context.region }, id ?? found?.id ?? '*')]
}

const portfolio = (context: OperationContext, id: string): string[] => [
  portfolioArn({ accountId: context.caller.accountId, region: context.region }, id),
]

export const resources: ResourceTable<Operations, OperationContext> = {
  AssociatePrincipalWithPortfolio: (context, input) => portfolio(context, input.PortfolioId),
  DescribePortfolio: (context, input) => portfolio(context, input.Id),
  DescribeProduct: (context, input) => product(context, input.Id, input.Name),
  DescribeProductAsAdmin: (context, input) => product(context, input.Id, input.Name),
  DescribeProductView: anyResource,
  DescribeProvisionedProduct: anyResource,
  DescribeProvisioningArtifact: (context, input) => product(context, input.ProductId, input.ProductName),
  DescribeProvisioningParameters: (context, input) => product(context, input.ProductId, input.ProductName),
  DescribeRecord: anyResource,
  DisassociatePrincipalFromPortfolio: (context, input) => portfolio(context, input.PortfolioId),
  GetProvisionedProductOutputs: anyResource,
  ListLaunchPaths: (context, input) => product(context, input.ProductId),
  ListPortfolios: anyResource,
  ListPortfoliosForProduct: (context, input) => product(context, input.ProductId),
  ListPrincipalsForPortfolio: (context, input) => portfolio(context, input.PortfolioId),
  ListProvisioningArtifacts: (context, input) => product(context, input.ProductId),
  ListRecordHistory: anyResource,
  ProvisionProduct: (context, input) => product(context, input.ProductId, input.ProductName),
  ScanProvisionedProducts: anyResource,
  SearchProducts: anyResource,
  SearchProductsAsAdmin: anyResource,
  SearchProvisionedProducts: anyResource,
  TerminateProvisionedProduct: anyResource,
}
