import { type AccountsDeparted, type OperationContext, transaction } from '../../access/context.ts'
import { tables } from './tables.ts'

/** Nobody enters accounts through IAM Identity Center that left its organization. The roles stay in them, unreachable. */
export function accountsDeparted(context: OperationContext, { accountIds }: AccountsDeparted): Promise<void> {
  return transaction(context, async (context) => {
    await tables(context).deleteFrom('assignments').where('account_id', 'in', accountIds).execute()
    await tables(context).deleteFrom('provisioned_roles').where('account_id', 'in', accountIds).execute()
  })
}
