import type { OperationContext } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { AlternateIdentifier, MemberId, Operations } from '../../wire/models/identitystore.ts'
import type { ResourceTable } from '../../wire/service.ts'
import { groupIdOf } from './group.ts'
import { tables } from './tables.ts'
import { userIdOf } from './user.ts'

// "Actions, resources, and condition keys for AWS Identity Store" in the service authorization reference.
//
// The store comes first: whoever may do nothing in it is told of the store, never of what is in it. Ids that a call does not bring are
// looked up in stores of the caller's own account only; where there is none it is asked about all of the kind.

interface InStore {
  readonly IdentityStoreId: string
}

export const identityStoreArn = (accountId: string, id: string): string => `arn:aws:identitystore::${accountId}:identitystore/${id}`

const store = ({ caller }: OperationContext, { IdentityStoreId }: InStore): string => identityStoreArn(caller.accountId, IdentityStoreId)
const user = (id = '*'): string => `arn:aws:identitystore:::user/${id}`
const group = (id = '*'): string => `arn:aws:identitystore:::group/${id}`
const membership = (id = '*'): string => `arn:aws:identitystore:::membership/${id}`

const onStore = (context: OperationContext, input: InStore) => [store(context, input)]
const onUser = (context: OperationContext, input: InStore & { UserId: string }) => [store(context, input), user(input.UserId)]
const onGroup = (context: OperationContext, input: InStore & { GroupId: string }) => [store(context, input), group(input.GroupId)]

const ownMemberships = ({ caller, ...context }: OperationContext, { IdentityStoreId }: InStore) =>
  tables(context)
    .selectFrom('memberships')
    .innerJoin('stores', 'stores.id', 'memberships.identity_store_id')
    .select(['memberships.id', 'memberships.group_id', 'memberships.user_id'])
    .where('memberships.identity_store_id', '=', IdentityStoreId)
    .where('stores.owner_account_id', '=', caller.accountId)

async function onMembership(context: OperationContext, input: InStore & { MembershipId: string }): Promise<string[]> {
  const row = await ownMemberships(context, input).where('memberships.id', '=', input.MembershipId).executeTakeFirst()
  return [store(context, input), group(row?.group_id), membership(input.MembershipId), user(row?.user_id)]
}

async function onMembershipOf(context: OperationContext, input: InStore & { GroupId: string; MemberId: MemberId }): Promise<string[]> {
  const { UserId } = input.MemberId
  const row = UserId
    ? await ownMemberships(context, input).where('group_id', '=', input.GroupId).where('user_id', '=', UserId).executeTakeFirst()
    : undefined
  return [store(context, input), group(input.GroupId), membership(row?.id), user(UserId)]
}

type FindId = (context: OperationContext, identityStoreId: string, identifier: AlternateIdentifier) => Promise<string>

/** The id behind another attribute; undefined where there is none, of which the operation says more. */
async function idOf(
  context: OperationContext,
  find: FindId,
  { IdentityStoreId, AlternateIdentifier }: InStore & { AlternateIdentifier: AlternateIdentifier },
): Promise<string | undefined> {
  const own = await tables(context)
    .selectFrom('stores')
    .select('id')
    .where('id', '=', IdentityStoreId)
    .where('owner_account_id', '=', context.caller.accountId)
    .executeTakeFirst()
  if (!own) return undefined
  return find(context, IdentityStoreId, AlternateIdentifier).catch((error) => {
    if (isFault(error)) return undefined
    throw error
  })
}

export const resources: ResourceTable<Operations, OperationContext> = {
  CreateGroup: onStore,
  CreateGroupMembership: (context, input) => [store(context, input), group(input.GroupId), user(input.MemberId.UserId)],
  CreateUser: onStore,
  DeleteGroup: onGroup,
  DeleteGroupMembership: onMembership,
  DeleteUser: onUser,
  DescribeGroup: onGroup,
  DescribeGroupMembership: onMembership,
  DescribeUser: onUser,
  GetGroupId: async (context, input) => [store(context, input), group(await idOf(context, groupIdOf, input))],
  GetGroupMembershipId: onMembershipOf,
  GetUserId: async (context, input) => [store(context, input), user(await idOf(context, userIdOf, input))],
  IsMemberInGroups: (context, input) => [
    store(context, input),
    membership(),
    user(input.MemberId.UserId),
    ...input.GroupIds.map((id) => group(id)),
  ],
  ListGroupMemberships: (context, input) => [store(context, input), membership(), group(input.GroupId)],
  ListGroupMembershipsForMember: (context, input) => [store(context, input), membership(), user(input.MemberId.UserId)],
  ListGroups: (context, input) => [store(context, input), group()],
  ListUsers: (context, input) => [store(context, input), user()],
  UpdateGroup: onGroup,
  UpdateUser: onUser,
}
