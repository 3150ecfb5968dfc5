import { type OperationContext, transaction } from '../../access/context.ts'
import type { DetachCustomerManagedPolicyReferenceFromPermissionSetRequest } from '../../wire/models/sso-admin.ts'
import { toReference } from './customer-managed-policies.ts'
import { notFound } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Takes a policy of the customer's own out. */
export async function detachCustomerManagedPolicyReferenceFromPermissionSet(
  context: OperationContext,
  input: DetachCustomerManagedPolicyReferenceFromPermissionSetRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    const { name, path } = toReference(input.CustomerManagedPolicyReference)
    const deleted = await tables(context)
      .deleteFrom('customer_managed_policies')
      .where('permission_set_arn', '=', arn)
      .where('path', '=', path)
      .where('name', '=', name)
      .executeTakeFirst()
    if (deleted.numDeletedRows === 0n) throw notFound(`Policy ${path}${name}`)
    await markRolesOutdated(context, arn)
    return {}
  })
}
