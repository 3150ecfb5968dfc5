import { type OperationContext, transaction } from '../../access/context.ts'
import { randomHex } from '../../random.ts'
import type { CreatePermissionSetRequest, CreatePermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { conflict } from './faults.ts'
import { ownOrganizationInstance } from './instance.ts'
import { describePermissionSetShape, noBoundary, sessionSeconds } from './permission-set.ts'
import { tables } from './tables.ts'
import { putTags } from './tags.ts'

/** A set of permissions that people can be given in accounts; its name is unique in the instance. */
export async function createPermissionSet(
  context: OperationContext,
  input: CreatePermissionSetRequest,
): Promise<CreatePermissionSetResponse> {
  const { InstanceArn, Name, Description, SessionDuration = 'PT1H', RelayState } = input
  await ownOrganizationInstance(context, InstanceArn)
  sessionSeconds(SessionDuration)
  const row = {
    arn: `arn:aws:sso:::permissionSet/${InstanceArn.split('/')[1]}/ps-${randomHex(16)}`,
    instance_arn: InstanceArn,
    name: Name,
    description: Description ?? null,
    session_duration: SessionDuration,
    relay_state: RelayState ?? null,
    inline_policy: null,
    ...noBoundary,
    created_at: context.clock.now(),
  }
  await transaction(context, async (context) => {
    const inserted = await tables(context)
      .insertInto('permission_sets')
      .values(row)
      .onConflict((existing) => existing.columns(['instance_arn', 'name']).doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) throw conflict(`PermissionSet with name ${Name} already exists.`)
    await putTags(context, row.arn, input.Tags ?? [])
  })
  return { PermissionSet: describePermissionSetShape(row) }
}
