import { type OperationContext, transaction } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { UpdateGroupRequest, UpdateGroupResponse } from '../../wire/models/identitystore.ts'
import { setAttribute } from './attribute.ts'
import { duplicate, invalid } from './faults.ts'
import { groupRow } from './group.ts'
import { checkStore } from './store.ts'
import { tables } from './tables.ts'

/** Sets `displayName` or `description`, all or none; a description without a value is removed. */
export async function updateGroup(context: OperationContext, input: UpdateGroupRequest): Promise<UpdateGroupResponse> {
  const { IdentityStoreId, GroupId, Operations } = input
  await checkStore(context, IdentityStoreId)
  await transaction(context, async (context) => {
    const row = await groupRow(context, IdentityStoreId, GroupId, 'lock')
    const changed: Record<string, unknown> = { DisplayName: row.display_name, Description: row.description ?? undefined }
    for (const { AttributePath, AttributeValue } of Operations) setAttribute('CreateGroupRequest', changed, AttributePath, AttributeValue)
    const { DisplayName, Description } = changed as { DisplayName?: string; Description?: string }
    if (DisplayName === undefined) throw invalid('DisplayName is a required attribute')
    const update = {
      display_name: DisplayName,
      description: Description ?? null,
      updated_at: context.clock.now(),
      updated_by: context.caller.arn,
    }
    try {
      await tables(context).updateTable('groups').set(update).where('id', '=', GroupId).execute()
    } catch (error) {
      if (isUniqueViolation(error, 'groups_by_display_name')) throw duplicate('GroupDisplayName')
      throw error
    }
  })
  return {}
}
