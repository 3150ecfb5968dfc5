import type { OperationContext } from '../access/context.ts'
import { tables } from './tables.ts'
import type { Commit, FactoryDependencies, Work } from './work.ts'

/** From now on the request and the provisioned product name their account. */
export function recordAccount({ request }: Work, { recordKeeper }: FactoryDependencies): Commit<{ accountId: string }> {
  return async (context: OperationContext, { accountId }) => {
    await tables(context).updateTable('requests').set({ account_id: accountId }).where('record_id', '=', request.record_id).execute()
    await recordKeeper.recordPhysicalId(context, request.record_id, accountId)
  }
}
