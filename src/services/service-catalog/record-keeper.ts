import { type OperationContext, transaction } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { ErrorCode, RecordOutput } from '../../wire/models/servicecatalog.ts'
import type { RecordKeeper } from './product-handler.ts'
import { canMove, provisionedProductTransitions, type RecordStatus } from './state-machine.ts'
import { type ProvisionedProductRow, type RecordRow, tables } from './tables.ts'

/** What became of records, as the handlers tell it. Throws an Error for a move that the state machine does not have. */
export const recordKeeper: RecordKeeper = {
  // A failed record whose provisioned product went on without it throws InvalidStateException.
  recordStarted: (context, recordId) =>
    transaction(context, async (context) => {
      const record = await lockRecord(context, recordId)
      if (record.status === 'SUCCEEDED' || isRepeated(record, 'IN_PROGRESS')) return
      if (record.status === 'FAILED') await checkRetry(context, record)
      await updateRecord(context, record, { status: 'IN_PROGRESS', error_code: null, error_description: null })
      const { during } = provisionedProductTransitions[record.record_type]
      await updateProvisionedProduct(context, record, { status: during, status_message: null })
    }),

  recordPhysicalId: (context, recordId, physicalId) =>
    transaction(context, async (context) => {
      const record = await lockRecord(context, recordId)
      await updateProvisionedProduct(context, record, { physical_id: physicalId })
    }),

  recordSucceeded: (context, recordId, outputs) =>
    transaction(context, async (context) => {
      const record = await lockRecord(context, recordId)
      if (isRepeated(record, 'SUCCEEDED')) return
      await updateRecord(context, record, { status: 'SUCCEEDED', ...endOfToken(record) })
      await insertOutputs(context, record, outputs)
      const { succeeded } = provisionedProductTransitions[record.record_type]
      if (succeeded === 'TERMINATED') await updateProvisionedProduct(context, record, { terminated_at: context.clock.now() })
      else {
        await updateProvisionedProduct(context, record, {
          status: succeeded,
          status_message: null,
          last_successful_provisioning_record_id: record.id,
        })
      }
    }),

  recordFailed: (context, recordId, reason) =>
    transaction(context, async (context) => {
      const record = await lockRecord(context, recordId)
      if (isRepeated(record, 'FAILED')) return
      await updateRecord(context, record, {
        status: 'FAILED',
        error_code: reason.code,
        error_description: reason.description,
        ...endOfToken(record),
      })
      const product = await lockProvisionedProduct(context, record)
      const { failed } = provisionedProductTransitions[record.record_type]
      await updateProvisionedProduct(context, record, {
        status: product.last_successful_provisioning_record_id === null ? failed.neverProvisioned : failed.provisionedBefore,
        // AWS's layout: the exception's name, two spaces, the text.
        status_message: `${reason.code}  ${reason.description}`,
        ...(record.ignore_errors && { terminated_at: context.clock.now() }),
      })
    }),
}

function isRepeated(record: RecordRow, to: RecordStatus): boolean {
  if (record.status === to) return true
  if (!canMove(record.status, to)) throw new Error(`record ${record.id} is ${record.status} and cannot become ${to}`)
  return false
}

/** A failed record goes on only while it is the last thing that happened to its provisioned product. */
async function checkRetry(context: OperationContext, record: RecordRow): Promise<void> {
  const product = await lockProvisionedProduct(context, record)
  if (product.terminated_at === null && product.last_record_id === record.id) return
  const cause = product.terminated_at === null ? `record ${product.last_record_id} came after it` : 'its provisioned product is gone'
  throw new Fault<ErrorCode>('InvalidStateException', `Record ${record.id} cannot be retried: ${cause}.`)
}

/** A TerminateToken is only valid while the termination runs. */
function endOfToken(record: RecordRow): { token?: null } {
  return record.record_type === 'TERMINATE_PROVISIONED_PRODUCT' ? { token: null } : {}
}

async function lockRecord(context: OperationContext, recordId: string): Promise<RecordRow> {
  return tables(context).selectFrom('records').selectAll().where('id', '=', recordId).forUpdate().executeTakeFirstOrThrow()
}

async function lockProvisionedProduct(context: OperationContext, record: RecordRow): Promise<ProvisionedProductRow> {
  return tables(context)
    .selectFrom('provisioned_products')
    .selectAll()
    .where('id', '=', record.provisioned_product_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function updateRecord(context: OperationContext, record: RecordRow, change: Partial<RecordRow>): Promise<void> {
  await tables(context)
    .updateTable('records')
    .set({ ...change, updated_at: context.clock.now() })
    .where('id', '=', record.id)
    .execute()
}

async function updateProvisionedProduct(
  context: OperationContext,
  record: RecordRow,
  change: Partial<ProvisionedProductRow>,
): Promise<void> {
  await tables(context).updateTable('provisioned_products').set(change).where('id', '=', record.provisioned_product_id).execute()
}

async function insertOutputs(context: OperationContext, record: RecordRow, outputs: readonly RecordOutput[]): Promise<void> {
  if (outputs.length === 0) return
  const rows = outputs.map((output, position) => ({
    record_id: record.id,
    position,
    key: output.OutputKey ?? '',
    value: output.OutputValue ?? '',
    description: output.Description ?? null,
  }))
  await tables(context).insertInto('record_outputs').values(rows).execute()
}
