import type { OperationContext } from '../../access/context.ts'
import type { ListGroupMembershipsRequest, ListGroupMembershipsResponse } from '../../wire/models/identitystore.ts'
import { describeMembershipShape, groupRow } from './group.ts'
import { checkStore, readPageById } from './store.ts'
import { tables } from './tables.ts'

/** Who is in a group. */
export async function listGroupMemberships(
  context: OperationContext,
  input: ListGroupMembershipsRequest,
): Promise<ListGroupMembershipsResponse> {
  await checkStore(context, input.IdentityStoreId)
  const group = await groupRow(context, input.IdentityStoreId, input.GroupId)
  const { rows, nextToken } = await readPageById(['ListGroupMemberships', group.id], input, (afterId, limit) =>
    tables(context)
      .selectFrom('memberships')
      .selectAll()
      .where('group_id', '=', group.id)
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit)
      .execute(),
  )
  return { GroupMemberships: rows.map(describeMembershipShape), NextToken: nextToken }
}
