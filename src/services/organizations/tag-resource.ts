import { type OperationContext, transaction } from '../../access/context.ts'
import type { TagResourceRequest } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { checkTagPolicy, taggedTypeOf } from './tag-policy.ts'
import { checkTags, lockTarget, putTags } from './tags.ts'

/** Adds tags to an account, organizational unit or root; a key it has already gets the new value. */
export async function tagResource(context: OperationContext, input: TagResourceRequest): Promise<Record<string, never>> {
  const organization = await organizationOpenToCaller(context, 'TagResource', input)
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, taggedTypeOf(input.ResourceId), tags)
  return transaction(context, async (context) => {
    await lockTarget(context, organization.id, input.ResourceId)
    await putTags(context, input.ResourceId, tags)
    return {}
  })
}
