import type { OperationContext } from '../../access/context.ts'
import { organizationOf } from '../organizations/index.ts'
import { invalid } from './faults.ts'
import type { ProductJob } from './product-handler.ts'
import type { ProvisionedProductRow, RecordRow } from './tables.ts'

/** What the handler is told to do for a record. */
export async function productJob(
  context: OperationContext,
  record: RecordRow,
  request: Pick<ProductJob, 'type' | 'parameters' | 'tags'>,
  provisionedProduct?: ProvisionedProductRow,
): Promise<ProductJob> {
  const organization = await organizationOf(context, record.account_id)
  if (!organization) throw invalid(`Account ${record.account_id} is in no organization, so nothing can be provisioned in it.`)
  return {
    ...request,
    recordId: record.id,
    provisionedProductId: record.provisioned_product_id,
    provisionedProductName: record.provisioned_product_name,
    ...(record.notification_arns.length > 0 && { notificationArns: record.notification_arns }),
    ...(provisionedProduct?.physical_id && { physicalId: provisionedProduct.physical_id }),
    organizationId: organization.id,
    accountId: record.account_id,
    region: record.region,
    requestedBy: record.user_arn_session,
  }
}
