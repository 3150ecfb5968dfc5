import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import { createGroup } from './create-group.ts'
import { deleteGroup } from './delete-group.ts'
import { invalid } from './faults.ts'
import { groupRow } from './group.ts'
import { unlessTaken, updated } from './provisioned.ts'
import { conditionOf, groupColumns, type ProvisionedFilter } from './provisioned-filter.ts'
import { newId } from './store.ts'
import { type GroupsTable, tables } from './tables.ts'
import { updateGroup } from './update-group.ts'

/** A group as external identity providers see it. */
export interface ProvisionedGroup {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What is not given stays; `members` are all there are, `add` and `remove` come after. */
export interface ProvisionedGroupChange {
  readonly displayName?: string
  readonly externalId?: string | null
  readonly members?: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** A page by number, which is how SCIM asks; in the order of their ids. */
export async function listProvisionedGroups(
  context: OperationContext,
  identityStoreId: string,
  { filter, offset, limit }: { filter: ProvisionedFilter | undefined; offset: number; limit: number },
): Promise<{ total: number; groups: ProvisionedGroup[] }> {
  let found = tables(context).selectFrom('groups').where('identity_store_id', '=', identityStoreId)
  if (filter) found = found.where(conditionOf(filter, groupColumns))
  const [{ count }, rows] = await Promise.all([
    found.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
    limit === 0 ? [] : found.selectAll().orderBy('id').offset(offset).limit(limit).execute(),
  ])
  return { total: Number(count), groups: rows.map(toProvisioned) }
}

export async function findProvisionedGroup(
  context: OperationContext,
  identityStoreId: string,
  id: string,
): Promise<ProvisionedGroup | undefined> {
  const row = await tables(context)
    .selectFrom('groups')
    .selectAll()
    .where('identity_store_id', '=', identityStoreId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toProvisioned(row)
}

/** Ids of members, at most `limit`. */
export async function memberIdsOf(context: OperationContext, groupId: string, limit: number): Promise<string[]> {
  const rows = await tables(context)
    .selectFrom('memberships')
    .select('user_id')
    .where('group_id', '=', groupId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ user_id }) => user_id)
}

export function createProvisionedGroup(
  context: OperationContext,
  identityStoreId: string,
  { displayName, externalId }: Pick<ProvisionedGroup, 'displayName' | 'externalId'>,
  members: readonly string[],
): Promise<ProvisionedGroup> {
  return transaction(context, async (context) => {
    const { GroupId } = await createGroup(context, { IdentityStoreId: identityStoreId, DisplayName: displayName })
    return changeProvisionedGroup(context, identityStoreId, GroupId, { externalId: externalId ?? null, add: members, remove: [] })
  })
}

/** All or nothing. Throws ResourceNotFoundException for the group, ValidationException for members that there are not. */
export function changeProvisionedGroup(
  context: OperationContext,
  identityStoreId: string,
  id: string,
  { displayName, externalId, members, add, remove }: ProvisionedGroupChange,
): Promise<ProvisionedGroup> {
  return transaction(context, async (context) => {
    await groupRow(context, identityStoreId, id, 'lock')
    if (displayName !== undefined) {
      const Operations = [{ AttributePath: 'displayName', AttributeValue: displayName }]
      await updateGroup(context, { IdentityStoreId: identityStoreId, GroupId: id, Operations })
    }
    if (members) await removeMembers(context, id, { except: members })
    if (remove.length > 0) await removeMembers(context, id, { only: remove })
    const added = members ? [...new Set([...members, ...add])].filter((user) => !remove.includes(user)) : add
    await addMembers(context, identityStoreId, id, added)
    const set = { ...(externalId !== undefined && { external_id: externalId }), ...updated(context) }
    const query = tables(context).updateTable('groups').set(set).where('id', '=', id).returningAll()
    return toProvisioned(await unlessTaken(query.executeTakeFirstOrThrow()))
  })
}

export async function deleteProvisionedGroup(context: OperationContext, identityStoreId: string, id: string): Promise<void> {
  await deleteGroup(context, { IdentityStoreId: identityStoreId, GroupId: id })
}

async function removeMembers(
  context: OperationContext,
  groupId: string,
  which: { except: readonly string[] } | { only: readonly string[] },
): Promise<void> {
  const chosen = 'only' in which ? sql<boolean>`user_id = any(${which.only})` : sql<boolean>`user_id <> all(${which.except})`
  await tables(context).deleteFrom('memberships').where('group_id', '=', groupId).where(chosen).execute()
}

/** Whoever is a member already stays one. */
async function addMembers(context: OperationContext, identityStoreId: string, groupId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const found = await tables(context)
    .selectFrom('users')
    .select('id')
    .where('identity_store_id', '=', identityStoreId)
    .where(sql<boolean>`id = any(${userIds})`)
    .execute()
  const known = new Set(found.map(({ id }) => id))
  const stranger = userIds.find((id) => !known.has(id))
  if (stranger !== undefined) throw invalid(`There is no user ${stranger} to be a member.`)
  const ids = userIds.map(() => newId(identityStoreId))
  // Two arrays, however many members: a row of parameters each would be more than a statement can have.
  await sql`
    insert into identity_store.memberships (identity_store_id, id, group_id, user_id, created_at, created_by)
    select ${identityStoreId}, member.id, ${groupId}, member.user_id, ${context.clock.now()}, ${context.caller.arn}
    from unnest(${ids}::text[], ${userIds}::text[]) as member (id, user_id)
    on conflict (group_id, user_id) do nothing`.execute(context.db)
}

function toProvisioned(row: GroupsTable): ProvisionedGroup {
  return {
    id: row.id,
    displayName: row.display_name,
    externalId: row.external_id ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
