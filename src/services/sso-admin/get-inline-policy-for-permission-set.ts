import type { OperationContext } from '../../access/context.ts'
import type { GetInlinePolicyForPermissionSetRequest, GetInlinePolicyForPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { ownPermissionSet } from './permission-set.ts'

/** The inline policy; an empty text when there is none, as AWS answers. */
export async function getInlinePolicyForPermissionSet(
  context: OperationContext,
  input: GetInlinePolicyForPermissionSetRequest,
): Promise<GetInlinePolicyForPermissionSetResponse> {
  const { inline_policy } = await ownPermissionSet(context, input)
  return { InlinePolicy: inline_policy ?? '' }
}
