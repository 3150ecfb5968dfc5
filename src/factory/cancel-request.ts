import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { RecordKeeper } from '../services/service-catalog/product-handler.ts'
import { announceChange } from './changes.ts'
import { endRequest } from './journal.ts'
import { nextPhase } from './phases.ts'
import { lockForCaller } from './retry-request.ts'
import { cancelText } from './run-step.ts'
import { tables } from './tables.ts'

/**
 * A queued request is cancelled at once and makes nothing (its workflow, when its turn comes, finds nothing to do); a running
 * one stops before its next step or in its next look while waiting.
 */
export async function cancelRequest(context: OperationContext, recordKeeper: RecordKeeper, recordId: string): Promise<void> {
  await transaction(context, async (context) => {
    const request = await lockForCaller(context, recordId)
    const phase = nextPhase(request.phase, 'cancel')
    // Asked for twice is asked for once.
    if (request.phase === 'CANCELLING') return
    if (!phase) throw new Fault('InvalidStateException', `The request is ${request.phase} already and cannot be cancelled.`)
    await tables(context)
      .updateTable('requests')
      .set({ cancel_requested_at: context.clock.now() })
      .where('record_id', '=', recordId)
      .execute()
    if (phase === 'CANCELLED') {
      const error = { code: 'Cancelled', message: cancelText(request.account_id) }
      await endRequest(context, recordKeeper, request, { action: 'cancel', error })
      return
    }
    await tables(context).updateTable('requests').set({ phase }).where('record_id', '=', recordId).execute()
    await announceChange(context, recordId)
  })
}
