import type { OperationContext } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { CreateUserRequest, CreateUserResponse } from '../../wire/models/identitystore.ts'
import { duplicate, invalid } from './faults.ts'
import { checkStore, newId } from './store.ts'
import { tables } from './tables.ts'
import { primaryEmail } from './user.ts'

/** A person; user name and primary e-mail address are unique in the store without regard to case. */
export async function createUser(context: OperationContext, input: CreateUserRequest): Promise<CreateUserResponse> {
  const { IdentityStoreId, UserName, DisplayName, ...attributes } = input
  await checkStore(context, IdentityStoreId)
  if (!UserName) throw invalid('UserName is a required attribute')
  if (!DisplayName) throw invalid('DisplayName is a required attribute')
  if (!attributes.Name?.GivenName || !attributes.Name.FamilyName)
    throw invalid('Name.GivenName and Name.FamilyName are required attributes')
  const id = newId(IdentityStoreId)
  const by = { at: context.clock.now(), who: context.caller.arn }
  const row = {
    identity_store_id: IdentityStoreId,
    id,
    user_name: UserName,
    email: primaryEmail(attributes.Emails),
    display_name: DisplayName,
    status: 'ENABLED' as const,
    attributes: JSON.stringify(attributes) as never,
    created_at: by.at,
    created_by: by.who,
    updated_at: by.at,
    updated_by: by.who,
  }
  try {
    await tables(context).insertInto('users').values(row).execute()
  } catch (error) {
    if (isUniqueViolation(error, 'users_by_name')) throw duplicate('UserName')
    if (isUniqueViolation(error, 'users_by_email')) throw duplicate('Emails')
    throw error
  }
  return { IdentityStoreId, UserId: id }
}
