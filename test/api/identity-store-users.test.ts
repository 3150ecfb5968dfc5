import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUserByEmail, findUserByName } from '../../src/services/identity-store/index.ts'
import { createIdentityCenterStage, createPerson, identityStore, identityStoreId } from './identity-center-stage.ts'
import { allPages, outsiderAccountId, type Stage } from './organizations-stage.ts'

let stage: Stage
const store = { IdentityStoreId: identityStoreId }

beforeAll(async () => {
  stage = await createIdentityCenterStage()
})
afterAll(() => stage.close())

test('a user is described with all attributes as given and the ids of its store', async () => {
  const given = {
    UserName: 'Ada',
    DisplayName: 'Ada Lovelace',
    Name: { GivenName: 'Ada', FamilyName: 'Lovelace', HonorificPrefix: 'Lady' },
    Emails: [{ Value: 'Ada@Example.com', Type: 'work', Primary: true }],
    PhoneNumbers: [{ Value: '+44 20', Type: 'work' }],
    Addresses: [{ Locality: 'London', Primary: true }],
    Timezone: 'Europe/London',
  }
  const { UserId } = await identityStore.CreateUser(stage.admin, { ...store, ...given })
  expect(UserId).toMatch(/^1234567890-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(await identityStore.DescribeUser(stage.admin, { ...store, UserId })).toMatchObject({
    ...store,
    ...given,
    UserId,
    UserStatus: 'ENABLED',
    CreatedAt: expect.any(Date),
    CreatedBy: stage.admin.caller.arn,
  })
})

test('user names and e-mail addresses are unique without regard to case, and found so', async () => {
  const userId = await createPerson(stage.admin, 'Grace', 'Grace.Hopper@example.com')
  const conflict = (message: string) => ({ code: 'ConflictException', message, fields: { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' } })
  await expect(createPerson(stage.admin, 'gRACE', 'other@example.com')).rejects.toMatchObject(conflict('Duplicate UserName'))
  await expect(createPerson(stage.admin, 'other', 'GRACE.hopper@example.com')).rejects.toMatchObject(conflict('Duplicate Emails'))
  const byName = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'GRACE' } }
  const byEmail = { UniqueAttribute: { AttributePath: 'emails.value', AttributeValue: 'grace.hopper@EXAMPLE.com' } }
  expect(await identityStore.GetUserId(stage.admin, { ...store, AlternateIdentifier: byName })).toEqual({ ...store, UserId: userId })
  expect(await identityStore.GetUserId(stage.admin, { ...store, AlternateIdentifier: byEmail })).toEqual({ ...store, UserId: userId })
  expect(await findUserByName(stage.admin, identityStoreId, 'grace')).toMatchObject({
    userId,
    email: 'Grace.Hopper@example.com',
    enabled: true,
  })
  expect(await findUserByEmail(stage.admin, identityStoreId, 'GRACE.HOPPER@example.com')).toMatchObject({ userId })
})

test('two people that come at the same moment with one address become one', async () => {
  const attempts = await Promise.allSettled(
    ['race-a', 'race-b', 'race-c'].map((name) => createPerson(stage.admin, name, 'race@example.com')),
  )
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const attempt of attempts) if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'ConflictException' })
})

test('a user without name, display name or given and family name is refused', async () => {
  const whole = { UserName: 'whole', DisplayName: 'Whole', Name: { GivenName: 'A', FamilyName: 'B' } }
  for (const missing of [{ UserName: undefined }, { DisplayName: undefined }, { Name: undefined }, { Name: { GivenName: 'A' } }])
    await expect(identityStore.CreateUser(stage.admin, { ...store, ...whole, ...missing })).rejects.toMatchObject({
      code: 'ValidationException',
    })
})

test('who or what does not exist is said with its kind and id', async () => {
  const UserId = '1234567890-00000000-0000-0000-0000-000000000000'
  const missing = { code: 'ResourceNotFoundException', fields: { ResourceType: 'USER', ResourceId: UserId } }
  await expect(identityStore.DescribeUser(stage.admin, { ...store, UserId })).rejects.toMatchObject(missing)
  await expect(identityStore.DeleteUser(stage.admin, { ...store, UserId })).rejects.toMatchObject(missing)
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'nobody' } }
  await expect(identityStore.GetUserId(stage.admin, { ...store, AlternateIdentifier })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    fields: { ResourceType: 'USER' },
  })
})

test('users are changed by attribute paths, removed values are gone, and uniqueness holds', async () => {
  const userId = await createPerson(stage.admin, 'change')
  await createPerson(stage.admin, 'taken')
  const update = (AttributePath: string, AttributeValue?: unknown) =>
    identityStore.UpdateUser(stage.admin, { ...store, UserId: userId, Operations: [{ AttributePath, AttributeValue }] })
  await update('name.givenName', 'Changed')
  await update('title', 'Engineer')
  await update('emails', [{ Value: 'new@example.com', Primary: true }])
  const changed = await identityStore.DescribeUser(stage.admin, { ...store, UserId: userId })
  expect(changed).toMatchObject({ Name: { GivenName: 'Changed', FamilyName: 'Example' }, Title: 'Engineer' })
  expect(await findUserByEmail(stage.admin, identityStoreId, 'new@example.com')).toMatchObject({ userId })
  await update('title')
  expect(await identityStore.DescribeUser(stage.admin, { ...store, UserId: userId })).not.toHaveProperty('Title')
  await expect(update('userName', 'TAKEN')).rejects.toMatchObject({ code: 'ConflictException' })
  await expect(update('userName')).rejects.toMatchObject({ code: 'ValidationException' })
  await expect(update('nonsense.path', 'x')).rejects.toMatchObject({ code: 'ValidationException' })
})

test('lists come in pages that together hold everybody once, and filters find one', async () => {
  for (const name of ['page-a', 'page-b', 'page-c']) await createPerson(stage.admin, name)
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await identityStore.ListUsers(stage.admin, { ...store, MaxResults: 2, NextToken })
    return { items: page.Users, nextToken: page.NextToken }
  })
  expect(pages).toBeGreaterThan(2)
  expect(new Set(items.map(({ UserId }) => UserId)).size).toBe(items.length)
  expect(items.map(({ UserName }) => UserName)).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']))
  const Filters = [{ AttributePath: 'UserName', AttributeValue: 'PAGE-b' }]
  const { Users } = await identityStore.ListUsers(stage.admin, { ...store, Filters })
  expect(Users.map(({ UserName }) => UserName)).toEqual(['page-b'])
  await expect(identityStore.ListUsers(stage.admin, { ...store, NextToken: 'made-up' })).rejects.toMatchObject({
    code: 'ValidationException',
  })
  await expect(
    identityStore.ListUsers(stage.admin, { ...store, Filters: [{ AttributePath: 'Title', AttributeValue: 'x' }] }),
  ).rejects.toMatchObject({ code: 'ValidationException' })
})

test('another account has no access to the store, nor to one that does not exist', async () => {
  const outsider = stage.as(outsiderAccountId)
  await expect(identityStore.ListUsers(outsider, store)).rejects.toMatchObject({ code: 'AccessDeniedException' })
  await expect(createPerson(outsider, 'intruder')).rejects.toMatchObject({ code: 'AccessDeniedException' })
  await expect(identityStore.ListUsers(stage.admin, { IdentityStoreId: 'd-0000000000' })).rejects.toMatchObject({
    code: 'AccessDeniedException',
  })
})
