import type { OperationContext } from '../../access/context.ts'
import type { GetUserIdRequest, GetUserIdResponse } from '../../wire/models/identitystore.ts'
import { checkStore } from './store.ts'
import { userIdOf } from './user.ts'

/** The id behind a user name or e-mail address. */
export async function getUserId(context: OperationContext, input: GetUserIdRequest): Promise<GetUserIdResponse> {
  await checkStore(context, input.IdentityStoreId)
  return { IdentityStoreId: input.IdentityStoreId, UserId: await userIdOf(context, input.IdentityStoreId, input.AlternateIdentifier) }
}
