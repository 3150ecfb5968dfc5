import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { RecordKeeper } from '../services/service-catalog/product-handler.ts'
import { announceChange } from './changes.ts'
import { enqueueWorkflow } from './enqueue-workflow.ts'
import { nextPhase } from './phases.ts'
import { emailReservedText, findReservation } from './preflight.ts'
import { type RequestRow, tables } from './tables.ts'

/**
 * Puts a failed request back into the queue; it goes on at the step that failed, in the same record. A new workflow with the
 * next attempt's id does it: the finished steps are in the journal and are skipped.
 */
export async function retryRequest(context: OperationContext, recordKeeper: RecordKeeper, recordId: string): Promise<void> {
  await transaction(context, async (context) => {
    const request = await lockForCaller(context, recordId)
    const phase = nextPhase(request.phase, 'retry')
    if (!phase) throw new Fault('InvalidStateException', `The request is ${request.phase}; only a FAILED request can be retried.`)
    await checkNotReplaced(context, request)
    await reserveEmail(context, request)
    await tables(context)
      .updateTable('requests')
      .set({
        phase,
        attempt: request.attempt + 1,
        queued_at: context.clock.now(),
        ended_at: null,
        cancel_requested_at: null,
        error_code: null,
        error_message: null,
      })
      .where('record_id', '=', recordId)
      .execute()
    await tables(context)
      .updateTable('steps')
      .set({ status: 'PENDING' })
      .where('record_id', '=', recordId)
      .where('status', 'in', ['FAILED', 'CANCELLED', 'RUNNING'])
      .execute()
    // FAILED -> IN_PROGRESS now: who polls the record must not read the old failure as the new outcome.
    await recordKeeper.recordStarted(context, recordId)
    await enqueueWorkflow(context, {
      type: request.type,
      recordId,
      attempt: request.attempt + 1,
      organizationId: request.organization_id,
    })
    await announceChange(context, recordId)
  })
}

export async function lockForCaller(context: OperationContext, recordId: string): Promise<RequestRow> {
  const request = await tables(context)
    .selectFrom('requests')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('owner_account_id', '=', context.caller.accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!request) throw new Fault('ResourceNotFoundException', `There is no request '${recordId}'.`)
  return request
}

async function checkNotReplaced(context: OperationContext, request: RequestRow): Promise<void> {
  const newer = await tables(context)
    .selectFrom('requests')
    .select('record_id')
    .where('owner_account_id', '=', request.owner_account_id)
    .where('provisioned_product_name', '=', request.provisioned_product_name)
    .where('created_at', '>', request.created_at)
    .executeTakeFirst()
  if (newer) {
    throw new Fault(
      'InvalidStateException',
      `The request was replaced by ${newer.record_id}, which is for the same provisioned product name; only the newest request can be retried.`,
    )
  }
}

async function reserveEmail(context: OperationContext, request: RequestRow): Promise<void> {
  if (request.type !== 'PROVISION_PRODUCT' || context.settings.parity) return
  const other = await findReservation(context, request.account_email)
  if (other) throw new Fault('InvalidStateException', emailReservedText(request.account_email, other))
  await tables(context)
    .updateTable('requests')
    .set({ reserved_email: request.account_email.toLowerCase() })
    .where('record_id', '=', request.record_id)
    .execute()
}
