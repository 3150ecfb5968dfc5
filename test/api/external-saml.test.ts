import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SamlAnswer, startSamlProvider, type TestSamlProvider } from '../harness/saml-provider.ts'
import { Visitor } from '../harness/visitor.ts'
import { createExternalStage, type ExternalStage } from './external-stage.ts'

let stage: ExternalStage
let idp: TestSamlProvider
let id: string
let configuration: Record<string, unknown>
let acsUrl: string

beforeAll(async () => {
  ;[stage, idp] = await Promise.all([createExternalStage(), startSamlProvider()])
  await stage.createUser('ada', 'ada@example.org')
  await stage.createUser('ada@example.org.evil.example', 'eve@example.org')
  configuration = { kind: 'saml', name: 'Example', matchClaim: 'NameID', matchAttribute: 'email', metadata: idp.metadata }
  const created = await stage.administrator.call('POST', '/identity-providers', configuration)
  ;({ id, acsUrl } = created)
  idp.begin(await (await fetch(created.metadataUrl)).text(), acsUrl)
})
afterAll(async () => {
  await stage?.stop()
  await idp?.stop()
})
beforeEach(async () => {
  idp.nameId = 'ada@example.org'
  await stage.administrator.call('PUT', `/identity-providers/${id}`, configuration)
})

const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }

/** Posts an answer as the provider's page does: without a cookie of ours. Where it leads. */
async function post(SAMLResponse: string, RelayState: string): Promise<string> {
  const body = new URLSearchParams({ SAMLResponse, RelayState }).toString()
  const response = await fetch(acsUrl, { method: 'POST', redirect: 'manual', headers: crossSite, body })
  return response.headers.get('location') ?? String(response.status)
}

/** A sign-in up to the point where the provider is asked. */
async function begin(input: object = {}) {
  const signIn = stage.signInOf(id)
  const request = await signIn.start(input)
  const state = new URL(request).searchParams.get('RelayState') ?? ''
  return { ...signIn, request, state }
}

const edited = (base64: string, edit: (xml: string) => string): string =>
  Buffer.from(edit(Buffer.from(base64, 'base64').toString('utf8'))).toString('base64')

test('who signs in at the provider is the person with the address, and comes back to the page that was asked for', async () => {
  const { request, state, bring, me } = await begin({ return: '/console' })
  const finish = await post(await idp.answer(request), state)
  expect(finish).toBe(`/api/portal/external/${id}/finish?state=${state}`)
  expect(await bring(stage.url + finish)).toBe('/console')
  expect(await me()).toMatchObject({ userName: 'ada' })
  const [event] = await stage.events('UserAuthentication')
  expect(event).toMatchObject({ userIdentity: { userName: 'ada' }, additionalEventData: { CredentialType: 'EXTERNAL_IDP' } })
})

test('our metadata names where answers go and that assertions are to be signed', async () => {
  const text = await (await fetch(`${stage.url}/api/portal/external/${id}/metadata`)).text()
  expect(text).toContain(`Location="${acsUrl}"`)
  expect(text).toContain('WantAssertionsSigned="true"')
})

test('an answer is worth nothing in a browser that did not begin', async () => {
  const { request, state, bring, me } = await begin()
  const finish = stage.url + (await post(await idp.answer(request), state))
  // With a cookie of a sign-in of their own.
  const { visitor: victim } = await begin()
  expect([await bring(finish, new Visitor()), await bring(finish, victim), (await me(victim)).error.code]).toEqual([
    '/start?problem=expired',
    '/start?problem=expired',
    'NotSignedIn',
  ])
  expect([await bring(finish), await bring(finish)]).toEqual(['/start', '/start?problem=expired'])
})

test('nobody is in before the provider has answered', async () => {
  const { state, bring } = await begin()
  expect(await bring(`${stage.url}/api/portal/external/${id}/finish?state=${state}`)).toBe('/start?problem=expired')
})

test('an assertion counts once, for one request', async () => {
  const [first, second] = [await begin(), await begin()]
  const answer = await idp.answer(first.request)
  expect(await post(answer, first.state)).toContain('/finish?')
  expect(await post(answer, first.state)).toBe('/start?problem=expired')
  expect(await post(answer, second.state)).toBe('/start?problem=failed')
  // The same assertion, said to answer another request.
  const again = await idp.answer(second.request, (said) => {
    said.assertionId = /ID="(_[0-9a-f-]{36})"/.exec(Buffer.from(answer, 'base64').toString())?.[1] ?? ''
  })
  expect(await post(again, second.state)).toBe('/start?problem=expired')
})

