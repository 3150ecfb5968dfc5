import type { OperationContext } from '../../access/context.ts'
import type { DescribeProvisionedProductInput, DescribeProvisionedProductOutput } from '../../wire/models/servicecatalog.ts'
import { oneOf } from './faults.ts'
import { getProvisionedProduct, provisionedProductDetail } from './provisioned-products.ts'

export async function describeProvisionedProduct(
  context: OperationContext,
  input: DescribeProvisionedProductInput,
): Promise<DescribeProvisionedProductOutput> {
  const row = await getProvisionedProduct(context, oneOf('provisioned product', input.Id, input.Name))
  return { ProvisionedProductDetail: provisionedProductDetail(row), CloudWatchDashboards: [] }
}
