import type { OperationContext } from '../../access/context.ts'
import type { ListProvisioningArtifactsInput, ListProvisioningArtifactsOutput } from '../../wire/models/servicecatalog.ts'
import { artifactsOf, getProduct } from './products.ts'
import { provisioningArtifactDetail } from './provisioning-artifacts.ts'

/** All versions of a product, inactive ones too. AWS's operation takes no page size and answers all of the at most 100. */
export async function listProvisioningArtifacts(
  context: OperationContext,
  input: ListProvisioningArtifactsInput,
): Promise<ListProvisioningArtifactsOutput> {
  const product = await getProduct(context, { id: input.ProductId })
  const artifacts = await artifactsOf(context, product.id)
  return { ProvisioningArtifactDetails: artifacts.map(provisioningArtifactDetail) }
}
