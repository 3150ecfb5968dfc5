import { type OperationContext, transaction } from '../../access/context.ts'
import type { AttachCustomerManagedPolicyReferenceToPermissionSetRequest } from '../../wire/models/sso-admin.ts'
import { checkPolicyQuota, toReference } from './customer-managed-policies.ts'
import { conflict } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Adds a policy of the customer's own; whether an account has it is seen when the permission set's role is provisioned there. */
export async function attachCustomerManagedPolicyReferenceToPermissionSet(
  context: OperationContext,
  input: AttachCustomerManagedPolicyReferenceToPermissionSetRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    const reference = toReference(input.CustomerManagedPolicyReference)
    const inserted = await tables(context)
      .insertInto('customer_managed_policies')
      .values({ permission_set_arn: arn, ...reference })
      .onConflict((existing) => existing.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) throw conflict(`Policy ${reference.path}${reference.name} is already attached.`)
    await checkPolicyQuota(context, arn)
    await markRolesOutdated(context, arn)
    return {}
  })
}
