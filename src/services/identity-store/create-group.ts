import type { OperationContext } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { CreateGroupRequest, CreateGroupResponse } from '../../wire/models/identitystore.ts'
import { duplicate, invalid } from './faults.ts'
import { checkStore, newId } from './store.ts'
import { tables } from './tables.ts'

/** A group; its display name is unique in the store. */
export async function createGroup(context: OperationContext, input: CreateGroupRequest): Promise<CreateGroupResponse> {
  const { IdentityStoreId, DisplayName, Description } = input
  await checkStore(context, IdentityStoreId)
  if (!DisplayName) throw invalid('DisplayName is a required attribute')
  const id = newId(IdentityStoreId)
  const by = { at: context.clock.now(), who: context.caller.arn }
  const row = { identity_store_id: IdentityStoreId, id, display_name: DisplayName, description: Description ?? null }
  try {
    const audited = { ...row, created_at: by.at, created_by: by.who, updated_at: by.at, updated_by: by.who }
    await tables(context).insertInto('groups').values(audited).execute()
  } catch (error) {
    if (isUniqueViolation(error, 'groups_by_display_name')) throw duplicate('GroupDisplayName')
    throw error
  }
  return { IdentityStoreId, GroupId: id }
}
