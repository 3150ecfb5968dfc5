import type { OperationContext } from '../../access/context.ts'
import type { DescribeProductViewInput, DescribeProductViewOutput } from '../../wire/models/servicecatalog.ts'
import { notFound } from './faults.ts'
import { portfolioIdsOfCaller } from './principals.ts'
import { artifactsOf, findProduct, productViewSummary, provisioningArtifact } from './products.ts'

/** As DescribeProduct, by the id of the product view (`prodview-...`). */
export async function describeProductView(context: OperationContext, input: DescribeProductViewInput): Promise<DescribeProductViewOutput> {
  const product = await findProduct(context, { viewId: input.Id }, await portfolioIdsOfCaller(context))
  if (!product) throw notFound(`Product view with id ${input.Id} not found`)
  const artifacts = await artifactsOf(context, product.id)
  return {
    ProductViewSummary: productViewSummary(product),
    ProvisioningArtifacts: artifacts.filter((artifact) => artifact.active).map(provisioningArtifact),
  }
}
