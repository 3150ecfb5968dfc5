import { type OperationContext, transaction } from '../../access/context.ts'
import { readPolicyDocument } from '../../access/policy-document.ts'
import type { PutInlinePolicyToPermissionSetRequest, PutInlinePolicyToPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { invalid } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Sets the one inline policy, a JSON document. */
export async function putInlinePolicyToPermissionSet(
  context: OperationContext,
  input: PutInlinePolicyToPermissionSetRequest,
): Promise<PutInlinePolicyToPermissionSetResponse> {
  const document = readPolicyDocument(input.InlinePolicy)
  if (document instanceof Error) throw invalid(`The inline policy is not a policy that can be decided by: ${document.message}.`)
  return transaction(context, async (context) => {
    const { arn } = await ownPermissionSet(context, input, 'lock')
    await tables(context).updateTable('permission_sets').set({ inline_policy: input.InlinePolicy }).where('arn', '=', arn).execute()
    await markRolesOutdated(context, arn)
    return {}
  })
}
