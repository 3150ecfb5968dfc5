import type { OperationContext } from '../../access/context.ts'
import type { ListGroupsRequest, ListGroupsResponse } from '../../wire/models/identitystore.ts'
import { invalid } from './faults.ts'
import { describeGroupShape } from './group.ts'
import { checkStore, readPageById } from './store.ts'
import { sameText, tables } from './tables.ts'

/** The store's groups, at most one filter: by displayName. */
export async function listGroups(context: OperationContext, input: ListGroupsRequest): Promise<ListGroupsResponse> {
  const { IdentityStoreId, Filters = [] } = input
  await checkStore(context, IdentityStoreId)
  const [filter, ...others] = Filters
  if (others.length > 0) throw invalid('At most one filter is supported.')
  if (filter && filter.AttributePath.toLowerCase() !== 'displayname')
    throw invalid(`Groups cannot be filtered by ${filter.AttributePath}: use displayName.`)
  const { rows, nextToken } = await readPageById(['ListGroups', IdentityStoreId, filter?.AttributeValue], input, (afterId, limit) => {
    let select = tables(context).selectFrom('groups').selectAll().where('identity_store_id', '=', IdentityStoreId)
    if (filter) select = select.where(sameText('display_name', filter.AttributeValue))
    return select.where('id', '>', afterId).orderBy('id').limit(limit).execute()
  })
  return { Groups: rows.map(describeGroupShape), NextToken: nextToken }
}
