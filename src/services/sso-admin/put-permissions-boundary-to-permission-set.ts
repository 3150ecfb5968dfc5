import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  PermissionsBoundary,
  PutPermissionsBoundaryToPermissionSetRequest,
  PutPermissionsBoundaryToPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { attachablePolicy } from '../iam/index.ts'
import { invalid, notFound } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { type PermissionSetsTable, tables } from './tables.ts'

/** Sets what the permission set's roles may do at most; they have it when they are provisioned again. */
export async function putPermissionsBoundaryToPermissionSet(
  context: OperationContext,
  input: PutPermissionsBoundaryToPermissionSetRequest,
): Promise<PutPermissionsBoundaryToPermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    await tables(context).updateTable('permission_sets').set(readBoundary(input.PermissionsBoundary)).where('arn', '=', arn).execute()
    await markRolesOutdated(context, arn)
    return {}
  })
}

type Boundary = Pick<PermissionSetsTable, 'boundary_policy_arn' | 'boundary_policy_name' | 'boundary_policy_path'>

/** A customer's policy is looked for when a role is provisioned, not before: each account has its own of the name. */
function readBoundary({ ManagedPolicyArn: arn, CustomerManagedPolicyReference: reference }: PermissionsBoundary): Boundary {
  if ((arn === undefined) === (reference === undefined)) {
    throw invalid('PermissionsBoundary names either ManagedPolicyArn or CustomerManagedPolicyReference')
  }
  if (arn !== undefined && !attachablePolicy(arn)) throw notFound(`Policy ${arn}`)
  return {
    boundary_policy_arn: arn ?? null,
    boundary_policy_name: reference?.Name ?? null,
    boundary_policy_path: reference ? (reference.Path ?? '/') : null,
  }
}
