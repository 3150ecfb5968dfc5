import type { OperationContext } from '../../access/context.ts'
import type { PutInlinePolicyToPermissionSetRequest, PutInlinePolicyToPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { invalid } from './faults.ts'
import { markRolesOutdated, ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Sets the one inline policy, a JSON document. */
export async function putInlinePolicyToPermissionSet(
  context: OperationContext,
  input: PutInlinePolicyToPermissionSetRequest,
): Promise<PutInlinePolicyToPermissionSetResponse> {
  const { arn } = await ownPermissionSet(context, input)
  checkDocument(input.InlinePolicy)
  await tables(context).updateTable('permission_sets').set({ inline_policy: input.InlinePolicy }).where('arn', '=', arn).execute()
  await markRolesOutdated(context, arn)
  return {}
}

function checkDocument(text: string): void {
  try {
    const document: unknown = JSON.parse(text)
    if (typeof document === 'object' && document !== null && 'Statement' in document) return
  } catch {
    // Said below.
  }
  throw invalid('The inline policy is not a valid JSON policy document: it needs a Statement.')
}
