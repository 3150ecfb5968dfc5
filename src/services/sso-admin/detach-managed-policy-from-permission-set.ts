import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  DetachManagedPolicyFromPermissionSetRequest,
  DetachManagedPolicyFromPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Takes a managed policy out. */
export async function detachManagedPolicyFromPermissionSet(
  context: OperationContext,
  input: DetachManagedPolicyFromPermissionSetRequest,
): Promise<DetachManagedPolicyFromPermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    const deleted = await tables(context)
      .deleteFrom('managed_policies')
      .where('permission_set_arn', '=', arn)
      .where('policy_arn', '=', input.ManagedPolicyArn)
      .executeTakeFirst()
    if (deleted.numDeletedRows === 0n) throw notFound(`Policy ${input.ManagedPolicyArn}`)
    await markRolesOutdated(context, arn)
    return {}
  })
}
