import type { OperationContext } from '../../access/context.ts'
import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { readPage } from './page.ts'
import { type TagsTable, tables } from './tables.ts'
import { checkTarget } from './tags.ts'

/** A resource's tags by key. */
export async function listTagsForResource(
  context: OperationContext,
  input: ListTagsForResourceRequest,
): Promise<ListTagsForResourceResponse> {
  const organization = await organizationOpenToCaller(context, 'ListTagsForResource', input)
  await checkTarget(context, organization.id, input.ResourceId)
  const { rows, nextToken } = await readPage<TagsTable>({
    query: ['ListTagsForResource', organization.id, input.ResourceId],
    token: input.NextToken,
    maxResults: undefined,
    keyOf: (tag) => [tag.key],
    read: (after, limit) => {
      let query = tables(context).selectFrom('tags').selectAll().where('resource_id', '=', input.ResourceId)
      if (after) query = query.where('key', '>', String(after[0]))
      return query.orderBy('key').limit(limit).execute()
    },
  })
  return { Tags: rows.map((tag) => ({ Key: tag.key, Value: tag.value })), NextToken: nextToken }
}
