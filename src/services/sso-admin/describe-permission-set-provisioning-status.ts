import type { OperationContext } from '../../access/context.ts'
import type {
  DescribePermissionSetProvisioningStatusRequest,
  DescribePermissionSetProvisioningStatusResponse,
} from '../../wire/models/sso-admin.ts'
import { describeProvisioningStatus, findRequest } from './request.ts'

/** How far a provisioning is. */
export async function describePermissionSetProvisioningStatus(
  context: OperationContext,
  input: DescribePermissionSetProvisioningStatusRequest,
): Promise<DescribePermissionSetProvisioningStatusResponse> {
  const row = await findRequest(context, input.InstanceArn, 'PROVISION', input.ProvisionPermissionSetRequestId)
  return { PermissionSetProvisioningStatus: describeProvisioningStatus(context, row) }
}
