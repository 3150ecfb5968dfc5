import { type OperationContext, transaction } from '../../access/context.ts'
import type { UntagResourceRequest } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { tables } from './tables.ts'
import { checkTagKeys, lockTarget } from './tags.ts'

/** Takes tags off; a key that is not there is no error. */
export async function untagResource(context: OperationContext, input: UntagResourceRequest): Promise<Record<string, never>> {
  const organization = await organizationOpenToCaller(context, 'UntagResource', input)
  checkTagKeys(input.TagKeys)
  return transaction(context, async (context) => {
    await lockTarget(context, organization.id, input.ResourceId)
    if (input.TagKeys.length > 0) {
      await tables(context).deleteFrom('tags').where('resource_id', '=', input.ResourceId).where('key', 'in', input.TagKeys).execute()
    }
    return {}
  })
}
