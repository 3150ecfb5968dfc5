import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeletePermissionSetRequest, DeletePermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { conflict } from './faults.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'
import { deleteTags } from './tags.ts'

/** Refused while anyone has it anywhere. */
export async function deletePermissionSet(
  context: OperationContext,
  input: DeletePermissionSetRequest,
): Promise<DeletePermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    const used = await tables(context)
      .selectFrom('assignments')
      .select('account_id')
      .where('permission_set_arn', '=', arn)
      .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', context.clock.now())]))
      .executeTakeFirst()
    if (used) throw conflict(`PermissionSet ${arn} is assigned in account ${used.account_id}; delete its assignments first.`)
    await tables(context).deleteFrom('assignments').where('permission_set_arn', '=', arn).execute()
    await tables(context).deleteFrom('provisioned_roles').where('permission_set_arn', '=', arn).execute()
    await deleteTags(context, arn)
    await tables(context).deleteFrom('permission_sets').where('arn', '=', arn).execute()
    return {}
  })
}
