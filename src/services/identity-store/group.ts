import type { OperationContext } from '../../access/context.ts'
import type { AlternateIdentifier, GroupMembership, Group as GroupShape } from '../../wire/models/identitystore.ts'
import { invalid, notFound } from './faults.ts'
import { type GroupsTable, type MembershipsTable, sameText, tables } from './tables.ts'
import { externalIdOf, externalIdsShape, uniqueAttribute } from './user.ts'

export interface Group {
  readonly groupId: string
  readonly displayName: string
}

export async function findGroup(context: OperationContext, identityStoreId: string, groupId: string): Promise<Group | undefined> {
  const row = await tables(context)
    .selectFrom('groups')
    .select(['id', 'display_name'])
    .where('identity_store_id', '=', identityStoreId)
    .where('id', '=', groupId)
    .executeTakeFirst()
  return row && { groupId: row.id, displayName: row.display_name }
}

/** The row; throws ResourceNotFoundException. With 'lock' nobody else changes it in this transaction. */
export async function groupRow(context: OperationContext, identityStoreId: string, groupId: string, lock?: 'lock'): Promise<GroupsTable> {
  const query = tables(context).selectFrom('groups').selectAll().where('identity_store_id', '=', identityStoreId).where('id', '=', groupId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('GROUP', groupId)
  return row
}

export async function groupIdOf(context: OperationContext, identityStoreId: string, identifier: AlternateIdentifier): Promise<string> {
  const inStore = tables(context).selectFrom('groups').select('id').where('identity_store_id', '=', identityStoreId)
  const externalId = externalIdOf(identifier)
  const row = await (externalId === undefined
    ? inStore.where(sameText('display_name', displayName(identifier)))
    : inStore.where('external_id', '=', externalId)
  ).executeTakeFirst()
  if (!row) throw notFound('GROUP')
  return row.id
}

function displayName(identifier: AlternateIdentifier): string {
  const { AttributePath, AttributeValue } = uniqueAttribute(identifier)
  if (AttributePath.toLowerCase() !== 'displayname') throw invalid(`${AttributePath} is not a unique attribute of groups: use displayName.`)
  return AttributeValue
}

/** Ids of all groups that the user is a member of. */
export async function groupIdsOfUser(context: OperationContext, identityStoreId: string, userId: string): Promise<string[]> {
  const rows = await tables(context)
    .selectFrom('memberships')
    .select('group_id')
    .where('identity_store_id', '=', identityStoreId)
    .where('user_id', '=', userId)
    .execute()
  return rows.map(({ group_id }) => group_id)
}

export function describeGroupShape(row: GroupsTable): GroupShape {
  return {
    IdentityStoreId: row.identity_store_id,
    GroupId: row.id,
    DisplayName: row.display_name,
    ...externalIdsShape(row.external_id),
    ...(row.description !== null && { Description: row.description }),
    CreatedAt: row.created_at,
    CreatedBy: row.created_by,
    UpdatedAt: row.updated_at,
    UpdatedBy: row.updated_by,
  }
}

export function describeMembershipShape(row: MembershipsTable): GroupMembership {
  return {
    IdentityStoreId: row.identity_store_id,
    MembershipId: row.id,
    GroupId: row.group_id,
    MemberId: { UserId: row.user_id },
    CreatedAt: row.created_at,
    CreatedBy: row.created_by,
    UpdatedAt: row.created_at,
    UpdatedBy: row.created_by,
  }
}
