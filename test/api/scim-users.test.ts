import { DescribeUserCommand, GetUserIdCommand } from '@aws-sdk/client-identitystore'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sameOrigin } from './external-stage.ts'
import { createScimStage, type ScimStage } from './scim-stage.ts'

let stage: ScimStage

beforeAll(async () => {
  stage = await createScimStage()
  for (const number of [1, 2, 3, 4, 5])
    await stage.send('POST', '/Users', stage.user(`page-0${number}`, { active: number !== 5, externalId: number === 1 ? 'page-ext' : '' }))
})
afterAll(() => stage?.stop())

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

test('Okta: a user is looked for, created, read, replaced and deactivated', async () => {
  expect((await stage.find('Users', 'userName eq "okta"', '&startIndex=1&count=100')).body).toMatchObject({
    totalResults: 0,
    Resources: [],
  })
  const created = await stage.send('POST', '/Users', stage.user('okta', { externalId: '00u1', locale: 'en-US', groups: [], password: 'x' }))
  expect([created.status, created.type]).toEqual([201, 'application/scim+json; charset=utf-8'])
  const { id, meta } = created.body
  expect(created.body).toMatchObject({ userName: 'okta', externalId: '00u1', active: true, meta: { resourceType: 'User' } })
  expect(created.body).not.toHaveProperty('password')
  expect(meta.location).toBe(`${stage.url}/scim/v2/Users/${id}`)
  const changed = { ...created.body, name: { givenName: 'Other', familyName: 'Name' }, locale: undefined }
  expect((await stage.send('PUT', `/Users/${id}`, changed)).body).toMatchObject({ name: { givenName: 'Other' } })
  const deactivated = await stage.patch(`/Users/${id}`, { op: 'replace', value: { active: false } })
  expect([deactivated.status, deactivated.body.active, deactivated.body.name.givenName]).toEqual([200, false, 'Other'])
  const read = (await stage.send('GET', `/Users/${id}`)).body
  expect([read.active, 'locale' in read]).toEqual([false, false])
})

