import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  DeletePermissionsBoundaryFromPermissionSetRequest,
  DeletePermissionsBoundaryFromPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { markRolesOutdated, noBoundary, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Takes the boundary away; roles keep it until they are provisioned again. Throws ResourceNotFoundException when there is none. */
export async function deletePermissionsBoundaryFromPermissionSet(
  context: OperationContext,
  input: DeletePermissionsBoundaryFromPermissionSetRequest,
): Promise<DeletePermissionsBoundaryFromPermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn, boundary_policy_arn, boundary_policy_name } = await ownPermissionSet(context, input, 'lock')
    if (boundary_policy_arn === null && boundary_policy_name === null) throw notFound(`Permissions boundary of ${arn}`)
    await tables(context).updateTable('permission_sets').set(noBoundary).where('arn', '=', arn).execute()
    await markRolesOutdated(context, arn)
    return {}
  })
}
