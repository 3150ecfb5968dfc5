import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUserByEmail, findUserByName } from '../../src/services/identity-store/index.ts'
import { createGroup, createIdentityCenterStage, createPerson, identityStore, identityStoreId } from './identity-center-stage.ts'
import { outsiderAccountId, type Stage } from './organizations-stage.ts'

let stage: Stage
const store = { IdentityStoreId: identityStoreId }

beforeAll(async () => {
  stage = await createIdentityCenterStage()
})
afterAll(() => stage.close())

async function updater(name: string) {
  const UserId = await createPerson(stage.admin, name)
  const update = (...operations: Array<[string, unknown?]>) =>
    identityStore.UpdateUser(stage.admin, {
      ...store,
      UserId,
      Operations: operations.map(([AttributePath, AttributeValue]) => ({ AttributePath, AttributeValue })),
    })
  return { UserId, update, describe: () => identityStore.DescribeUser(stage.admin, { ...store, UserId }) }
}

test('every attribute of a user can be set by its path, structures by their members too', async () => {
  const { update, describe } = await updater('all')
  await update(
    ['userName', 'All'],
    ['displayName', 'All of it'],
    ['nickName', 'A'],
    ['profileUrl', 'https://example.com/a'],
    ['userType', 'Contractor'],
    ['title', 'Dr'],
    ['preferredLanguage', 'en'],
    ['locale', 'en_GB'],
    ['timezone', 'Europe/London'],
    ['name.middleName', 'M'],
    ['name.formatted', 'A M Example'],
    ['phoneNumbers', [{ Value: '+44 20', Type: 'work', Primary: true }]],
    ['addresses', [{ StreetAddress: '1 Road', PostalCode: 'N1' }]],
  )
  expect(await describe()).toMatchObject({
    UserName: 'All',
    DisplayName: 'All of it',
    Title: 'Dr',
    Name: { GivenName: 'all', FamilyName: 'Example', MiddleName: 'M', Formatted: 'A M Example' },
    PhoneNumbers: [{ Value: '+44 20', Type: 'work', Primary: true }],
    Addresses: [{ StreetAddress: '1 Road', PostalCode: 'N1' }],
  })
})

test('members of documents may be written in lower case, as Terraform writes them', async () => {
  const { UserId, update, describe } = await updater('terraform')
  await update(['emails', [{ value: 'tf@example.com', type: 'work', primary: true }]], ['name', { givenName: 'T', familyName: 'F' }])
  expect(await describe()).toMatchObject({
    Emails: [{ Value: 'tf@example.com', Type: 'work', Primary: true }],
    Name: { GivenName: 'T', FamilyName: 'F' },
  })
  expect(await findUserByEmail(stage.admin, identityStoreId, 'TF@example.com')).toMatchObject({ userId: UserId })
})

test('no value, and null, remove an attribute; an e-mail address that is gone finds nobody and is free', async () => {
  const { update, describe } = await updater('removed')
  await update(['emails'], ['displayName', null], ['name.givenName', null])
  const described = await describe()
  expect(described).not.toHaveProperty('Emails')
  expect(described).not.toHaveProperty('DisplayName')
  expect(described.Name).toEqual({ FamilyName: 'Example' })
  expect(await findUserByEmail(stage.admin, identityStoreId, 'removed@example.com')).toBeUndefined()
  await createPerson(stage.admin, 'heir', 'removed@example.com')
})

test.each<[string, unknown]>([
  ['emails', 'no list'],
  ['emails', [null]],
  ['emails', [{ Value: 7 }]],
  ['emails', [{ Value: 'a@example.com' }, { Value: 'b@example.com' }]],
  ['name', 'Ada'],
  ['name', { GivenName: ['Ada'] }],
  ['title', 7],
  ['title', 'nul\0'],
  ['displayName', ''],
  ['userName', 'a'.repeat(129)],
  ['userName', null],
  ['givenName', 'Ada'],
  ['name.givenName.more', 'Ada'],
  ['emails.value', 'a@example.com'],
  ['identityStoreId', 'd-0000000000'],
  ['userStatus', 'DISABLED'],
  ['constructor', 'x'],
])('%s cannot become %j, and nothing of such a request is done', async (path, value) => {
  const { update, describe } = await updater(`bad-${path.replace(/\W/g, '')}-${JSON.stringify(value).length}`)
  const before = await describe()
  await expect(update(['nickName', 'changed'], [path, value])).rejects.toMatchObject({ code: 'ValidationException' })
  expect(await describe()).toEqual(before)
})

