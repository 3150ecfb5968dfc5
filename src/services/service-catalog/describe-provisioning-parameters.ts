import type { OperationContext } from '../../access/context.ts'
import type { DescribeProvisioningParametersInput, DescribeProvisioningParametersOutput } from '../../wire/models/servicecatalog.ts'
import type { Handlers } from './handlers.ts'
import { findLaunchTarget } from './launch-target.ts'

/** What a launch of this version by this path asks for. */
export const describeProvisioningParameters =
  (handlers: Handlers) =>
  async (context: OperationContext, input: DescribeProvisioningParametersInput): Promise<DescribeProvisioningParametersOutput> => {
    const { product } = await findLaunchTarget(context, input)
    return {
      ProvisioningArtifactParameters: await handlers(product.handler_type).listParameters(context),
      ConstraintSummaries: [],
      UsageInstructions: [],
      TagOptions: [],
      ProvisioningArtifactOutputs: [],
      ProvisioningArtifactOutputKeys: [],
    }
  }
