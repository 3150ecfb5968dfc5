import type { OperationContext } from '../../access/context.ts'
import type { UntagResourceRequest, UntagResourceResponse } from '../../wire/models/sso-admin.ts'
import { tables } from './tables.ts'
import { ownTaggedResource } from './tags.ts'

/** Takes tags off; keys that the resource does not have are no error. */
export async function untagResource(context: OperationContext, input: UntagResourceRequest): Promise<UntagResourceResponse> {
  const arn = await ownTaggedResource(context, input)
  await tables(context).deleteFrom('resource_tags').where('resource_arn', '=', arn).where('key', 'in', input.TagKeys).execute()
  return {}
}
