import { type OperationContext, transaction } from '../../access/context.ts'
import type { TagResourceRequest, TagResourceResponse } from '../../wire/models/sso-admin.ts'
import { ownTaggedResource, putTags } from './tags.ts'

/** Sets tags; the others stay. */
export async function tagResource(context: OperationContext, input: TagResourceRequest): Promise<TagResourceResponse> {
  const arn = await ownTaggedResource(context, input)
  await transaction(context, (context) => putTags(context, arn, input.Tags))
  return {}
}
