import type { OperationContext } from '../../access/context.ts'
import type { GetGroupMembershipIdRequest, GetGroupMembershipIdResponse } from '../../wire/models/identitystore.ts'
import { notFound } from './faults.ts'
import { memberOf } from './membership.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

/** The id of a person's membership in a group. */
export async function getGroupMembershipId(
  context: OperationContext,
  input: GetGroupMembershipIdRequest,
): Promise<GetGroupMembershipIdResponse> {
  const { IdentityStoreId, GroupId } = input
  await checkStore(context, IdentityStoreId)
  const row = await tables(context)
    .selectFrom('memberships')
    .select('id')
    .where('identity_store_id', '=', IdentityStoreId)
    .where('group_id', '=', GroupId)
    .where('user_id', '=', memberOf(input.MemberId))
    .executeTakeFirst()
  if (!row) throw notFound('GROUP_MEMBERSHIP')
  return { IdentityStoreId, MembershipId: row.id }
}
