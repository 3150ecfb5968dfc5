import { type OperationContext, transaction } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { ProvisionProductInput, ProvisionProductOutput } from '../../wire/models/servicecatalog.ts'
import { invalid } from './faults.ts'
import type { Handlers } from './handlers.ts'
import { claimOf, findClaimed, type TokenClaim } from './idempotency.ts'
import { newId, provisionedProductArn } from './ids.ts'
import { findLaunchTarget, type LaunchTarget } from './launch-target.ts'
import { insertRecord } from './new-record.ts'
import type { ProductHandler, ProvisionRequest } from './product-handler.ts'
import { productJob } from './product-job.ts'
import { checkProvisionedProductName } from './provisioned-product-name.ts'
import { checkLaunchable } from './provisioning-artifacts.ts'
import { checkTags, readParameters } from './provisioning-parameters.ts'
import { newRecordDetail } from './records.ts'
import { provisionedProductTransitions } from './state-machine.ts'
import { type RecordRow, tables } from './tables.ts'

/** Launches a product: everything that can be known now is checked, then the record and its work are made in one transaction. */
export const provisionProduct =
  (handlers: Handlers) =>
  async (context: OperationContext, input: ProvisionProductInput): Promise<ProvisionProductOutput> => {
    const claim = claimOf('PROVISION_PRODUCT', input.ProvisionToken, input)
    const earlier = await findClaimed(context, claim)
    if (earlier) return { RecordDetail: newRecordDetail(earlier) }
    try {
      const target = await findLaunchTarget(context, input)
      const handler = handlers(target.product.handler_type)
      const request = await checkRequest(context, handler, target, input)
      const record = await transaction(context, (context) => launch(context, handler, target, request, claim))
      return { RecordDetail: newRecordDetail(record) }
    } catch (error) {
      // The same call, sent twice at once, may have won: then what refused this one is that one's success.
      const winner = isFault(error) ? await findClaimed(context, claim) : undefined
      if (winner) return { RecordDetail: newRecordDetail(winner) }
      throw error
    }
  }

async function checkRequest(
  context: OperationContext,
  handler: ProductHandler,
  target: LaunchTarget,
  input: ProvisionProductInput,
): Promise<ProvisionRequest> {
  checkLaunchable(target.artifact)
  const request = {
    provisionedProductName: input.ProvisionedProductName,
    parameters: readParameters(await handler.listParameters(context), input.ProvisioningParameters ?? []),
    tags: checkTags(input.Tags ?? []),
    notificationArns: input.NotificationArns ?? [],
  }
  await checkProvisionedProductName(context, request.provisionedProductName)
  await handler.checkProvision(context, request)
  return request
}

async function launch(
  context: OperationContext,
  handler: ProductHandler,
  target: LaunchTarget,
  request: ProvisionRequest,
  claim: TokenClaim,
): Promise<RecordRow> {
  const record = await insertRecord(context, claim, {
    provisioned_product_id: newId('pp'),
    provisioned_product_name: request.provisionedProductName,
    provisioned_product_type: target.product.handler_type,
    product_id: target.product.id,
    provisioning_artifact_id: target.artifact.id,
    launch_path_id: target.path.id,
    ignore_errors: false,
    notification_arns: [...request.notificationArns],
  })
  if (!record) throw invalid(`The token ${claim.token} was used by another request meanwhile. Send the request again.`)
  await takeName(context, request.provisionedProductName)
  await insertProvisionedProduct(context, record)
  await insertDetails(context, record, request)
  const { parameters, tags } = request
  await handler.start(context, await productJob(context, record, { type: 'PROVISION_PRODUCT', parameters, tags }))
  return record
}

/** Puts aside the provisioned product that may be superseded; its records stay. */
async function takeName(context: OperationContext, name: string): Promise<void> {
  const superseded = await checkProvisionedProductName(context, name, 'lock')
  if (!superseded) return
  await tables(context)
    .updateTable('provisioned_products')
    .set({ terminated_at: context.clock.now() })
    .where('id', '=', superseded.id)
    .execute()
}

async function insertProvisionedProduct(context: OperationContext, record: RecordRow): Promise<void> {
  const { provisioned_product_id: id, provisioned_product_name: name } = record
  const inserted = await tables(context)
    .insertInto('provisioned_products')
    .values({
      id,
      account_id: record.account_id,
      region: record.region,
      name,
      arn: provisionedProductArn({ accountId: record.account_id, region: record.region }, name, id),
      type: record.provisioned_product_type,
      status: provisionedProductTransitions.PROVISION_PRODUCT.during,
      status_message: null,
      created_at: record.created_at,
      terminated_at: null,
      idempotency_token: record.token ?? '',
      physical_id: null,
      product_id: record.product_id,
      provisioning_artifact_id: record.provisioning_artifact_id,
      launch_path_id: record.launch_path_id,
      last_record_id: record.id,
      last_provisioning_record_id: record.id,
      last_successful_provisioning_record_id: null,
      user_arn: record.user_arn,
      user_arn_session: record.user_arn_session,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'region', 'name']).where('terminated_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw invalid(`A stack named ${name} already exists.`)
}

async function insertDetails(context: OperationContext, record: RecordRow, request: ProvisionRequest): Promise<void> {
  const parameters = Object.entries(request.parameters).map(([key, value]) => ({ record_id: record.id, key, value }))
  if (parameters.length > 0) await tables(context).insertInto('record_parameters').values(parameters).execute()
  if (request.tags.length === 0) return
  const tags = request.tags.map(({ Key, Value }) => ({ key: Key, value: Value }))
  await tables(context)
    .insertInto('record_tags')
    .values(tags.map((tag) => ({ record_id: record.id, ...tag })))
    .execute()
  await tables(context)
    .insertInto('provisioned_product_tags')
    .values(tags.map((tag) => ({ provisioned_product_id: record.provisioned_product_id, ...tag })))
    .execute()
}