test('changes of one user that come together all stay', async () => {
  const { update, describe } = await updater('together')
  await Promise.all([update(['title', 'Dr']), update(['nickName', 'T']), update(['locale', 'de']), update(['timezone', 'UTC'])])
  expect(await describe()).toMatchObject({ Title: 'Dr', NickName: 'T', Locale: 'de', Timezone: 'UTC' })
})

test('names in any script are found as they were given', async () => {
  const userId = await createPerson(stage.admin, 'Élodie', 'elodie@example.com')
  const groupId = await createGroup(stage.admin, 'ÖFFENTLICH')
  expect(await findUserByName(stage.admin, identityStoreId, 'Élodie')).toMatchObject({ userId })
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'ÖFFENTLICH' } }
  expect(await identityStore.GetGroupId(stage.admin, { ...store, AlternateIdentifier })).toMatchObject({ GroupId: groupId })
  const Filters = [{ AttributePath: 'UserName', AttributeValue: 'Élodie' }]
  expect((await identityStore.ListUsers(stage.admin, { ...store, Filters })).Users).toHaveLength(1)
})

test('an alternate identifier is one text, of an attribute that names one', async () => {
  const ask = (AlternateIdentifier: object) => identityStore.GetUserId(stage.admin, { ...store, AlternateIdentifier })
  const unique = (AttributePath: string, AttributeValue: unknown) => ({ UniqueAttribute: { AttributePath, AttributeValue } })
  const external = { ExternalId: { Issuer: 'i', Id: 'x' } }
  for (const bad of [
    {},
    unique('userName', 7),
    unique('userName', 'a\0'),
    unique('title', 'x'),
    { ...unique('userName', 'x'), ...external },
  ])
    await expect(ask(bad)).rejects.toMatchObject({ code: 'ValidationException' })
  await expect(ask(external)).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
})

test('groups and memberships that are not there are said so by every operation on them', async () => {
  const UserId = await createPerson(stage.admin, 'alone')
  const GroupId = '1234567890-00000000-0000-0000-0000-000000000000'
  const [MemberId, MembershipId] = [{ UserId }, GroupId]
  const Operations = [{ AttributePath: 'description', AttributeValue: 'x' }]
  const missing = (ResourceType: string) => ({ code: 'ResourceNotFoundException', fields: { ResourceType } })
  const { admin } = stage
  await expect(identityStore.DescribeGroup(admin, { ...store, GroupId })).rejects.toMatchObject(missing('GROUP'))
  await expect(identityStore.UpdateGroup(admin, { ...store, GroupId, Operations })).rejects.toMatchObject(missing('GROUP'))
  await expect(identityStore.DeleteGroup(admin, { ...store, GroupId })).rejects.toMatchObject(missing('GROUP'))
  await expect(identityStore.ListGroupMemberships(admin, { ...store, GroupId })).rejects.toMatchObject(missing('GROUP'))
  await expect(identityStore.GetGroupMembershipId(admin, { ...store, GroupId, MemberId })).rejects.toMatchObject(
    missing('GROUP_MEMBERSHIP'),
  )
  await expect(identityStore.DeleteGroupMembership(admin, { ...store, MembershipId })).rejects.toMatchObject(missing('GROUP_MEMBERSHIP'))
  const nobody = { MemberId: { UserId: GroupId } }
  await expect(identityStore.ListGroupMembershipsForMember(admin, { ...store, ...nobody })).rejects.toMatchObject(missing('USER'))
  await expect(identityStore.IsMemberInGroups(admin, { ...store, ...nobody, GroupIds: [GroupId] })).rejects.toMatchObject(missing('USER'))
  await expect(identityStore.UpdateUser(admin, { ...store, UserId: GroupId, Operations })).rejects.toMatchObject(missing('USER'))
})

test('every operation on the store is denied to an account that does not own it', async () => {
  const input = { ...store, UserId: 'u', GroupId: 'g', MembershipId: 'm', MemberId: { UserId: 'u' }, GroupIds: [], Operations: [] }
  const outsider = stage.as(outsiderAccountId)
  for (const [name, operation] of Object.entries(identityStore))
    await expect(operation(outsider, input as never), name).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('groups come in pages, and a token of one list is none of another', async () => {
  for (const name of ['page-1', 'page-2', 'page-3']) await createGroup(stage.admin, name)
  const { NextToken } = await identityStore.ListGroups(stage.admin, { ...store, MaxResults: 2 })
  const rest = await identityStore.ListGroups(stage.admin, { ...store, MaxResults: 100, NextToken })
  expect(rest.Groups.map(({ DisplayName }) => DisplayName)).toHaveLength(2)
  await expect(identityStore.ListUsers(stage.admin, { ...store, NextToken })).rejects.toMatchObject({ code: 'ValidationException' })
})
