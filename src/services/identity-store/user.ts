import type { OperationContext } from '../../access/context.ts'
import type { AlternateIdentifier, User as UserShape } from '../../wire/models/identitystore.ts'
import { invalid, notFound } from './faults.ts'
import { sameText, tables, type UsersTable } from './tables.ts'

/** A person of an identity store. */
export interface User {
  readonly userId: string
  readonly identityStoreId: string
  readonly userName: string
  readonly displayName: string
  readonly email: string | undefined
  readonly enabled: boolean
}

const toUser = (row: UsersTable): User => ({
  userId: row.id,
  identityStoreId: row.identity_store_id,
  userName: row.user_name,
  displayName: row.display_name ?? row.user_name,
  email: row.email ?? undefined,
  enabled: row.status === 'ENABLED',
})

const inStore = (context: OperationContext, identityStoreId: string) =>
  tables(context).selectFrom('users').selectAll().where('identity_store_id', '=', identityStoreId)

export async function findUser(context: OperationContext, identityStoreId: string, userId: string): Promise<User | undefined> {
  const row = await inStore(context, identityStoreId).where('id', '=', userId).executeTakeFirst()
  return row && toUser(row)
}

/** By user name, without regard to case. */
export async function findUserByName(context: OperationContext, identityStoreId: string, userName: string): Promise<User | undefined> {
  const row = await inStore(context, identityStoreId).where(sameText('user_name', userName)).executeTakeFirst()
  return row && toUser(row)
}

/** By primary e-mail address, without regard to case. */
export async function findUserByEmail(context: OperationContext, identityStoreId: string, email: string): Promise<User | undefined> {
  const row = await inStore(context, identityStoreId).where(sameText('email', email)).executeTakeFirst()
  return row && toUser(row)
}

/** By what the external identity provider calls the person, exactly. */
export async function findUserByExternalId(
  context: OperationContext,
  identityStoreId: string,
  externalId: string,
): Promise<User | undefined> {
  const row = await inStore(context, identityStoreId).where('external_id', '=', externalId).executeTakeFirst()
  return row && toUser(row)
}

/** The row; throws ResourceNotFoundException. With 'lock' nobody else changes it in this transaction. */
export async function userRow(context: OperationContext, identityStoreId: string, userId: string, lock?: 'lock'): Promise<UsersTable> {
  const query = inStore(context, identityStoreId).where('id', '=', userId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('USER', userId)
  return row
}

/** A user's attribute, or id at the external identity provider, that names one user. */
export async function userIdOf(context: OperationContext, identityStoreId: string, identifier: AlternateIdentifier): Promise<string> {
  const externalId = externalIdOf(identifier)
  if (externalId !== undefined) {
    const user = await findUserByExternalId(context, identityStoreId, externalId)
    if (!user) throw notFound('USER')
    return user.userId
  }
  const { AttributePath, AttributeValue } = uniqueAttribute(identifier)
  const find = { username: findUserByName, 'emails.value': findUserByEmail }[AttributePath.toLowerCase()]
  if (!find) throw invalid(`${AttributePath} is not a unique attribute of users: use userName or emails.value.`)
  const user = await find(context, identityStoreId, AttributeValue)
  if (!user) throw notFound('USER')
  return user.userId
}

/** Who gave people and groups their external ids; ExternalId.Issuer. */
export const externalIdIssuer = 'scim'

/** The external id that is asked for, if that is what is asked for. */
export function externalIdOf({ ExternalId, UniqueAttribute }: AlternateIdentifier): string | undefined {
  if (!ExternalId || UniqueAttribute) return undefined
  // An issuer that we do not know has given nobody an id; the empty text is nobody's.
  return ExternalId.Issuer === externalIdIssuer && !ExternalId.Id.includes('\0') ? ExternalId.Id : ''
}

export const externalIdsShape = (externalId: string | null) =>
  externalId === null ? {} : { ExternalIds: [{ Issuer: externalIdIssuer, Id: externalId }] }

export function uniqueAttribute({ ExternalId, UniqueAttribute }: AlternateIdentifier): { AttributePath: string; AttributeValue: string } {
  if (!UniqueAttribute || ExternalId) throw invalid('An alternate identifier is either an ExternalId or a UniqueAttribute.')
  const { AttributePath, AttributeValue } = UniqueAttribute
  if (typeof AttributeValue !== 'string' || AttributeValue.includes('\0')) throw invalid(`The value of ${AttributePath} is not a text.`)
  return { AttributePath, AttributeValue }
}

export function describeUserShape(row: UsersTable): UserShape {
  return {
    ...row.attributes,
    IdentityStoreId: row.identity_store_id,
    UserId: row.id,
    UserName: row.user_name,
    ...externalIdsShape(row.external_id),
    ...(row.display_name !== null && { DisplayName: row.display_name }),
    UserStatus: row.status,
    CreatedAt: row.created_at,
    CreatedBy: row.created_by,
    UpdatedAt: row.updated_at,
    UpdatedBy: row.updated_by,
  }
}

/** The address that the person is found by: the primary one, else the first. */
export function primaryEmail(emails: UserShape['Emails']): string | null {
  return (emails?.find(({ Primary }) => Primary) ?? emails?.[0])?.Value ?? null
}
