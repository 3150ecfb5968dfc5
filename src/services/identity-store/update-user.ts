import type { OperationContext } from '../../access/context.ts'
import { transaction } from '../../access/context.ts'
import type { UpdateUserRequest, UpdateUserResponse } from '../../wire/models/identitystore.ts'
import { breaksIndex, duplicate, invalid } from './faults.ts'
import { checkStore } from './store.ts'
import { tables, type UserAttributes } from './tables.ts'
import { primaryEmail, userRow } from './user.ts'

/** Sets or removes attributes by their paths, e.g. `displayName`, `name.givenName`, `emails`. */
export async function updateUser(context: OperationContext, input: UpdateUserRequest): Promise<UpdateUserResponse> {
  const { IdentityStoreId, UserId, Operations } = input
  await checkStore(context, IdentityStoreId)
  await transaction(context, async (context) => {
    const row = await userRow(context, IdentityStoreId, UserId)
    const changed: Record<string, unknown> = { ...row.attributes, UserName: row.user_name, DisplayName: row.display_name }
    for (const { AttributePath, AttributeValue } of Operations) setPath(changed, AttributePath, AttributeValue)
    const { UserName, DisplayName, ...attributes } = changed
    if (typeof UserName !== 'string' || UserName === '') throw invalid('UserName is a required attribute')
    if (DisplayName !== null && DisplayName !== undefined && typeof DisplayName !== 'string') throw invalid('DisplayName is not a string')
    const update = {
      user_name: UserName,
      display_name: DisplayName ?? null,
      email: primaryEmail((attributes as UserAttributes).Emails),
      attributes: JSON.stringify(attributes) as never,
      updated_at: context.clock.now(),
      updated_by: context.caller.arn,
    }
    try {
      await tables(context).updateTable('users').set(update).where('id', '=', UserId).execute()
    } catch (error) {
      if (breaksIndex(error, 'users_by_name')) throw duplicate('UserName')
      if (breaksIndex(error, 'users_by_email')) throw duplicate('Emails')
      throw error
    }
  })
  return {}
}

/** `name.givenName` -> { Name: { GivenName } }; undefined removes. */
function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second, ...rest] = path.split('.').map((step) => step.charAt(0).toUpperCase() + step.slice(1))
  if (rest.length > 0 || !known.has(first)) throw invalid(`The attribute path ${path} is not supported.`)
  if (second === undefined) {
    if (value === undefined) delete target[first]
    else target[first] = value
    return
  }
  if (first !== 'Name') throw invalid(`The attribute path ${path} is not supported.`)
  const inner = { ...(target[first] as Record<string, unknown> | undefined) }
  setPath(inner, second, value)
  target[first] = inner
}

const known = new Set(
  'UserName DisplayName Name NickName ProfileUrl Emails Addresses PhoneNumbers UserType Title PreferredLanguage Locale Timezone Website Birthdate Roles Photos GivenName FamilyName MiddleName Formatted HonorificPrefix HonorificSuffix'.split(
    ' ',
  ),
)
