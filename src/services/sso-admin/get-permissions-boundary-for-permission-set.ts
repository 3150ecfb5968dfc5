import type { OperationContext } from '../../access/context.ts'
import type {
  GetPermissionsBoundaryForPermissionSetRequest,
  GetPermissionsBoundaryForPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { ownPermissionSet } from './permission-set.ts'

/** The boundary as it was put. Throws ResourceNotFoundException when there is none. */
export async function getPermissionsBoundaryForPermissionSet(
  context: OperationContext,
  input: GetPermissionsBoundaryForPermissionSetRequest,
): Promise<GetPermissionsBoundaryForPermissionSetResponse> {
  const { arn, boundary_policy_arn, boundary_policy_name, boundary_policy_path } = await ownPermissionSet(context, input)
  if (boundary_policy_arn !== null) return { PermissionsBoundary: { ManagedPolicyArn: boundary_policy_arn } }
  if (boundary_policy_name === null) throw notFound(`Permissions boundary of ${arn}`)
  const reference = { Name: boundary_policy_name, Path: boundary_policy_path ?? '/' }
  return { PermissionsBoundary: { CustomerManagedPolicyReference: reference } }
}