test.each<[string, (said: SamlAnswer) => void]>([
  ['for another service', (said) => Object.assign(said, { audience: 'https://other.example' })],
  ['to another address', (said) => Object.assign(said, { recipient: 'https://other.example/acs' })],
  ['of another provider', (said) => Object.assign(said, { issuer: 'https://other.example' })],
  ['to another request', (said) => Object.assign(said, { inResponseTo: '_other' })],
  ['to no request', (said) => Object.assign(said, { inResponseTo: undefined })],
  ['that is over', (said) => Object.assign(said, { notOnOrAfter: new Date(Date.now() - 120_000) })],
  ['that is not for the bearer', (said) => Object.assign(said, { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' })],
  ['that names nobody', (said) => Object.assign(said, { nameId: '' })],
])('an assertion %s is refused, though it is signed', async (_, change) => {
  const { request, state } = await begin()
  expect(await post(await idp.answer(request, change), state)).toBe('/start?problem=failed')
})

const assertionOf = (xml: string): string => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
const signatureOf = (xml: string): string => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? ''
/** An assertion of somebody else, without a signature. */
const forged = (xml: string): string =>
  assertionOf(xml)
    .replace(signatureOf(xml), '')
    .replace('ada@example.org', 'eve@example.org')
    .replace(/ID="_[^"]*"/, 'ID="_forged"')

test.each<[string, (xml: string) => string]>([
  ['without its signature', (xml) => xml.replace(signatureOf(xml), '')],
  ['that was changed', (xml) => xml.replace('>ada@example.org<', '>eve@example.org<')],
  ['with a second, unsigned assertion before it', (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml) + signed)],
  ['with a second, unsigned assertion after it', (xml) => xml.replace(assertionOf(xml), (signed) => signed + forged(xml))],
  [
    'wrapped into an unsigned one',
    (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml).replace('</saml:Assertion>', `${signed}</saml:Assertion>`)),
  ],
  [
    'wrapped into an extension, its signature on the forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => {
        const inner = signed.replace(signatureOf(xml), '')
        const withSignature = forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(xml)}`)
        return `<samlp:Extensions>${inner}</samlp:Extensions>${withSignature}`
      }),
  ],
  [
    'moved into the signature of a forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) =>
        forged(xml).replace(
          '</saml:Issuer>',
          `</saml:Issuer>${signatureOf(xml).replace('</ds:Signature>', `<ds:Object>${signed.replace(signatureOf(xml), '')}</ds:Object></ds:Signature>`)}`,
        ),
      ),
  ],
  [
    'with the same id twice',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => signed + forged(xml).replace('_forged', /ID="(_[0-9a-f-]{36})"/.exec(signed)?.[1] ?? '')),
  ],
  ['with a comment in the name', (xml) => xml.replace('>ada@example.org<', '>ada@<!-- -->example.org<')],
  ['with an instruction in the name', (xml) => xml.replace('>ada@example.org<', '>ada@<?x?>example.org<')],
  ['with a document type', (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}`],
  ['with entities that grow', (xml) => `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml.replace('ada@', '&b;')}`],
  ['that is not XML', () => 'nothing'],
])('an answer %s is refused', async (_, edit) => {
  const { request, state } = await begin()
  const answer = await idp.answer(request)
  const changed = edited(answer, edit)
  expect(changed).not.toBe(answer)
  expect(await post(changed, state)).toBe('/start?problem=failed')
  // It was the change that was refused.
  expect(await post(answer, state)).toContain('/finish?')
})

test('a signed name with a comment in it is never read as what stands before the comment', async () => {
  const { request, state } = await begin()
  const answer = await idp.answer(request, (said) => Object.assign(said, { nameId: 'ada@example.org<!---->.evil.example' }))
  expect(await post(answer, state)).toBe('/start?problem=failed')
})

test('an answer signed by somebody else is refused', async () => {
  const other = await startSamlProvider()
  other.nameId = idp.nameId
  other.begin(await (await fetch(`${stage.url}/api/portal/external/${id}/metadata`)).text(), acsUrl)
  const { request, state } = await begin()
  expect(await post(await other.answer(request, (said) => Object.assign(said, { issuer: idp.entityId })), state)).toBe(
    '/start?problem=failed',
  )
  await other.stop()
})

test('an answer that nobody asked for is refused, unless that is allowed; then it leads to pages of ours only', async () => {
  const unasked = () => idp.answer(undefined)
  expect(await post(await unasked(), '/console')).toBe('/start?problem=expired')
  await stage.administrator.call('PUT', `/identity-providers/${id}`, { ...configuration, allowIdpInitiated: true })
  const answer = await unasked()
  expect([await post(answer, '/console'), await post(answer, '/console')]).toEqual(['/console', '/start?problem=expired'])
  expect(await post(await unasked(), 'https://evil.example/')).toBe('/start')
  const { request } = await begin()
  expect(await post(await idp.answer(request), 'a state that there is not')).toBe('/start?problem=failed')
})

test('people are found, and created, by attributes too', async () => {
  const more = { matchClaim: 'uid', matchAttribute: 'userName', createUsers: true }
  await stage.administrator.call('PUT', `/identity-providers/${id}`, { ...configuration, ...more })
  const { request, state, bring, me } = await begin()
  const attributes = { uid: 'hopper', givenName: 'Grace', sn: 'Hopper', mail: 'hopper@example.org' }
  await bring(stage.url + (await post(await idp.answer(request, (said) => Object.assign(said, { attributes })), state)))
  expect(await me()).toMatchObject({ userName: 'hopper', displayName: 'Grace Hopper', email: 'hopper@example.org' })
})

test.each([
  ['nothing', { metadata: '' }],
  ['a document type', { metadata: '<!DOCTYPE x><x/>' }],
  ['what is of no identity provider', { metadata: '<x/>' }],
  ['neither metadata nor fields', { metadata: undefined }],
  ['a certificate that is none', { metadata: undefined, entityId: 'x', signInUrl: 'https://x.example', certificates: ['AAAA'] }],
])('a configuration with %s is refused', async (_, change) => {
  expect((await stage.administrator.send('POST', '/identity-providers', { ...configuration, name: 'Other', ...change })).status).toBe(400)
})

test('other routes take no post of another site, and this one takes no other form', async () => {
  const headers = { ...crossSite, 'content-type': 'application/json' }
  const elsewhere = await fetch(`${stage.url}/api/portal/sign-out`, { method: 'POST', headers, body: '{}' })
  const json = await fetch(acsUrl, { method: 'POST', redirect: 'manual', headers, body: '{"SAMLResponse":"x"}' })
  expect([elsewhere.status, json.headers.get('location')]).toEqual([403, '/start?problem=expired'])
})