test('Entra ID: its capital operations, texts for true, paths with filters and extensions are understood', async () => {
  const { body } = await stage.send('POST', '/Users', {
    ...stage.user('entra'),
    externalId: 'oid-1',
    [enterprise]: { department: 'Research', employeeNumber: '7' },
  })
  const changed = await stage.patch(
    `/Users/${body.id}`,
    { op: 'Replace', path: 'active', value: 'False' },
    { op: 'Add', path: 'emails[type eq "work"].value', value: 'entra-2@example.org' },
    { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 1' },
    { op: 'Replace', path: 'name.familyName', value: 'Changed' },
    { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
    { op: 'Add', path: `${enterprise}:manager`, value: 'oid-9' },
    { op: 'Replace', value: { 'name.givenName': 'Dotted', displayName: 'Dotted Changed' } },
    { op: 'Remove', path: 'title' },
  )
  expect([changed.status, changed.body]).toMatchObject([
    200,
    {
      active: false,
      displayName: 'Dotted Changed',
      emails: [{ value: 'entra-2@example.org', type: 'work', primary: true }],
      phoneNumbers: [{ value: '+49 1', type: 'mobile' }],
      name: { givenName: 'Dotted', familyName: 'Changed' },
      [enterprise]: { department: 'Sales', employeeNumber: '7', manager: { value: 'oid-9' } },
    },
  ])
  expect((await stage.find('Users', 'externalId eq "oid-1"')).body.Resources.map(({ id }: { id: string }) => id)).toEqual([body.id])
  expect((await stage.send('GET', '/Users/none')).status).toBe(404)
})

test('what SCIM wrote is what AWS’s own API reads, external id included', async () => {
  const { body } = await stage.send('POST', '/Users', stage.user('both', { externalId: 'ext-both', nickName: 'B' }))
  const store = { IdentityStoreId: stage.identityStoreId }
  const ExternalId = { Issuer: 'scim', Id: 'ext-both' }
  expect((await stage.store.send(new GetUserIdCommand({ ...store, AlternateIdentifier: { ExternalId } }))).UserId).toBe(body.id)
  const read = await stage.store.send(new DescribeUserCommand({ ...store, UserId: body.id }))
  expect(read).toMatchObject({ UserName: 'both', NickName: 'B', ExternalIds: [ExternalId], Name: { GivenName: 'Given' } })
})

test('a deactivated person is out at once and stays out of the sessions they had', async () => {
  const { body } = await stage.send('POST', '/Users', stage.user('leaver'))
  const { password } = await stage.administrator.call('POST', `/users/${body.id}/one-time-password`, {})
  const signIn = async () => {
    const options = { method: 'POST', headers: sameOrigin, body: JSON.stringify({ userName: 'leaver', password }) }
    const response = await fetch(`${stage.url}/api/portal/sign-in`, options)
    return { status: response.status, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
  }
  const { cookie } = await signIn()
  const stateOf = async () => {
    const me = (await (await fetch(`${stage.url}/api/portal/me`, { headers: { cookie } })).json()) as { error: { code: string } }
    return me.error.code
  }
  expect(await stateOf()).toBe('NewPasswordRequired')
  await stage.patch(`/Users/${body.id}`, { op: 'replace', path: 'active', value: false })
  expect([await stateOf(), (await signIn()).status]).toEqual(['NotSignedIn', 401])
  await stage.patch(`/Users/${body.id}`, { op: 'replace', path: 'active', value: true })
  expect([await stateOf(), (await signIn()).status]).toEqual(['NotSignedIn', 200])
  expect((await stage.send('DELETE', `/Users/${body.id}`)).status).toBe(204)
  expect([(await stage.send('GET', `/Users/${body.id}`)).status, (await signIn()).status]).toEqual([404, 401])
})

test('what is taken already is refused as taken, whoever has it', async () => {
  const [one, two] = await Promise.all(
    ['first', 'second'].map((name) => stage.send('POST', '/Users', stage.user(name, { externalId: `x-${name}` }))),
  )
  const taken = [
    await stage.send('POST', '/Users', stage.user('FIRST', { emails: [] })),
    await stage.send('POST', '/Users', stage.user('third', { emails: [{ value: 'first@example.org' }] })),
    await stage.send('POST', '/Users', stage.user('fourth', { externalId: 'x-first' })),
    await stage.patch(`/Users/${two?.body.id}`, { op: 'replace', value: { userName: 'first' } }),
  ]
  expect(taken.map(({ status, body }) => [status, body.scimType, body.schemas])).toEqual(
    Array(4).fill([409, 'uniqueness', ['urn:ietf:params:scim:api:messages:2.0:Error']]),
  )
  expect((await stage.find('Users', 'userName eq "fourth"')).body.totalResults).toBe(0)
  expect((await stage.send('GET', `/Users/${one?.body.id}`)).status).toBe(200)
})

test.each([
  ['userName eq "PAGE-03"', ['page-03']],
  ['userName sw "page-" and active eq false', ['page-05']],
  ['userName sw "page-" and not (userName ew "1" or userName co "ge-02") and active eq true', ['page-03', 'page-04']],
  ['emails[type eq "work"].value eq "page-02@example.org"', ['page-02']],
  ['emails[type eq "work" and value eq "page-02@example.org"]', ['page-02']],
  ['emails.value eq "page-04@example.org"', ['page-04']],
  ['userName sw "page-" and externalId pr', ['page-01']],
  ['externalId eq "PAGE-EXT"', []],
  ['userName eq "x\\" or userName sw \\"page-"', []],
  ['name.familyName eq "family" and userName eq "page-01"', ['page-01']],
])('the filter %s finds %j', async (filter, expected) => {
  const { status, body } = await stage.find('Users', filter)
  expect([status, body.Resources.map(({ userName }: { userName: string }) => userName).sort()]).toEqual([200, expected])
})

test('pages by number hold every user once', async () => {
  const seen: string[] = []
  for (let startIndex = 1; startIndex <= 5; startIndex += 2) {
    const { body } = await stage.find('Users', 'userName sw "page-"', `&startIndex=${startIndex}&count=2`)
    expect(body).toMatchObject({ totalResults: 5, startIndex })
    seen.push(...body.Resources.map(({ userName }: { userName: string }) => userName))
  }
  expect(seen.sort()).toEqual(['page-01', 'page-02', 'page-03', 'page-04', 'page-05'])
  expect((await stage.find('Users', 'userName sw "page-"', '&count=0')).body).toMatchObject({ totalResults: 5, Resources: [] })
  expect((await stage.find('Users', 'userName sw "page-"', '&startIndex=-3&count=-1')).body).toMatchObject({
    startIndex: 1,
    itemsPerPage: 0,
  })
})

test.each([
  ['a name alone', 'userName'],
  ['an unknown operator', 'userName like "x"'],
  ['no value', 'userName eq '],
  ['an open bracket', '(userName eq "x"'],
  ['half an or', 'userName eq "x" or'],
  ['an unknown attribute', 'shoeSize eq 44'],
  ['a text for a name', '"userName" eq "x"'],
  ['other quotation marks', "userName eq 'x'; drop table users"],
  ['fifty brackets', `${'('.repeat(50)}userName eq "x"${')'.repeat(50)}`],
  ['sixty comparisons', Array(60).fill('userName eq "x"').join(' or ')],
  ['three thousand characters', `userName eq "${'x'.repeat(3_000)}"`],
  ['a text for a flag', 'active eq "maybe"'],
  ['a word for a time', 'meta.created gt "yesterday"'],
])('a filter with %s is refused', async (_, filter) => {
  const { status, body } = await stage.find('Users', filter)
  expect([status, body.scimType, body.status]).toEqual([400, expect.stringMatching(/^invalid(Filter|Value)$/), '400'])
})

test.each([
  ['a path that there is not', [{ op: 'replace', path: 'shoeSize', value: 1 }], 'invalidPath'],
  ['a path that cannot be read', [{ op: 'replace', path: 'emails[type eq', value: 1 }], 'invalidPath'],
  ['a removal of nothing', [{ op: 'remove' }], 'noTarget'],
  ['an operation that there is not', [{ op: 'move', path: 'title' }], 'invalidSyntax'],
  ['no operation', [], 'invalidSyntax'],
  ['a removal of the user name', [{ op: 'remove', path: 'userName' }], 'invalidValue'],
  ['a number for a name', [{ op: 'replace', path: 'displayName', value: 7 }], 'invalidValue'],
  ['a word for active', [{ op: 'replace', path: 'active', value: 'maybe' }], 'invalidValue'],
  ['a name beyond its length', [{ op: 'replace', path: 'userName', value: 'x'.repeat(129) }], 'invalidValue'],
  ['a NUL character', [{ op: 'replace', path: 'title', value: 'a\0b' }], 'invalidValue'],
  ['a prototype', [{ op: 'add', path: '__proto__.admin', value: true }], 'invalidPath'],
])('a patch with %s is refused and changes nothing', async (what, operations, scimType) => {
  const { body: user } = await stage.send('POST', '/Users', stage.user(`patched-${what.replaceAll(' ', '-')}`, { emails: [] }))
  const first = { op: 'replace', path: 'nickName', value: 'changed' }
  const { status, body } = await stage.patch(`/Users/${user.id}`, ...(operations.length > 0 ? [first] : []), ...operations)
  expect([status, body.scimType]).toEqual([400, scimType])
  expect((await stage.send('GET', `/Users/${user.id}`)).body).toEqual(user)
})

test.each([
  ['no name', {}],
  ['an empty name', { userName: '' }],
  ['a list for a name', { userName: ['x'] }],
  ['a list', []],
  ['nothing', 'null'],
  ['what is not JSON', '{'],
])('a user of %s is refused', async (_, body) => {
  expect((await stage.send('POST', '/Users', body)).status).toBe(400)
})

test('people without a first, last or display name are taken all the same', async () => {
  const { status, body } = await stage.send('POST', '/Users', { userName: 'robot', active: 'true' })
  expect([status, body.displayName, body.name]).toEqual([201, 'robot', { givenName: 'robot', familyName: '-' }])
})

test('only the attributes that are asked for are given', async () => {
  const { body } = await stage.send('POST', '/Users', stage.user('few'))
  expect(Object.keys((await stage.send('GET', `/Users/${body.id}?attributes=userName,name.givenName`)).body).sort()).toEqual([
    'id',
    'name',
    'schemas',
    'userName',
  ])
  expect((await stage.send('GET', `/Users/${body.id}?excludedAttributes=emails`)).body).not.toHaveProperty('emails')
})
