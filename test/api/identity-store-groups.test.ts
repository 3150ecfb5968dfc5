import { afterAll, beforeAll, expect, test } from 'vitest'
import { groupIdsOfUser } from '../../src/services/identity-store/index.ts'
import { createGroup, createIdentityCenterStage, createPerson, identityStore, identityStoreId } from './identity-center-stage.ts'
import { allPages, type Stage } from './organizations-stage.ts'

let stage: Stage
const store = { IdentityStoreId: identityStoreId }

beforeAll(async () => {
  stage = await createIdentityCenterStage()
})
afterAll(() => stage.close())

const join = async (GroupId: string, UserId: string): Promise<string> =>
  (await identityStore.CreateGroupMembership(stage.admin, { ...store, GroupId, MemberId: { UserId } })).MembershipId

test('a group is found by its display name, which is unique', async () => {
  const GroupId = await createGroup(stage.admin, 'AWSAccountFactory')
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'AWSAccountFactory' } }
  expect(await identityStore.GetGroupId(stage.admin, { ...store, AlternateIdentifier })).toEqual({ ...store, GroupId })
  expect(await identityStore.DescribeGroup(stage.admin, { ...store, GroupId })).toMatchObject({ DisplayName: 'AWSAccountFactory', GroupId })
  await expect(createGroup(stage.admin, 'AWSAccountFactory')).rejects.toMatchObject({
    code: 'ConflictException',
    fields: { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' },
  })
  const Filters = [{ AttributePath: 'DisplayName', AttributeValue: 'AWSAccountFactory' }]
  expect((await identityStore.ListGroups(stage.admin, { ...store, Filters })).Groups).toHaveLength(1)
})

test('a membership exists once and can be found by group and person', async () => {
  const [GroupId, UserId] = [await createGroup(stage.admin, 'once'), await createPerson(stage.admin, 'once')]
  const MembershipId = await join(GroupId, UserId)
  const MemberId = { UserId }
  await expect(join(GroupId, UserId)).rejects.toMatchObject({ code: 'ConflictException' })
  expect(await identityStore.GetGroupMembershipId(stage.admin, { ...store, GroupId, MemberId })).toEqual({ ...store, MembershipId })
  const described = await identityStore.DescribeGroupMembership(stage.admin, { ...store, MembershipId })
  expect(described).toMatchObject({ GroupId, MemberId, MembershipId })
  await identityStore.DeleteGroupMembership(stage.admin, { ...store, MembershipId })
  await expect(identityStore.DescribeGroupMembership(stage.admin, { ...store, MembershipId })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    fields: { ResourceType: 'GROUP_MEMBERSHIP' },
  })
})

test('memberships are listed from both sides and asked for many groups at once', async () => {
  const UserId = await createPerson(stage.admin, 'lists')
  const groupIds = [await createGroup(stage.admin, 'l-1'), await createGroup(stage.admin, 'l-2'), await createGroup(stage.admin, 'l-3')]
  const [first = '', second = '', third = ''] = groupIds
  await join(first, UserId)
  await join(second, UserId)
  const MemberId = { UserId }
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await identityStore.ListGroupMembershipsForMember(stage.admin, { ...store, MemberId, MaxResults: 1, NextToken })
    return { items: page.GroupMemberships, nextToken: page.NextToken }
  })
  expect([items.map(({ GroupId }) => GroupId).sort(), pages]).toEqual([[first, second].sort(), 2])
  expect((await groupIdsOfUser(stage.admin, identityStoreId, UserId)).sort()).toEqual([first, second].sort())
  const { GroupMemberships } = await identityStore.ListGroupMemberships(stage.admin, { ...store, GroupId: first })
  expect(GroupMemberships.map((membership) => membership.MemberId)).toEqual([MemberId])
  const { Results } = await identityStore.IsMemberInGroups(stage.admin, { ...store, MemberId, GroupIds: [third, first] })
  expect(Results.map(({ MembershipExists }) => MembershipExists)).toEqual([false, true])
})

test('with a person or a group their memberships go, and nothing else', async () => {
  const [ada, bob] = [await createPerson(stage.admin, 'goes'), await createPerson(stage.admin, 'stays')]
  const [kept, deleted] = [await createGroup(stage.admin, 'kept'), await createGroup(stage.admin, 'deleted')]
  for (const group of [kept, deleted]) for (const person of [ada, bob]) await join(group, person)
  await identityStore.DeleteUser(stage.admin, { ...store, UserId: ada })
  await identityStore.DeleteGroup(stage.admin, { ...store, GroupId: deleted })
  expect(await groupIdsOfUser(stage.admin, identityStoreId, bob)).toEqual([kept])
  const { GroupMemberships } = await identityStore.ListGroupMemberships(stage.admin, { ...store, GroupId: kept })
  expect(GroupMemberships).toHaveLength(1)
})

test('a membership needs a group and a person of this store', async () => {
  const [GroupId, UserId] = [await createGroup(stage.admin, 'needs'), await createPerson(stage.admin, 'needs')]
  const unknown = '1234567890-00000000-0000-0000-0000-000000000000'
  await expect(join(unknown, UserId)).rejects.toMatchObject({ fields: { ResourceType: 'GROUP', ResourceId: unknown } })
  await expect(join(GroupId, unknown)).rejects.toMatchObject({ fields: { ResourceType: 'USER', ResourceId: unknown } })
})

test('a group can be renamed and described; its name stays unique and present', async () => {
  const GroupId = await createGroup(stage.admin, 'before')
  await createGroup(stage.admin, 'taken')
  const update = (AttributePath: string, AttributeValue?: unknown) =>
    identityStore.UpdateGroup(stage.admin, { ...store, GroupId, Operations: [{ AttributePath, AttributeValue }] })
  await update('displayName', 'after')
  await update('description', 'Renamed')
  expect(await identityStore.DescribeGroup(stage.admin, { ...store, GroupId })).toMatchObject({
    DisplayName: 'after',
    Description: 'Renamed',
  })
  await update('description')
  expect(await identityStore.DescribeGroup(stage.admin, { ...store, GroupId })).not.toHaveProperty('Description')
  await expect(update('displayName', 'TAKEN')).rejects.toMatchObject({ code: 'ConflictException' })
  for (const [path, value] of [['displayName'], ['displayName', 7], ['members', []]] as Array<[string, unknown]>)
    await expect(update(path, value)).rejects.toMatchObject({ code: 'ValidationException' })
})
