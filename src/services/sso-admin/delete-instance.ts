import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeleteInstanceRequest } from '../../wire/models/sso-admin.ts'
import { deleteIdentityStore } from '../identity-store/index.ts'
import { conflict } from './faults.ts'
import { dueAfter, ownInstanceRow } from './instance.ts'
import { tables } from './tables.ts'
import { deleteTags } from './tags.ts'

/** Deletes an account's own instance with its people; asynchronous. The organization's stays: the portal stands on it. */
export async function deleteInstance(context: OperationContext, { InstanceArn }: DeleteInstanceRequest): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const row = await ownInstanceRow(context, InstanceArn, 'lock')
    if (!row.is_account_instance) throw conflict('The organization instance cannot be deleted: people sign in by it.')
    if (row.gone_at !== null) throw conflict(`Instance ${InstanceArn} is being deleted already.`)
    const change = { gone_at: dueAfter(context, 'close-account') }
    await tables(context).updateTable('instances').set(change).where('instance_arn', '=', InstanceArn).execute()
    await deleteTags(context, InstanceArn)
    await deleteApplications(context, InstanceArn)
    await deleteIdentityStore(context, row.identity_store_id)
    return {}
  })
}

/** With the token issuers: an account's own instance has nothing else that can have tags. */
async function deleteApplications(context: OperationContext, instanceArn: string): Promise<void> {
  for (const table of ['applications', 'trusted_token_issuers'] as const) {
    const ofInstance = tables(context).selectFrom(table).select('arn').where('instance_arn', '=', instanceArn)
    await tables(context).deleteFrom('resource_tags').where('resource_arn', 'in', ofInstance).execute()
    await tables(context).deleteFrom(table).where('instance_arn', '=', instanceArn).execute()
  }
}
