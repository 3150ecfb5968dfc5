import type { OperationContext } from '../../access/context.ts'
import type { DeleteGroupMembershipRequest, DeleteGroupMembershipResponse } from '../../wire/models/identitystore.ts'
import { membershipRow } from './membership.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

/** Takes a person out of a group. */
export async function deleteGroupMembership(
  context: OperationContext,
  input: DeleteGroupMembershipRequest,
): Promise<DeleteGroupMembershipResponse> {
  await checkStore(context, input.IdentityStoreId)
  const { id } = await membershipRow(context, input.IdentityStoreId, input.MembershipId)
  await tables(context).deleteFrom('memberships').where('id', '=', id).execute()
  return {}
}
