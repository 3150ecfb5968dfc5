import type { OperationContext } from '../../access/context.ts'
import type { DescribePermissionSetRequest, DescribePermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { describePermissionSetShape, ownPermissionSet } from './permission-set.ts'

/** One permission set without its policies. */
export async function describePermissionSet(
  context: OperationContext,
  input: DescribePermissionSetRequest,
): Promise<DescribePermissionSetResponse> {
  return { PermissionSet: describePermissionSetShape(await ownPermissionSet(context, input)) }
}
