import { type OperationContext, transaction } from '../../access/context.ts'
import type { TerminateProvisionedProductInput, TerminateProvisionedProductOutput } from '../../wire/models/servicecatalog.ts'
import { invalid, oneOf } from './faults.ts'
import type { Handlers } from './handlers.ts'
import { claimOf, findClaimed } from './idempotency.ts'
import { insertRecord } from './new-record.ts'
import type { ProductJob } from './product-handler.ts'
import { productJob } from './product-job.ts'
import { getProvisionedProduct, tagsOf } from './provisioned-products.ts'
import { recordKeeper } from './record-keeper.ts'
import { newRecordDetail, parametersOf } from './records.ts'
import { allows, provisionedProductTransitions } from './state-machine.ts'
import { type ProvisionedProductRow, type RecordRow, tables } from './tables.ts'

const recordType = 'TERMINATE_PROVISIONED_PRODUCT'

/**
 * Takes a provisioned product away. The token holds while the termination runs. With RetainPhysicalResources only the
 * provisioned product goes, at once; with IgnoreErrors it goes even when the work behind it fails.
 */
export const terminateProvisionedProduct =
  (handlers: Handlers) =>
  async (context: OperationContext, input: TerminateProvisionedProductInput): Promise<TerminateProvisionedProductOutput> => {
    const reference = oneOf('provisioned product', input.ProvisionedProductId, input.ProvisionedProductName)
    const claim = claimOf(recordType, input.TerminateToken, input)
    return transaction(context, async (context) => {
      // The same call sent twice at once waits here for the first one's record.
      const product = await getProvisionedProduct(context, reference, 'lock')
      const earlier = await findClaimed(context, claim)
      if (earlier) return { RecordDetail: newRecordDetail(earlier) }
      checkState(context, product)
      const record = await insertRecord(context, claim, {
        provisioned_product_id: product.id,
        provisioned_product_name: product.name,
        provisioned_product_type: product.type,
        product_id: product.product_id,
        provisioning_artifact_id: product.provisioning_artifact_id,
        launch_path_id: product.launch_path_id,
        ignore_errors: input.IgnoreErrors ?? false,
        notification_arns: [],
      })
      if (!record) throw invalid(`The token ${claim.token} was already used for another request. Use a new token.`)
      await markUnderChange(context, record)
      if (input.RetainPhysicalResources) await forget(context, record)
      else await handlers(product.type).start(context, await terminationJob(context, record, product))
      return { RecordDetail: newRecordDetail(record) }
    })
  }

function checkState(context: OperationContext, product: ProvisionedProductRow): void {
  if (allows(product.status, recordType)) return
  const cause = context.settings.parity
    ? ''
    : `: ${product.id} is ${product.status}. Wait for record ${product.last_record_id} to end, or cancel it.`
  throw invalid(
    `Can't terminate provisioned product because it's still under change or its status does not allow further operation${cause}`,
  )
}

async function markUnderChange(context: OperationContext, record: RecordRow): Promise<void> {
  await tables(context)
    .updateTable('provisioned_products')
    .set({
      status: provisionedProductTransitions[recordType].during,
      status_message: null,
      last_record_id: record.id,
      last_provisioning_record_id: record.id,
    })
    .where('id', '=', record.provisioned_product_id)
    .execute()
}

async function forget(context: OperationContext, record: RecordRow): Promise<void> {
  await recordKeeper.recordStarted(context, record.id)
  await recordKeeper.recordSucceeded(context, record.id, [])
}

/** With the parameters and tags of the launch, for the handler to know what there is to undo. */
async function terminationJob(context: OperationContext, record: RecordRow, product: ProvisionedProductRow): Promise<ProductJob> {
  const launched = await tables(context)
    .selectFrom('records')
    .select('id')
    .where('provisioned_product_id', '=', product.id)
    .where('record_type', '!=', recordType)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const parameters = await parametersOf(context, launched.id)
  const tags = (await tagsOf(context, [product.id])).get(product.id) ?? []
  return productJob(context, record, { type: recordType, parameters, tags }, product)
}
