import type { OperationContext } from '../../access/context.ts'
import type { DescribeProductInput, DescribeProductOutput } from '../../wire/models/servicecatalog.ts'
import { called, notFound, oneOf } from './faults.ts'
import { launchPathsOfCaller, whyNoLaunchPaths } from './launch-paths.ts'
import { portfolioIdsOfCaller } from './principals.ts'
import { artifactsOf, findProduct, productViewSummary, provisioningArtifact } from './products.ts'

/** A product that the caller may launch, with its active versions and launch paths. */
export async function describeProduct(context: OperationContext, input: DescribeProductInput): Promise<DescribeProductOutput> {
  const reference = oneOf('product', input.Id, input.Name)
  const product = await findProduct(context, reference, await portfolioIdsOfCaller(context))
  if (!product) throw notFound(`Product with ${called(reference)} not found${await whyNoLaunchPaths(context, reference)}`)
  const artifacts = await artifactsOf(context, product.id)
  const paths = await launchPathsOfCaller(context, product.id)
  return {
    ProductViewSummary: productViewSummary(product),
    ProvisioningArtifacts: artifacts.filter((artifact) => artifact.active).map(provisioningArtifact),
    Budgets: [],
    LaunchPaths: paths.map((path) => ({ Id: path.id, Name: path.name })),
  }
}
