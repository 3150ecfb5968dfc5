import type { OperationContext } from '../../access/context.ts'
import type { ListGroupMembershipsForMemberRequest, ListGroupMembershipsForMemberResponse } from '../../wire/models/identitystore.ts'
import { describeMembershipShape } from './group.ts'
import { memberOf } from './membership.ts'
import { checkStore, readPageById } from './store.ts'
import { tables } from './tables.ts'
import { userRow } from './user.ts'

/** Which groups a person is in. */
export async function listGroupMembershipsForMember(
  context: OperationContext,
  input: ListGroupMembershipsForMemberRequest,
): Promise<ListGroupMembershipsForMemberResponse> {
  await checkStore(context, input.IdentityStoreId)
  const user = await userRow(context, input.IdentityStoreId, memberOf(input.MemberId))
  const { rows, nextToken } = await readPageById(['ListGroupMembershipsForMember', user.id], input, (afterId, limit) =>
    tables(context)
      .selectFrom('memberships')
      .selectAll()
      .where('user_id', '=', user.id)
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit)
      .execute(),
  )
  return { GroupMemberships: rows.map(describeMembershipShape), NextToken: nextToken }
}
