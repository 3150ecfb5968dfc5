import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  GetGroupRequest,
  GetGroupResponse,
  Group,
  ListGroupsForUserRequest,
  ListGroupsRequest,
  ListGroupsResponse,
} from '../../wire/models/iam.ts'
import { describeGroup, describeUser } from './describe.ts'
import { createEntity, getEntity, listEntities, removeEntity } from './entity.ts'
import { deleteConflict, limitExceeded, noSuchEntity } from './faults.ts'
import { iamPage } from './page.ts'
import { forgetPolicies } from './policies-of.ts'
import { rename } from './rename.ts'
import { type PrincipalsTable, tables } from './tables.ts'

const mostGroupsPerUser = 10

export async function createGroup(
  context: OperationContext,
  { GroupName, Path }: { GroupName: string; Path?: string },
): Promise<{ Group: Group }> {
  return { Group: describeGroup(await createEntity(context, 'group', { name: GroupName, path: Path })) }
}

/** The group and its users, by name. */
export async function getGroup(context: OperationContext, input: GetGroupRequest): Promise<GetGroupResponse> {
  const group = await getEntity(context, 'group', input.GroupName)
  const { rows, more } = await iamPage(
    ['GetGroup', group.arn],
    input,
    ({ name }: PrincipalsTable) => [name],
    (after, limit) => {
      let select = tables(context)
        .selectFrom('group_members')
        .innerJoin('principals', 'principals.arn', 'group_members.user_arn')
        .selectAll('principals')
        .where('group_arn', '=', group.arn)
      if (after) select = select.where('principals.name', '>', String(after[0]))
      return select.orderBy('principals.name').limit(limit).execute()
    },
  )
  return { Group: describeGroup(group), Users: rows.map(describeUser), ...more }
}

export async function listGroups(context: OperationContext, input: ListGroupsRequest): Promise<ListGroupsResponse> {
  const { rows, more } = await listEntities(context, 'group', input)
  return { Groups: rows.map(describeGroup), ...more }
}

export async function listGroupsForUser(context: OperationContext, input: ListGroupsForUserRequest): Promise<ListGroupsResponse> {
  const user = await getEntity(context, 'user', input.UserName)
  const { rows, more } = await iamPage(
    ['ListGroupsForUser', user.arn],
    input,
    ({ name }: PrincipalsTable) => [name],
    (after, limit) => {
      let select = tables(context)
        .selectFrom('group_members')
        .innerJoin('principals', 'principals.arn', 'group_members.group_arn')
        .selectAll('principals')
        .where('user_arn', '=', user.arn)
      if (after) select = select.where('principals.name', '>', String(after[0]))
      return select.orderBy('principals.name').limit(limit).execute()
    },
  )
  return { Groups: rows.map(describeGroup), ...more }
}

export async function updateGroup(
  context: OperationContext,
  { GroupName, NewGroupName, NewPath }: { GroupName: string; NewGroupName?: string; NewPath?: string },
): Promise<Record<string, never>> {
  await rename(context, await getEntity(context, 'group', GroupName), { name: NewGroupName, path: NewPath })
  return {}
}

export async function deleteGroup(context: OperationContext, { GroupName }: { GroupName: string }): Promise<Record<string, never>> {
  const group = await getEntity(context, 'group', GroupName)
  const member = await tables(context).selectFrom('group_members').select('user_arn').where('group_arn', '=', group.arn).limit(1).execute()
  if (member.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.')
  await removeEntity(context, group)
  return {}
}

interface Membership {
  readonly GroupName: string
  readonly UserName: string
}

/** Adding twice is as good as once. */
export async function addUserToGroup(context: OperationContext, { GroupName, UserName }: Membership): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const group = await getEntity(context, 'group', GroupName)
    const user = await getEntity(context, 'user', UserName)
    await tables(context)
      .insertInto('group_members')
      .values({ group_arn: group.arn, user_arn: user.arn })
      .onConflict((existing) => existing.doNothing())
      .execute()
    const all = await tables(context).selectFrom('group_members').select('group_arn').where('user_arn', '=', user.arn).execute()
    if (all.length > mostGroupsPerUser) throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${mostGroupsPerUser}`)
    forgetPolicies(context, user.arn)
    return {}
  })
}

export async function removeUserFromGroup(context: OperationContext, { GroupName, UserName }: Membership): Promise<Record<string, never>> {
  const group = await getEntity(context, 'group', GroupName)
  const user = await getEntity(context, 'user', UserName)
  const { numDeletedRows } = await tables(context)
    .deleteFrom('group_members')
    .where('group_arn', '=', group.arn)
    .where('user_arn', '=', user.arn)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw noSuchEntity(`The user with name ${UserName} cannot be found in group ${GroupName}.`)
  forgetPolicies(context, user.arn)
  return {}
}
