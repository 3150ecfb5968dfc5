import type { OperationContext } from '../../access/context.ts'
import type { DescribeProductAsAdminInput, DescribeProductAsAdminOutput } from '../../wire/models/servicecatalog.ts'
import { oneOf } from './faults.ts'
import { artifactsOf, getProduct, productViewDetail } from './products.ts'

/** Any product of the account, with all its versions. */
export async function describeProductAsAdmin(
  context: OperationContext,
  input: DescribeProductAsAdminInput,
): Promise<DescribeProductAsAdminOutput> {
  const product = await getProduct(context, oneOf('product', input.Id, input.Name))
  const artifacts = await artifactsOf(context, product.id)
  return {
    ProductViewDetail: productViewDetail(product),
    ProvisioningArtifactSummaries: artifacts.map((row) => ({
      Id: row.id,
      Name: row.name,
      Description: row.description,
      CreatedTime: row.created_at,
      ProvisioningArtifactMetadata: {},
    })),
    Tags: [],
    TagOptions: [],
    Budgets: [],
  }
}
