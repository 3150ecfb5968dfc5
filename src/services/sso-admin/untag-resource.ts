import type { OperationContext } from '../../access/context.ts'
import type { UntagResourceRequest, UntagResourceResponse } from '../../wire/models/sso-admin.ts'
import { ownTaggedResource } from './permission-set-tags.ts'
import { tables } from './tables.ts'

/** Takes tags off a permission set; keys that it does not have are no error. */
export async function untagResource(context: OperationContext, input: UntagResourceRequest): Promise<UntagResourceResponse> {
  const arn = await ownTaggedResource(context, input)
  await tables(context).deleteFrom('permission_set_tags').where('permission_set_arn', '=', arn).where('key', 'in', input.TagKeys).execute()
  return {}
}
