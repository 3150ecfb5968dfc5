import type { OperationContext } from '../../access/context.ts'
import type { ListManagedPoliciesInPermissionSetRequest, ListManagedPoliciesInPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { readInstancePage } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** The managed policies of a permission set. */
export async function listManagedPoliciesInPermissionSet(
  context: OperationContext,
  input: ListManagedPoliciesInPermissionSetRequest,
): Promise<ListManagedPoliciesInPermissionSetResponse> {
  const { arn } = await ownPermissionSet(context, input)
  const { rows, nextToken } = await readInstancePage(
    ['ListManagedPoliciesInPermissionSet', arn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('managed_policies')
        .select('policy_arn')
        .where('permission_set_arn', '=', arn)
        .where('policy_arn', '>', String(after?.[0] ?? ''))
        .orderBy('policy_arn')
        .limit(limit)
        .execute(),
    ({ policy_arn }) => [policy_arn],
  )
  return {
    AttachedManagedPolicies: rows.map(({ policy_arn }) => ({ Name: policy_arn.split('/').at(-1), Arn: policy_arn })),
    NextToken: nextToken,
  }
}
