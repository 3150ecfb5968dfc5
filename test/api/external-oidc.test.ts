import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startOidcProvider, type TestOidcProvider } from '../harness/oidc-provider.ts'
import { Visitor } from '../harness/visitor.ts'
import { createExternalStage, type ExternalStage, sameOrigin } from './external-stage.ts'

let stage: ExternalStage
let idp: TestOidcProvider
let id: string
let configuration: Record<string, unknown>

const ada = { sub: 'ada-at-example', claims: { email: 'Ada@example.org', email_verified: true, preferred_username: 'ada', name: 'Ada L' } }

beforeAll(async () => {
  idp = await startOidcProvider()
  stage = await createExternalStage()
  await stage.createUser('ada', 'ada@example.org')
  const { issuer, clientId, clientSecret } = idp
  configuration = { kind: 'oidc', name: 'Example', matchClaim: 'email', matchAttribute: 'email', issuer, clientId, clientSecret }
  const created = await stage.administrator.call('POST', '/identity-providers', configuration)
  id = created.id
  idp.begin(created.redirectUri)
})
afterAll(async () => {
  await stage?.stop()
  await idp?.stop()
})
beforeEach(async () => {
  idp.person = ada
  await stage.administrator.call('PUT', `/identity-providers/${id}`, configuration)
})

/** The answer of the provider to a sign-in that began with these changes to the request. */
async function answerTo(change: (redirect: URL) => void = () => {}) {
  const signIn = stage.signInOf(id)
  const redirect = new URL(await signIn.start())
  change(redirect)
  return { ...signIn, answer: await signIn.answerAt(redirect.href) }
}

test('the sign-in page is told which providers there are', async () => {
  const options = await (await fetch(`${stage.url}/api/portal/sign-in-options`)).json()
  expect(options).toEqual({ passwordSignIn: 'everyone', providers: [{ id, name: 'Example' }] })
})

test('who signs in at the provider is the person with the verified address, and is asked nothing more', async () => {
  const signIn = stage.signInOf(id)
  const answer = await signIn.answerAt(await signIn.start({ return: '/console/catalog/products' }))
  expect(await signIn.bring(answer)).toBe('/console/catalog/products')
  expect(await signIn.me()).toMatchObject({ userName: 'ada' })
  const [event] = await stage.events('UserAuthentication')
  expect(event).toMatchObject({ userIdentity: { userName: 'ada' }, additionalEventData: { CredentialType: 'EXTERNAL_IDP' } })
})

test('the request carries PKCE, a nonce, a state and no secret', async () => {
  const { searchParams } = new URL(await stage.signInOf(id).start())
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    scope: 'openid email profile',
  })
  expect(searchParams.toString()).not.toContain(idp.clientSecret)
})

test.each([
  ['unknown', { sub: 'eve', claims: { email: 'eve@example.org', email_verified: true } }, 'unknown-person'],
  ['without a verified address', { sub: 'eve', claims: { email: 'ada@example.org', email_verified: false } }, 'failed'],
  ['without an address', { sub: 'eve', claims: {} }, 'failed'],
])('a person %s is refused', async (_, person, problem) => {
  idp.person = person
  const { answer, bring, me } = await answerTo()
  expect(await bring(answer)).toBe(`/start?problem=${problem}`)
  expect((await me()).error.code).toBe('NotSignedIn')
})

test('whom the provider does not sign in is told so', async () => {
  idp.person = undefined
  const { answer, bring } = await answerTo()
  expect(await bring(answer)).toBe('/start?problem=cancelled')
})

test('people are found by other claims and attributes where that is set', async () => {
  await stage.administrator.call('PUT', `/identity-providers/${id}`, {
    ...configuration,
    matchClaim: 'preferred_username',
    matchAttribute: 'userName',
  })
  idp.person = { sub: 'x', claims: { preferred_username: 'ADA' } }
  const { answer, bring, me } = await answerTo()
  expect([await bring(answer), (await me()).userName]).toEqual(['/start', 'ada'])
})

test('people unknown so far are created where that is set, with what the provider says of them', async () => {
  const created = { matchClaim: 'sub', matchAttribute: 'externalId', createUsers: true }
  await stage.administrator.call('PUT', `/identity-providers/${id}`, { ...configuration, ...created })
  idp.person = {
    sub: 'new-1',
    claims: { preferred_username: 'grace', name: 'Grace Hopper', email: 'grace@example.org', email_verified: true },
  }
  const first = await answerTo()
  await first.bring(first.answer)
  expect(await first.me()).toMatchObject({ userName: 'grace', displayName: 'Grace Hopper', email: 'grace@example.org' })
  const second = await answerTo()
  await second.bring(second.answer)
  expect((await second.me()).userId).toBe((await first.me()).userId)
  idp.person = { sub: 'new-2', claims: { preferred_username: 'ada' } }
  const taken = await answerTo()
  expect(await taken.bring(taken.answer)).toBe('/start?problem=unknown-person')
})

test('an answer is good once', async () => {
  const { answer, bring } = await answerTo()
  expect([await bring(answer), await bring(answer)]).toEqual(['/start', '/start?problem=expired'])
})

