import type { OperationContext } from '../../access/context.ts'
import type { IsMemberInGroupsRequest, IsMemberInGroupsResponse } from '../../wire/models/identitystore.ts'
import { groupIdsOfUser } from './group.ts'
import { memberOf } from './membership.ts'
import { checkStore } from './store.ts'
import { userRow } from './user.ts'

/** For each of up to a hundred groups, whether the person is in it. */
export async function isMemberInGroups(context: OperationContext, input: IsMemberInGroupsRequest): Promise<IsMemberInGroupsResponse> {
  await checkStore(context, input.IdentityStoreId)
  const user = await userRow(context, input.IdentityStoreId, memberOf(input.MemberId))
  const groupIds = new Set(await groupIdsOfUser(context, input.IdentityStoreId, user.id))
  return { Results: input.GroupIds.map((GroupId) => ({ GroupId, MemberId: input.MemberId, MembershipExists: groupIds.has(GroupId) })) }
}
