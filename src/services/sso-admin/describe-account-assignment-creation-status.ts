import type { OperationContext } from '../../access/context.ts'
import type {
  DescribeAccountAssignmentCreationStatusRequest,
  DescribeAccountAssignmentCreationStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { describeAssignmentStatus, findRequest } from './request.ts'

/** How far the creation of an assignment is. */
export async function describeAccountAssignmentCreationStatus(
  context: OperationContext,
  input: DescribeAccountAssignmentCreationStatusRequest,
): Promise<DescribeAccountAssignmentCreationStatusResponse> {
  const row = await findRequest(context, input.InstanceArn, 'CREATE_ASSIGNMENT', input.AccountAssignmentCreationRequestId)
  return { AccountAssignmentCreationStatus: describeAssignmentStatus(context, row) }
}
