import type { OperationContext } from '../../access/context.ts'
import type {
  ListAccountAssignmentCreationStatusRequest,
  ListAccountAssignmentCreationStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { listRequests, statusOf } from './request.ts'

/** Requests for the creation of assignments. */
export async function listAccountAssignmentCreationStatus(
  context: OperationContext,
  input: ListAccountAssignmentCreationStatusRequest,
): Promise<ListAccountAssignmentCreationStatusResponse> {
  const { rows, nextToken } = await listRequests(context, 'CREATE_ASSIGNMENT', input)
  const statuses = rows.map((row) => ({ Status: statusOf(context, row), RequestId: row.request_id, CreatedDate: row.created_at }))
  return { AccountAssignmentsCreationStatus: statuses, NextToken: nextToken }
}
