import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOneTimePassword } from '../../src/portal/passwords.ts'
import { createPortalStage, type PortalStage, password, sameOrigin, sessionCookie } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

test('a new password ends every session of the person, on other machines too, and begins one under a new cookie', async () => {
  const [here, elsewhere] = [await stage.enter(), await stage.enter()]
  const changed = await stage.changePassword(here, { currentPassword: password, password: 'Another-horse-8' })
  const cookie = `${sessionCookie}=${changed.cookies[0]?.value}`
  const statuses = await Promise.all([here, elsewhere, cookie].map(async (each) => (await stage.me(each)).statusCode))
  expect(statuses).toEqual([401, 401, 200])
  expect([(await stage.signIn('ada', password)).statusCode, (await stage.signIn('ada', 'Another-horse-8')).statusCode]).toEqual([401, 200])
})

test('a one-time password ends the sessions of the person and cannot be chosen again, not even when it is over', async () => {
  const before = await stage.enter()
  const { password: oneTime } = await createOneTimePassword(stage.context, 'u-ada')
  expect((await stage.me(before)).statusCode).toBe(401)
  stage.clock.advance(7 * 24 * 3_600_000 - 60_000)
  const cookie = await stage.enter('ada', oneTime)
  stage.clock.advance(120_000)
  const again = await stage.post('/new-password', { password: oneTime }, { ...sameOrigin, cookie })
  expect([again.statusCode, again.json().error.field]).toEqual([400, 'password'])
})

test('no sign-in with the old password outlives its reset, however many are under way', async () => {
  const signIns = Array.from({ length: 12 }, (_, index) => stage.signIn('ada', password, { 'x-test-address': `198.51.100.${index}` }))
  const [reset, ...answers] = await Promise.all([createOneTimePassword(stage.context, 'u-ada'), ...signIns])
  const cookies = answers.flatMap(({ cookies }) => cookies.map(({ value }) => `${sessionCookie}=${value}`))
  const statuses = await Promise.all(cookies.map(async (cookie) => (await stage.me(cookie)).statusCode))
  expect(statuses.filter((status) => status !== 401)).toEqual([])
  expect((await stage.signIn('ada', reset.password, { 'x-test-address': '203.0.113.77' })).statusCode).toBeOneOf([200, 429])
})

test('a password is replaced only by who knows the present one', async () => {
  const cookie = await stage.enter()
  const refused = await stage.changePassword(cookie, { currentPassword: 'Wrong-horse-7', password: 'Another-horse-8' })
  expect([refused.statusCode, refused.json().error.field]).toEqual([400, 'currentPassword'])
  expect((await stage.me(cookie)).statusCode).toBe(200)
})

test('the first password cannot be chosen in a session that needs none', async () => {
  const cookie = await stage.enter()
  expect((await stage.post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie })).statusCode).toBe(400)
  expect((await stage.signIn('ada', password)).statusCode).toBe(200)
})

test('what is kept of a session cannot be used to enter', async () => {
  const cookie = await stage.enter()
  const value = cookie.split('=')[1] ?? ''
  const { rows } = await sql<{ id_hash: string }>`select * from portal.sessions`.execute(stage.context.db)
  expect(JSON.stringify(rows)).not.toContain(value)
  expect((await stage.me(`${sessionCookie}=${rows[0]?.id_hash}`)).statusCode).toBe(401)
})

test('sessions that are over are cleared away when the next begins', async () => {
  await stage.enter()
  stage.clock.advance(8 * 3_600_000)
  await stage.enter()
  const { rows } = await sql`select * from portal.sessions`.execute(stage.context.db)
  expect(rows).toHaveLength(1)
})

test.each(['', `${sessionCookie}=`, `${sessionCookie}=made-up`, `${sessionCookie}=%00`, `${sessionCookie}=${'x'.repeat(3_000)}`])(
  'the cookie "%.40s" is nobody’s',
  async (cookie) => {
    const answer = await stage.me(cookie)
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'NotSignedIn'])
    expect((await stage.get('/accounts', cookie)).statusCode).toBe(401)
    expect((await stage.post('/new-password', { password: 'Another-horse-8' }, { ...sameOrigin, cookie })).statusCode).toBe(401)
    expect((await stage.post('/sign-out', {}, { ...sameOrigin, cookie })).statusCode).toBe(200)
  },
)

test('answers about a person are kept by no cache', async () => {
  const cookie = await stage.enter()
  for (const answer of [await stage.me(cookie), await stage.get('/accounts', cookie), await stage.me('')])
    expect(answer.headers['cache-control']).toBe('no-store')
})

test('accounts come in pages that together hold each once, searched when asked', async () => {
  const cookie = await stage.enter()
  const names: string[] = []
  let next: string | undefined
  do {
    const page = (await stage.get(`/accounts?limit=2${next ? `&after=${next}` : ''}`, cookie)).json()
    expect(page.accounts.length).toBeLessThanOrEqual(2)
    names.push(...page.accounts.map(({ name }: { name: string }) => name))
    next = page.next
  } while (next)
  expect(names).toEqual(['five', 'four', 'one', 'three', 'two'])
  const found = (await stage.get('/accounts?search=t', cookie)).json()
  expect(found.accounts.map(({ name }: { name: string }) => name)).toEqual(['three', 'two'])
})

test('a page token serves the list that it is of and no other', async () => {
  const cookie = await stage.enter()
  const { next } = (await stage.get('/accounts?limit=2', cookie)).json()
  for (const query of [
    `limit=2&search=t&after=${next}`,
    'after=made-up',
    `limit=2&after=${next.slice(0, 8)}${next[8] === 'A' ? 'B' : 'A'}${next.slice(9)}`,
  ]) {
    const answer = await stage.get(`/accounts?${query}`, cookie)
    expect([query, answer.statusCode, answer.json().error.field]).toEqual([query, 400, 'after'])
  }
})

test.each(['limit=0', 'limit=201', 'limit=x', `search=${'a'.repeat(201)}`, 'search=%00', 'more=1', 'after=%00'])(
  'accounts are not listed for the query %.30s',
  async (query) => {
    const answer = await stage.get(`/accounts?${query}`, await stage.enter())
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'ValidationException'])
  },
)

test.each([
  ['/sign-in', { userName: 'ada\0', password }],
  ['/sign-in', { userName: ['ada'], password }],
  ['/sign-in', []],
  ['/sign-in', 'no json'],
  ['/new-password', {}],
  ['/credentials', { accountId: '111122223330', roleName: 'Reader\0' }],
  ['/credentials', { accountId: '111122223330', roleName: 'r'.repeat(65) }],
])('%s answers malformed input with a fault of the caller: %j', async (path, payload) => {
  const headers = { ...sameOrigin, cookie: await stage.enter(), 'content-type': 'application/json' }
  const answer = await stage.post(path, payload, headers)
  expect(answer.statusCode).toBe(400)
  expect(answer.json().error.message).not.toBe('')
})

test('a body that is far too large is not read', async () => {
  const answer = await stage.post('/sign-in', { userName: 'ada', password: 'p'.repeat(2_000_000) })
  expect(answer.statusCode).toBe(413)
})
