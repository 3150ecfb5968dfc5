import type { OperationContext } from '../../access/context.ts'
import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '../../wire/models/sso-admin.ts'
import { readInstancePage } from './instance.ts'
import { tables } from './tables.ts'
import { ownTaggedResource } from './tags.ts'

/** The tags of a resource, by key. */
export async function listTagsForResource(
  context: OperationContext,
  input: ListTagsForResourceRequest,
): Promise<ListTagsForResourceResponse> {
  const arn = await ownTaggedResource(context, input)
  const { rows, nextToken } = await readInstancePage(
    ['ListTagsForResource', arn],
    { NextToken: input.NextToken },
    (after, limit) =>
      tables(context)
        .selectFrom('resource_tags')
        .select(['key', 'value'])
        .where('resource_arn', '=', arn)
        .where('key', '>', String(after?.[0] ?? ''))
        .orderBy('key')
        .limit(limit)
        .execute(),
    ({ key }) => [key],
  )
  return { Tags: rows.map(({ key, value }) => ({ Key: key, Value: value })), NextToken: nextToken }
}
