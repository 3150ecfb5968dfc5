import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  DeleteInlinePolicyFromPermissionSetRequest,
  DeleteInlinePolicyFromPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Takes the inline policy away. */
export async function deleteInlinePolicyFromPermissionSet(
  context: OperationContext,
  input: DeleteInlinePolicyFromPermissionSetRequest,
): Promise<DeleteInlinePolicyFromPermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn, inline_policy } = await ownPermissionSet(context, input, 'lock')
    if (inline_policy === null) throw notFound('Inline policy')
    await tables(context).updateTable('permission_sets').set({ inline_policy: null }).where('arn', '=', arn).execute()
    await markRolesOutdated(context, arn)
    return {}
  })
}
