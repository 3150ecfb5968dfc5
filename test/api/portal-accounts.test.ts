import { ListAccountsCommand, OrganizationsClient, TagResourceCommand } from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// The accounts that a person sees at the portal, over the real organization.

let server: TestServer
let cookie: string
let auditId: string

interface Page {
  readonly accounts: ReadonlyArray<{ accountId: string; name: string; organizationalUnit: string; tags: { key: string; value: string }[] }>
  readonly next?: string
}

const send = (method: string, path: string, as = cookie) =>
  fetch(`${server.url}/api/portal${path}`, { method, headers: { cookie: as, 'sec-fetch-site': 'same-origin' } })
const page = async (path: string): Promise<Page> => (await (await send('GET', path)).json()) as Page
const names = async (path: string): Promise<string[]> => (await page(path)).accounts.map(({ name }) => name)

beforeAll(async () => {
  server = await startTestServer()
  const signedIn = await fetch(`${server.url}/api/portal/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ userName: 'admin', password: administratorPassword }),
  })
  cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const organizations = new OrganizationsClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}))
  auditId = Accounts.find(({ Name }) => Name === 'Audit')?.Id ?? ''
  await organizations.send(new TagResourceCommand({ ResourceId: auditId, Tags: [{ Key: 'Team', Value: 'Blue_100' }] }))
})
afterAll(() => server.stop())

test.each([
  ['its name', 'audi', ['Audit']],
  ['the name of its OU', 'security', ['Audit', 'Log Archive']],
  ['a tag’s key', 'team', ['Audit']],
  ['a tag and a part of its value', 'team=blue', ['Audit']],
  ['a value with the signs of patterns', 'Team=Blue_100', ['Audit']],
  ['another value of the tag', 'team=red', []],
  ['a pattern', 'team=blue%', []],
])('an account is found by %s', async (_, search, expected) => {
  expect(await names(`/accounts?search=${encodeURIComponent(search)}`)).toEqual(expected)
})

test('an account says where it lies and which tags it has', async () => {
  const [audit] = (await page('/accounts?search=audit')).accounts
  expect(audit).toMatchObject({ organizationalUnit: 'Security', tags: [{ key: 'Team', value: 'Blue_100' }] })
})

test('favourites are kept for the person, the first one first, and taken away again', async () => {
  const { accounts } = await page('/accounts')
  const managementId = accounts.find(({ name }) => name === 'Management')?.accountId
  for (const id of [managementId, auditId, managementId]) expect((await send('PUT', `/favourites/${id}`)).status).toBe(200)
  expect(await names('/favourites')).toEqual(['Management', 'Audit'])
  await send('DELETE', `/favourites/${managementId}`)
  expect(await names('/favourites')).toEqual(['Audit'])
})

test('a starred account that one may not enter is not shown', async () => {
  await send('PUT', '/favourites/999999999999')
  expect(await names('/favourites')).toEqual(['Audit'])
})

test('favourites are bounded, and nobody’s without a session', async () => {
  for (let number = 0; number < 50; number++) await send('PUT', `/favourites/${String(100_000_000_000 + number)}`)
  const refused = await send('PUT', '/favourites/200000000000')
  expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([400, 'LimitExceededException'])
  expect((await send('PUT', `/favourites/${auditId}`, '')).status).toBe(401)
  expect((await send('PUT', '/favourites/x')).status).toBe(400)
})

test('who may launch is told in which role, and which product', async () => {
  const { role } = (await (await send('GET', '/launch-role')).json()) as { role: { roleName: string; productId: string } | null }
  expect(role).toMatchObject({
    roleName: expect.stringMatching(/^AWS(ServiceCatalog|AdministratorAccess)/),
    productId: expect.stringMatching(/^prod-/),
  })
})
