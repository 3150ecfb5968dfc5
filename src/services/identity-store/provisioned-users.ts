import { type OperationContext, transaction } from '../../access/context.ts'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { enterpriseExtension, setProvisionedPart } from './provisioned.ts'
import { conditionOf, type ProvisionedFilter, userColumns } from './provisioned-filter.ts'
import { tables, type UserAttributes, type UsersTable } from './tables.ts'
import { updateUser } from './update-user.ts'
import { userRow } from './user.ts'

/** A user as external identity providers see them: attributes by SCIM's names, which begin in lower case. */
export interface ProvisionedUser extends ProvisionedUserContent {
  readonly id: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ProvisionedUserContent {
  readonly externalId: string | undefined
  readonly active: boolean
  readonly attributes: Readonly<Record<string, unknown>>
  readonly enterprise: Readonly<Record<string, unknown>> | undefined
}

/** Attributes that a provider sets or, by not naming them, removes. */
const settable = [
  'userName',
  'displayName',
  'name',
  'nickName',
  'profileUrl',
  'emails',
  'addresses',
  'phoneNumbers',
  'userType',
  'title',
  'preferredLanguage',
  'locale',
  'timezone',
]

/** A page by number, which is how SCIM asks; in the order of their ids. */
export async function listProvisionedUsers(
  context: OperationContext,
  identityStoreId: string,
  { filter, offset, limit }: { filter: ProvisionedFilter | undefined; offset: number; limit: number },
): Promise<{ total: number; users: ProvisionedUser[] }> {
  let found = tables(context).selectFrom('users').where('identity_store_id', '=', identityStoreId)
  if (filter) found = found.where(conditionOf(filter, userColumns))
  const [{ count }, rows] = await Promise.all([
    found.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
    limit === 0 ? [] : found.selectAll().orderBy('id').offset(offset).limit(limit).execute(),
  ])
  return { total: Number(count), users: rows.map(toProvisioned) }
}

export async function findProvisionedUser(
  context: OperationContext,
  identityStoreId: string,
  id: string,
): Promise<ProvisionedUser | undefined> {
  const row = await tables(context)
    .selectFrom('users')
    .selectAll()
    .where('identity_store_id', '=', identityStoreId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toProvisioned(row)
}

/** By CreateUser, then all the rest; as one. */
export function createProvisionedUser(
  context: OperationContext,
  identityStoreId: string,
  content: ProvisionedUserContent,
): Promise<ProvisionedUser> {
  return transaction(context, async (context) => {
    const { userName, displayName, name } = content.attributes as { userName: string; displayName?: string; name?: Record<string, string> }
    const { UserId } = await createUser(context, {
      IdentityStoreId: identityStoreId,
      UserName: userName,
      ...(displayName !== undefined && { DisplayName: displayName }),
      Name: { ...(name?.givenName && { GivenName: name.givenName }), ...(name?.familyName && { FamilyName: name.familyName }) },
    })
    return setContent(context, identityStoreId, UserId, content)
  })
}

/** Nobody else changes the user between what `change` is given and what it gives. Throws ResourceNotFoundException. */
export function changeProvisionedUser(
  context: OperationContext,
  identityStoreId: string,
  id: string,
  change: (user: ProvisionedUser) => ProvisionedUserContent,
): Promise<ProvisionedUser> {
  return transaction(context, async (context) => {
    const before = await userRow(context, identityStoreId, id, 'lock')
    return setContent(context, identityStoreId, id, change(toProvisioned(before)))
  })
}

export async function deleteProvisionedUser(context: OperationContext, identityStoreId: string, id: string): Promise<void> {
  await deleteUser(context, { IdentityStoreId: identityStoreId, UserId: id })
}

async function setContent(
  context: OperationContext,
  identityStoreId: string,
  id: string,
  { externalId, active, attributes, enterprise }: ProvisionedUserContent,
): Promise<ProvisionedUser> {
  const Operations = settable.map((AttributePath) => ({ AttributePath, AttributeValue: attributes[AttributePath] }))
  await updateUser(context, { IdentityStoreId: identityStoreId, UserId: id, Operations })
  const part = { externalId: externalId ?? null, enabled: active, enterprise }
  return toProvisioned(await setProvisionedPart(context, { identityStoreId, id }, part))
}

function toProvisioned(row: UsersTable): ProvisionedUser {
  const { Extensions, ...attributes } = row.attributes as UserAttributes & { Extensions?: Record<string, Record<string, unknown>> }
  return {
    id: row.id,
    externalId: row.external_id ?? undefined,
    active: row.status === 'ENABLED',
    attributes: {
      userName: row.user_name,
      ...(row.display_name !== null && { displayName: row.display_name }),
      ...(lowerCase(attributes) as object),
    },
    enterprise: Extensions?.[enterpriseExtension],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function lowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerCase(item)]))
}
