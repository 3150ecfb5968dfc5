import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScimStage, type ScimStage } from './scim-stage.ts'

let stage: ScimStage
let people: string[]

beforeAll(async () => {
  stage = await createScimStage()
  const created = await Promise.all(['ada', 'bob', 'cyd'].map((name) => stage.send('POST', '/Users', stage.user(name))))
  people = created.map(({ body }) => body.id)
})
afterAll(() => stage?.stop())

const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group']
const create = async (displayName: string, more: object = {}) =>
  (await stage.send('POST', '/Groups', { schemas, displayName, ...more })).body
const membersOf = async (id: string): Promise<string[]> =>
  (await stage.send('GET', `/Groups/${id}`)).body.members.map(({ value }: { value: string }) => value).sort()
const refs = (...indexes: number[]) => indexes.map((index) => ({ value: people[index] }))
const sorted = (...indexes: number[]) => indexes.map((index) => people[index] ?? '').sort()

test('Okta: a group is created, members are added and removed by filter, and all are replaced', async () => {
  const { id } = await create('Okta group', { members: [] })
  await stage.patch(`/Groups/${id}`, { op: 'add', path: 'members', value: refs(0, 1) })
  expect(await membersOf(id)).toEqual(sorted(0, 1))
  const removed = await stage.patch(`/Groups/${id}`, { op: 'remove', path: `members[value eq "${people[0]}"]` })
  expect([removed.status, await membersOf(id)]).toEqual([204, sorted(1)])
  await stage.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: refs(0, 2) })
  expect(await membersOf(id)).toEqual(sorted(0, 2))
  await stage.patch(`/Groups/${id}`, { op: 'replace', value: { id, displayName: 'Okta renamed' } })
  expect((await stage.send('GET', `/Groups/${id}`)).body.displayName).toBe('Okta renamed')
  await stage.send('PUT', `/Groups/${id}`, { schemas, id, displayName: 'Okta renamed', members: refs(1) })
  expect(await membersOf(id)).toEqual(sorted(1))
})

test('Entra ID: a group is found without its members, members come and go one by one, and one is asked for', async () => {
  const { id } = await create('Entra group', { externalId: 'group-oid' })
  const found = await stage.find('Groups', 'displayName eq "entra GROUP"', '&excludedAttributes=members')
  expect(found.body.Resources).toMatchObject([{ id, externalId: 'group-oid' }])
  await stage.patch(`/Groups/${id}`, { op: 'Add', path: 'members', value: refs(0) }, { op: 'Add', path: 'members', value: refs(1) })
  expect((await stage.find('Groups', `id eq "${id}" and members eq "${people[1]}"`)).body.totalResults).toBe(1)
  await stage.patch(`/Groups/${id}`, { op: 'Remove', path: 'members', value: refs(1) })
  expect((await stage.find('Groups', `id eq "${id}" and members[value eq "${people[1]}"]`)).body.totalResults).toBe(0)
  expect(await membersOf(id)).toEqual(sorted(0))
  expect((await stage.send('GET', `/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty('members')
})

test('the operations of a patch count one after the other, and a member is one however often added', async () => {
  const { id } = await create('Ordered', { members: refs(0) })
  await stage.patch(
    `/Groups/${id}`,
    { op: 'remove', path: 'members' },
    { op: 'add', path: 'members', value: [...refs(1), ...refs(1)] },
    { op: 'add', path: 'members', value: refs(2) },
    { op: 'remove', path: 'members', value: refs(1) },
  )
  expect(await membersOf(id)).toEqual(sorted(2))
  await stage.patch(`/Groups/${id}`, { op: 'add', path: 'members', value: refs(2) })
  expect(await membersOf(id)).toEqual(sorted(2))
})

test('a group with an unknown member, a name that is taken or a group inside is refused as a whole', async () => {
  const { id } = await create('Whole', { members: refs(0) })
  const stranger = await stage.patch(
    `/Groups/${id}`,
    { op: 'replace', path: 'displayName', value: 'Half' },
    { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
  )
  expect([stranger.status, stranger.body.scimType]).toEqual([400, 'invalidValue'])
  expect([(await stage.send('GET', `/Groups/${id}`)).body.displayName, await membersOf(id)]).toEqual(['Whole', sorted(0)])
  expect((await stage.send('POST', '/Groups', { schemas, displayName: 'whole' })).status).toBe(409)
  expect((await stage.send('POST', '/Groups', { schemas, displayName: 'Nest', members: [{ value: id, type: 'Group' }] })).status).toBe(400)
})

test('a deleted group is gone', async () => {
  const { id } = await create('Gone', { members: refs(0) })
  expect([(await stage.send('DELETE', `/Groups/${id}`)).status, (await stage.send('GET', `/Groups/${id}`)).status]).toEqual([204, 404])
  expect((await stage.send('DELETE', `/Groups/${id}`)).status).toBe(404)
})
