import type { OperationContext } from '../../access/context.ts'
import type { CreateGroupMembershipRequest, CreateGroupMembershipResponse } from '../../wire/models/identitystore.ts'
import { duplicate } from './faults.ts'
import { groupRow } from './group.ts'
import { memberOf } from './membership.ts'
import { checkStore, newId } from './store.ts'
import { tables } from './tables.ts'
import { userRow } from './user.ts'

/** Makes a person a member of a group. */
export async function createGroupMembership(
  context: OperationContext,
  input: CreateGroupMembershipRequest,
): Promise<CreateGroupMembershipResponse> {
  const { IdentityStoreId, GroupId } = input
  await checkStore(context, IdentityStoreId)
  const group = await groupRow(context, IdentityStoreId, GroupId)
  const user = await userRow(context, IdentityStoreId, memberOf(input.MemberId))
  const row = {
    identity_store_id: IdentityStoreId,
    id: newId(IdentityStoreId),
    group_id: group.id,
    user_id: user.id,
    created_at: context.clock.now(),
    created_by: context.caller.arn,
  }
  const inserted = await tables(context)
    .insertInto('memberships')
    .values(row)
    .onConflict((conflict) => conflict.columns(['group_id', 'user_id']).doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) throw duplicate('GroupMembership')
  return { IdentityStoreId, MembershipId: row.id }
}
