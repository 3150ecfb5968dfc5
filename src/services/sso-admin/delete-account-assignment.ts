import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeleteAccountAssignmentRequest, DeleteAccountAssignmentResponse } from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { ownPermissionSet } from './permission-set.ts'
import { createRequest, describeAssignmentStatus, dueTime } from './request.ts'
import { releaseRole } from './reserved-role.ts'
import { tables } from './tables.ts'

/** Ends an assignment; asynchronous. */
export async function deleteAccountAssignment(
  context: OperationContext,
  input: DeleteAccountAssignmentRequest,
): Promise<DeleteAccountAssignmentResponse> {
  const { TargetId, PrincipalType, PrincipalId } = input
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    const ended = await tables(context)
      .updateTable('assignments')
      .set({ ended_at: dueTime(context) })
      .where('account_id', '=', TargetId)
      .where('permission_set_arn', '=', arn)
      .where('principal_type', '=', PrincipalType)
      .where('principal_id', '=', PrincipalId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw notFound(`Assignment of ${PrincipalType} ${PrincipalId} in account ${TargetId}`)
    await releaseRole(context, arn, TargetId)
    const request = await createRequest(context, {
      instance_arn: input.InstanceArn,
      type: 'DELETE_ASSIGNMENT',
      account_id: TargetId,
      permission_set_arn: arn,
      principal_type: PrincipalType,
      principal_id: PrincipalId,
    })
    return { AccountAssignmentDeletionStatus: { ...describeAssignmentStatus(context, request), Status: 'IN_PROGRESS' } }
  })
}
