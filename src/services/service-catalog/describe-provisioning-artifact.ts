import type { OperationContext } from '../../access/context.ts'
import type { DescribeProvisioningArtifactInput, DescribeProvisioningArtifactOutput } from '../../wire/models/servicecatalog.ts'
import { oneOf } from './faults.ts'
import type { Handlers } from './handlers.ts'
import { getProduct } from './products.ts'
import { getArtifact, provisioningArtifactDetail } from './provisioning-artifacts.ts'

/** One version of a product of the account; `IncludeProvisioningArtifactParameters` adds what a launch asks for. */
export const describeProvisioningArtifact =
  (handlers: Handlers) =>
  async (context: OperationContext, input: DescribeProvisioningArtifactInput): Promise<DescribeProvisioningArtifactOutput> => {
    const product = await getProduct(context, oneOf('product', input.ProductId, input.ProductName))
    const reference = oneOf('provisioning artifact', input.ProvisioningArtifactId, input.ProvisioningArtifactName)
    const artifact = await getArtifact(context, product.id, reference)
    return {
      ProvisioningArtifactDetail: provisioningArtifactDetail(artifact),
      Info: {},
      Status: artifact.status,
      ...(input.IncludeProvisioningArtifactParameters && {
        ProvisioningArtifactParameters: await handlers(product.handler_type).listParameters(context),
      }),
    }
  }
