import type { OperationContext } from '../../access/context.ts'
import type { DescribeGroupMembershipRequest, DescribeGroupMembershipResponse } from '../../wire/models/identitystore.ts'
import { describeMembershipShape } from './group.ts'
import { membershipRow } from './membership.ts'
import { checkStore } from './store.ts'

/** One membership. */
export async function describeGroupMembership(
  context: OperationContext,
  input: DescribeGroupMembershipRequest,
): Promise<DescribeGroupMembershipResponse> {
  await checkStore(context, input.IdentityStoreId)
  const row = await membershipRow(context, input.IdentityStoreId, input.MembershipId)
  return { ...describeMembershipShape(row), MembershipId: row.id, GroupId: row.group_id, MemberId: { UserId: row.user_id } }
}
