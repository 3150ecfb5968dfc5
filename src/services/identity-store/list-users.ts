import type { OperationContext } from '../../access/context.ts'
import type { ListUsersRequest, ListUsersResponse } from '../../wire/models/identitystore.ts'
import { invalid } from './faults.ts'
import { checkStore, readPageById } from './store.ts'
import { sameText, tables } from './tables.ts'
import { describeUserShape } from './user.ts'

/** The store's people, at most one filter: by userName, emails.value or displayName, exactly. */
export async function listUsers(context: OperationContext, input: ListUsersRequest): Promise<ListUsersResponse> {
  const { IdentityStoreId, Filters = [] } = input
  await checkStore(context, IdentityStoreId)
  const [filter, ...others] = Filters
  if (others.length > 0) throw invalid('At most one filter is supported.')
  const path = filter?.AttributePath.toLowerCase()
  const value = filter?.AttributeValue ?? ''
  const { rows, nextToken } = await readPageById(['ListUsers', IdentityStoreId, path, value], input, (afterId, limit) => {
    let select = tables(context).selectFrom('users').selectAll().where('identity_store_id', '=', IdentityStoreId)
    if (path === 'username') select = select.where(sameText('user_name', value))
    else if (path === 'emails.value') select = select.where(sameText('email', value))
    else if (path === 'displayname') select = select.where('display_name', '=', value)
    else if (filter) throw invalid(`Users cannot be filtered by ${filter.AttributePath}: use userName, emails.value or displayName.`)
    return select.where('id', '>', afterId).orderBy('id').limit(limit).execute()
  })
  return { Users: rows.map(describeUserShape), NextToken: nextToken }
}
