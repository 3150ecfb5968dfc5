import type { OperationContext } from '../../access/context.ts'
import type {
  ListAccountAssignmentDeletionStatusRequest,
  ListAccountAssignmentDeletionStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { listRequests, statusOf } from './request.ts'

/** Requests for the deletion of assignments. */
export async function listAccountAssignmentDeletionStatus(
  context: OperationContext,
  input: ListAccountAssignmentDeletionStatusRequest,
): Promise<ListAccountAssignmentDeletionStatusResponse> {
  const { rows, nextToken } = await listRequests(context, 'DELETE_ASSIGNMENT', input)
  const statuses = rows.map((row) => ({ Status: statusOf(context, row), RequestId: row.request_id, CreatedDate: row.created_at }))
  return { AccountAssignmentsDeletionStatus: statuses, NextToken: nextToken }
}
