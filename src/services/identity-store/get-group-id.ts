import type { OperationContext } from '../../access/context.ts'
import type { GetGroupIdRequest, GetGroupIdResponse } from '../../wire/models/identitystore.ts'
import { groupIdOf } from './group.ts'
import { checkStore } from './store.ts'

/** The id behind a display name. */
export async function getGroupId(context: OperationContext, input: GetGroupIdRequest): Promise<GetGroupIdResponse> {
  await checkStore(context, input.IdentityStoreId)
  return { IdentityStoreId: input.IdentityStoreId, GroupId: await groupIdOf(context, input.IdentityStoreId, input.AlternateIdentifier) }
}
