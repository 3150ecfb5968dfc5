import type { OperationContext } from '../../access/context.ts'
import { transaction } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { UpdateUserRequest, UpdateUserResponse } from '../../wire/models/identitystore.ts'
import { setAttribute } from './attribute.ts'
import { duplicate, invalid } from './faults.ts'
import { checkStore } from './store.ts'
import { tables, type UserAttributes } from './tables.ts'
import { primaryEmail, userRow } from './user.ts'

/** Sets or removes attributes by their paths, all or none. */
export async function updateUser(context: OperationContext, input: UpdateUserRequest): Promise<UpdateUserResponse> {
  const { IdentityStoreId, UserId, Operations } = input
  await checkStore(context, IdentityStoreId)
  await transaction(context, async (context) => {
    const row = await userRow(context, IdentityStoreId, UserId, 'lock')
    const changed: Record<string, unknown> = { ...row.attributes, UserName: row.user_name, DisplayName: row.display_name ?? undefined }
    for (const { AttributePath, AttributeValue } of Operations) setAttribute('CreateUserRequest', changed, AttributePath, AttributeValue)
    const { UserName, DisplayName, ...attributes } = changed as UserAttributes & { UserName?: string; DisplayName?: string }
    if (UserName === undefined) throw invalid('UserName is a required attribute')
    const update = {
      user_name: UserName,
      display_name: DisplayName ?? null,
      email: primaryEmail(attributes.Emails),
      attributes: JSON.stringify(attributes) as never,
      updated_at: context.clock.now(),
      updated_by: context.caller.arn,
    }
    try {
      await tables(context).updateTable('users').set(update).where('id', '=', UserId).execute()
    } catch (error) {
      if (isUniqueViolation(error, 'users_by_name')) throw duplicate('UserName')
      if (isUniqueViolation(error, 'users_by_email')) throw duplicate('Emails')
      throw error
    }
  })
  return {}
}
