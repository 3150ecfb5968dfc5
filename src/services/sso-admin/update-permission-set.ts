import { type OperationContext, transaction } from '../../access/context.ts'
import type { UpdatePermissionSetRequest, UpdatePermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { markRolesOutdated, ownPermissionSet, sessionSeconds } from './permission-set.ts'
import { tables } from './tables.ts'

/** Description, session length and relay state; what is not given stays. */
export async function updatePermissionSet(
  context: OperationContext,
  input: UpdatePermissionSetRequest,
): Promise<UpdatePermissionSetResponse> {
  if (input.SessionDuration !== undefined) sessionSeconds(input.SessionDuration)
  return transaction(context, async (context) => {
    const row = await ownPermissionSet(context, input, 'lock')
    const changed = {
      description: input.Description ?? row.description,
      session_duration: input.SessionDuration ?? row.session_duration,
      relay_state: input.RelayState ?? row.relay_state,
    }
    await tables(context).updateTable('permission_sets').set(changed).where('arn', '=', row.arn).execute()
    await markRolesOutdated(context, row.arn)
    return {}
  })
}