test('an answer is good in the browser that began only: nobody is signed in as somebody else by a link', async () => {
  const { answer, bring, me } = await answerTo()
  const victim = new Visitor()
  expect([await bring(answer, victim), (await me(victim)).error.code]).toEqual(['/start?problem=expired', 'NotSignedIn'])
  const other = stage.signInOf(id)
  await other.start()
  expect(await bring(answer, other.visitor)).toBe('/start?problem=expired')
})

test.each([
  ['another state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43)), 'expired'],
  ['no state', (url: URL) => url.searchParams.delete('state'), 'expired'],
  ['a made-up code', (url: URL) => url.searchParams.set('code', 'made-up'), 'failed'],
  ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), 'failed'],
])('an answer with %s is refused', async (_, change, problem) => {
  const { answer, bring, me } = await answerTo()
  const changed = new URL(answer)
  change(changed)
  expect([await bring(changed.href), (await me()).error.code]).toEqual([`/start?problem=${problem}`, 'NotSignedIn'])
})

test.each([
  ['nonce', 'another-nonce'],
  ['code_challenge', 'A'.repeat(43)],
])('an answer to a request with another %s is refused', async (parameter, value) => {
  const { answer, bring, me } = await answerTo((redirect) => redirect.searchParams.set(parameter, value))
  expect([await bring(answer), (await me()).error.code]).toEqual(['/start?problem=failed', 'NotSignedIn'])
})

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/api/portal/me'])(
  'a sign-in never leads to %s',
  async (target) => {
    const signIn = stage.signInOf(id)
    const answer = await signIn.answerAt(await signIn.start({ return: target }))
    expect(await signIn.bring(answer)).toBe('/start')
  },
)

test('a sign-in begins on a page of ours only', async () => {
  const options = { method: 'POST', headers: { ...sameOrigin, 'sec-fetch-site': 'cross-site' }, body: '{}' }
  expect((await fetch(`${stage.url}/api/portal/external/${id}/sign-in`, options)).status).toBe(403)
})

test('a disabled provider signs nobody in, not even who is on the way', async () => {
  const { answer, bring, start } = await answerTo()
  await stage.administrator.call('PUT', `/identity-providers/${id}`, { ...configuration, enabled: false })
  await expect(start()).rejects.toThrow('404')
  expect(await bring(answer)).toBe('/start?problem=failed')
})

test('the client secret is shown to nobody and kept when it is not given', async () => {
  const { clientSecret: _, ...rest } = configuration
  const replaced = await stage.administrator.call('PUT', `/identity-providers/${id}`, rest)
  expect(replaced).toMatchObject({ hasClientSecret: true })
  expect(JSON.stringify(await stage.administrator.call('GET', '/identity-providers'))).not.toContain(idp.clientSecret)
  const { answer, bring } = await answerTo()
  expect(await bring(answer)).toBe('/start')
})

test('with passwords for the administrator only, nobody else gets in by one', async () => {
  const signIn = (userName: string, password: string) =>
    fetch(`${stage.url}/api/portal/sign-in`, { method: 'POST', headers: sameOrigin, body: JSON.stringify({ userName, password }) })
  const [user] = await stage.userIds('ada')
  const { password } = await stage.administrator.call('POST', `/users/${user}/one-time-password`, {})
  expect((await signIn('ada', password)).status).toBe(200)
  await stage.administrator.call('PUT', '/identity-source', { passwordSignIn: 'administrator' })
  expect((await signIn('ada', password)).status).toBe(401)
  expect((await signIn('admin', stage.administratorPassword)).status).toBe(200)
  await stage.administrator.call('PUT', '/identity-source', { passwordSignIn: 'nobody' })
  expect((await signIn('admin', stage.administratorPassword)).status).toBe(401)
  await stage.administrator.call('PUT', `/identity-providers/${id}`, { ...configuration, enabled: false })
  expect((await signIn('admin', stage.administratorPassword)).status).toBe(200)
  await stage.administrator.call('PUT', '/identity-source', { passwordSignIn: 'everyone' })
})

test('a connection test says what the provider answers, and why it does not', async () => {
  const answers = await stage.administrator.call('POST', `/identity-providers/${id}/test`, {})
  expect(answers).toMatchObject({
    ok: true,
    checks: [
      { name: 'Discovery', ok: true },
      { name: 'PKCE', ok: true },
    ],
  })
  const wrong = await stage.administrator.call('POST', '/identity-providers', {
    ...configuration,
    name: 'Wrong',
    issuer: `${idp.issuer}/x`,
  })
  expect(await stage.administrator.call('POST', `/identity-providers/${wrong.id}/test`, {})).toMatchObject({ ok: false })
  await stage.administrator.call('DELETE', `/identity-providers/${wrong.id}`)
})

test.each([
  ['an issuer in clear', { issuer: 'http://idp.example.org' }],
  ['an issuer that is no address', { issuer: 'example' }],
  ['no client', { clientId: '' }],
  ['an unknown attribute', { matchAttribute: 'phone' }],
  ['a name as long as a book', { name: 'x'.repeat(101) }],
])('a configuration with %s is refused', async (_, change) => {
  expect((await stage.administrator.send('POST', '/identity-providers', { ...configuration, name: 'Other', ...change })).status).toBe(400)
})
