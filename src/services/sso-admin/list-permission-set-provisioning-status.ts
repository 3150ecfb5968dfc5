import type { OperationContext } from '../../access/context.ts'
import type {
  ListPermissionSetProvisioningStatusRequest,
  ListPermissionSetProvisioningStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { listRequests, statusOf } from './request.ts'

/** Requests for the provisioning of permission sets. */
export async function listPermissionSetProvisioningStatus(
  context: OperationContext,
  input: ListPermissionSetProvisioningStatusRequest,
): Promise<ListPermissionSetProvisioningStatusResponse> {
  const { rows, nextToken } = await listRequests(context, 'PROVISION', input)
  const statuses = rows.map((row) => ({ Status: statusOf(context, row), RequestId: row.request_id, CreatedDate: row.created_at }))
  return { PermissionSetsProvisioningStatus: statuses, NextToken: nextToken }
}
