import { type OperationContext, transaction } from '../../access/context.ts'
import { tables } from './tables.ts'
import { userRow } from './user.ts'

/** Lets a person in or keeps them out. AWS shows the status and has no operation for it: its console and SCIM set it. */
export async function setUserStatus(
  context: OperationContext,
  { identityStoreId, userId, status }: { identityStoreId: string; userId: string; status: 'ENABLED' | 'DISABLED' },
): Promise<void> {
  await transaction(context, async (context) => {
    await userRow(context, identityStoreId, userId, 'lock')
    const changed = { status, updated_at: context.clock.now(), updated_by: context.caller.arn }
    await tables(context).updateTable('users').set(changed).where('id', '=', userId).execute()
  })
}
