import { type OperationContext, transaction } from '../../access/context.ts'
import type { AttachManagedPolicyToPermissionSetRequest, AttachManagedPolicyToPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { attachablePolicy } from '../iam/index.ts'
import { checkPolicyQuota } from './customer-managed-policies.ts'
import { conflict, notFound } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Adds one of AWS's managed policies. */
export async function attachManagedPolicyToPermissionSet(
  context: OperationContext,
  input: AttachManagedPolicyToPermissionSetRequest,
): Promise<AttachManagedPolicyToPermissionSetResponse> {
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    if (!attachablePolicy(input.ManagedPolicyArn)) throw notFound(`Policy ${input.ManagedPolicyArn}`)
    const inserted = await tables(context)
      .insertInto('managed_policies')
      .values({ permission_set_arn: arn, policy_arn: input.ManagedPolicyArn })
      .onConflict((existing) => existing.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) throw conflict(`Policy ${input.ManagedPolicyArn} is already attached.`)
    await checkPolicyQuota(context, arn)
    await markRolesOutdated(context, arn)
    return {}
  })
}
