import type { OperationContext } from '../../access/context.ts'
import type { DeleteGroupRequest, DeleteGroupResponse } from '../../wire/models/identitystore.ts'
import { notFound } from './faults.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

/** The group and its memberships; the people stay. */
export async function deleteGroup(context: OperationContext, input: DeleteGroupRequest): Promise<DeleteGroupResponse> {
  await checkStore(context, input.IdentityStoreId)
  const deleted = await tables(context)
    .deleteFrom('groups')
    .where('identity_store_id', '=', input.IdentityStoreId)
    .where('id', '=', input.GroupId)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw notFound('GROUP', input.GroupId)
  return {}
}
