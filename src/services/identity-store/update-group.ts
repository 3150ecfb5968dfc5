import type { OperationContext } from '../../access/context.ts'
import type { UpdateGroupRequest, UpdateGroupResponse } from '../../wire/models/identitystore.ts'
import { breaksIndex, duplicate, invalid, notFound } from './faults.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

const columns: Readonly<Record<string, 'display_name' | 'description'>> = { displayname: 'display_name', description: 'description' }

/** Sets `displayName` or `description`; a description without a value is removed. */
export async function updateGroup(context: OperationContext, input: UpdateGroupRequest): Promise<UpdateGroupResponse> {
  const { IdentityStoreId, GroupId, Operations } = input
  await checkStore(context, IdentityStoreId)
  const changes: { display_name?: string; description?: string | null } = {}
  for (const { AttributePath, AttributeValue } of Operations) {
    const column = columns[AttributePath.toLowerCase()]
    if (!column) throw invalid(`The attribute path ${AttributePath} is not supported.`)
    if (AttributeValue !== undefined && typeof AttributeValue !== 'string') throw invalid(`${AttributePath} is not a string`)
    if (column === 'description') changes.description = AttributeValue ?? null
    else if (AttributeValue) changes.display_name = AttributeValue
    else throw invalid('DisplayName is a required attribute')
  }
  try {
    const updated = await tables(context)
      .updateTable('groups')
      .set({ ...changes, updated_at: context.clock.now(), updated_by: context.caller.arn })
      .where('identity_store_id', '=', IdentityStoreId)
      .where('id', '=', GroupId)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw notFound('GROUP', GroupId)
  } catch (error) {
    if (breaksIndex(error, 'groups_by_display_name')) throw duplicate('GroupDisplayName')
    throw error
  }
  return {}
}
