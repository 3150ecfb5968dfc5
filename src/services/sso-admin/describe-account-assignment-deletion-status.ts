import type { OperationContext } from '../../access/context.ts'
import type {
  DescribeAccountAssignmentDeletionStatusRequest,
  DescribeAccountAssignmentDeletionStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { describeAssignmentStatus, findRequest } from './request.ts'

/** How far the deletion of an assignment is. */
export async function describeAccountAssignmentDeletionStatus(
  context: OperationContext,
  input: DescribeAccountAssignmentDeletionStatusRequest,
): Promise<DescribeAccountAssignmentDeletionStatusResponse> {
  const row = await findRequest(context, input.InstanceArn, 'DELETE_ASSIGNMENT', input.AccountAssignmentDeletionRequestId)
  return { AccountAssignmentDeletionStatus: describeAssignmentStatus(context, row) }
}
