import type { OperationContext } from '../../access/context.ts'
import type {
  ListCustomerManagedPolicyReferencesInPermissionSetRequest,
  ListCustomerManagedPolicyReferencesInPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { readInstancePage } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** The policies of the customer's own in a permission set, by path and name. */
export async function listCustomerManagedPolicyReferencesInPermissionSet(
  context: OperationContext,
  input: ListCustomerManagedPolicyReferencesInPermissionSetRequest,
): Promise<ListCustomerManagedPolicyReferencesInPermissionSetResponse> {
  const { arn } = await ownPermissionSet(context, input)
  const { rows, nextToken } = await readInstancePage(
    ['ListCustomerManagedPolicyReferencesInPermissionSet', arn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('customer_managed_policies')
        .select(['path', 'name'])
        .where('permission_set_arn', '=', arn)
        .where((eb) => eb(eb.refTuple('path', 'name'), '>', eb.tuple(String(after?.[0] ?? ''), String(after?.[1] ?? ''))))
        .orderBy('path')
        .orderBy('name')
        .limit(limit)
        .execute(),
    ({ path, name }) => [path, name],
  )
  return { CustomerManagedPolicyReferences: rows.map(({ path, name }) => ({ Name: name, Path: path })), NextToken: nextToken }
}
