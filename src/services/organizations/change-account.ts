import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** Names may be given twice, as on AWS. */
export async function renameAccount(context: OperationContext, accountId: string, name: string): Promise<void> {
  await tables(context).updateTable('accounts').set({ name }).where('id', '=', accountId).execute()
}

/** The address must be nobody's: a unique index says no otherwise. */
export async function changeAccountEmail(context: OperationContext, accountId: string, email: string): Promise<void> {
  await tables(context).updateTable('accounts').set({ email }).where('id', '=', accountId).execute()
}
