import type { OperationContext } from '../../access/context.ts'
import type { DeleteUserRequest, DeleteUserResponse } from '../../wire/models/identitystore.ts'
import { notFound } from './faults.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

/** The person and their memberships. */
export async function deleteUser(context: OperationContext, input: DeleteUserRequest): Promise<DeleteUserResponse> {
  await checkStore(context, input.IdentityStoreId)
  const deleted = await tables(context)
    .deleteFrom('users')
    .where('identity_store_id', '=', input.IdentityStoreId)
    .where('id', '=', input.UserId)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw notFound('USER', input.UserId)
  return {}
}
