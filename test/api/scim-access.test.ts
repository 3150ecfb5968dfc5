import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScimStage, type ScimStage } from './scim-stage.ts'

let stage: ScimStage

beforeAll(async () => {
  stage = await createScimStage()
})
afterAll(() => stage?.stop())

test.each([
  ['a wrong token', 'Bearer afs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['no token', undefined],
  ['a password', 'Basic YWRtaW46eA=='],
  ['an empty token', 'Bearer '],
])('with %s nothing is told', async (_, authorization) => {
  for (const path of ['/Users', '/Groups', '/ServiceProviderConfig', '/nothing']) {
    const response = await fetch(`${stage.url}/scim/v2${path}`, { headers: authorization ? { authorization } : {} })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="SCIM"'])
  }
})

test('the session of an administrator is no token', async () => {
  const response = await stage.administrator.visitor.fetch(`${stage.url}/scim/v2/Users`, { headers: { 'sec-fetch-site': 'same-origin' } })
  expect(response.status).toBe(401)
})

test('there are two tokens at most, so that one replaces the other without a gap; a deleted one is dead at once', async () => {
  const second = await stage.administrator.call('POST', '/scim-tokens', {})
  expect((await stage.administrator.send('POST', '/scim-tokens', {})).status).toBe(409)
  const status = async (token: string) => (await stage.send('GET', '/Users?count=1', undefined, token)).status
  expect([await status(stage.token), await status(second.token)]).toEqual([200, 200])
  const { tokens, endpoint } = await stage.administrator.call('GET', '/scim-tokens')
  expect([endpoint, tokens.length]).toEqual([`${stage.url}/scim/v2`, 2])
  expect(JSON.stringify(tokens)).not.toContain(second.token)
  await stage.administrator.call('DELETE', `/scim-tokens/${second.id}`)
  expect([await status(stage.token), await status(second.token)]).toEqual([200, 401])
})

test('of many that are made at the same moment, no more are made than there may be', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => stage.administrator.send('POST', '/scim-tokens', {})))
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1)
})

test('what the service is able to do is what it says', async () => {
  expect((await stage.send('GET', '/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 100 },
  })
  const types = (await stage.send('GET', '/ResourceTypes')).body
  expect(types.Resources.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual(['/Users', '/Groups'])
  const { body } = await stage.send('GET', '/Schemas')
  expect(body.totalResults).toBe(3)
  expect((await stage.send('GET', `/Schemas/${body.Resources[0].id}`)).body.name).toBe('User')
})

test('an address that there is not, a method that is not offered and a body too large are refused in SCIM’s form', async () => {
  const answers = [
    await stage.send('GET', '/Robots'),
    await stage.send('POST', '/Bulk', {}),
    await stage.send('DELETE', '/Users'),
    await stage.send('POST', '/Users', { userName: 'x'.repeat(2_000_000) }),
  ]
  expect(answers.map(({ status, body }) => [status, body.schemas?.[0]])).toEqual(
    [404, 404, 404, 413].map((status) => [status, 'urn:ietf:params:scim:api:messages:2.0:Error']),
  )
})

test('what a provider does stands on the trail with the token’s name, and what it says of people does not', async () => {
  const { body } = await stage.send('POST', '/Users', stage.user('trailed', { title: 'A secret title' }))
  await stage.patch(`/Users/${body.id}`, { op: 'replace', path: 'active', value: false })
  const [event] = (await stage.events('PatchUser')).filter(({ eventSource }) => eventSource === 'identitystore-scim.amazonaws.com')
  expect(event).toMatchObject({ requestParameters: { userId: body.id }, userIdentity: { userName: stage.tokenId } })
  const [created] = (await stage.events('CreateUser')).filter(({ eventSource }) => eventSource === 'identitystore-scim.amazonaws.com')
  expect(JSON.stringify(created)).not.toMatch(/secret title|trailed@/)
  expect(JSON.stringify(await stage.events('CreateScimToken'))).not.toContain(stage.token)
})
