import { createHash, createHmac } from 'node:crypto'
import { HttpRequest } from '@smithy/protocol-http'
import { SignatureV4 } from '@smithy/signature-v4'
import { expect, test } from 'vitest'
import { SystemClock } from '../../src/clock.ts'
import type { WireRequest } from '../../src/wire/router.ts'
import { type FindCredentials, SignatureVerifier } from '../../src/wire/signature.ts'
import { credentials } from './wire-stage.ts'

// Requests signed by the SDK's own signer, then changed on the way.

const clock = new SystemClock()
const sessionToken = 'FwoGZXIvYXdzEXAMPLE=='
const temporary = { ...credentials, accessKeyId: 'ASIAEXAMPLEEXAMPLE00', sessionToken }

const findCredentials: FindCredentials<string> = async (accessKeyId, token) => {
  if (accessKeyId === credentials.accessKeyId && token === undefined) return { ...credentials, principal: 'the user' }
  if (accessKeyId === temporary.accessKeyId && token === sessionToken) return { ...credentials, principal: 'the role' }
  if (accessKeyId === temporary.accessKeyId && token === 'of yesterday') return 'expired'
  if (accessKeyId === 'AKIAMADEUP') return { secretAccessKey: '', principal: 'anybody', trusted: true }
  return 'unknown'
}
const verifier = new SignatureVerifier(findCredentials, clock)
const verify = (request: WireRequest, service = 'organizations') => verifier.verify(request, service)

class Sha256 {
  readonly #digest
  constructor(secret?: unknown) {
    this.#digest = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Buffer)
  }
  update(chunk: unknown): void {
    this.#digest.update(chunk as Buffer)
  }
  async digest(): Promise<Uint8Array> {
    return this.#digest.digest()
  }
  reset(): void {}
}

interface Draft {
  method?: string
  path?: string
  query?: Record<string, string | string[]>
  headers?: Record<string, string>
  body?: string
}
interface Signing {
  service?: string
  region?: string
  keys?: typeof credentials & { sessionToken?: string }
  offsetMs?: number
  /** Presigned for so many seconds. */
  expiresIn?: number
}

async function sign(
  draft: Draft = {},
  { service = 'organizations', region = 'eu-west-1', keys = credentials, offsetMs = 0, expiresIn }: Signing = {},
) {
  const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256 as never })
  const request = new HttpRequest({
    method: draft.method ?? 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    path: draft.path ?? '/',
    query: draft.query ?? {},
    headers: {
      host: 'localhost:4500',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
      ...draft.headers,
    },
    body: draft.body ?? '{"MaxResults":3}',
  })
  const signingDate = new Date(clock.now().getTime() + offsetMs)
  const signed =
    expiresIn === undefined ? await signer.sign(request, { signingDate }) : await signer.presign(request, { signingDate, expiresIn })
  const pairs = Object.entries(signed.query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  )
  return {
    method: signed.method,
    path: signed.path,
    query: pairs.join('&'),
    headers: signed.headers as Record<string, string>,
    body: Buffer.from(draft.body ?? '{"MaxResults":3}'),
    remoteAddress: '127.0.0.1',
  } satisfies WireRequest
}

test.each<[string, Draft, Signing]>([
  ['a plain request', {}, {}],
  ['an empty body', { body: '' }, {}],
  ['temporary credentials with their session token', {}, { keys: temporary }],
  ['a path with an encoded slash', { path: '/tags/arn%3Aaws%3Acontroltower%3A%3A1%3Alandingzone%2FX' }, {}],
  ['a query with other scripts, spaces and signs', { query: { name: 'Zoë 漢字 +&=/~*()!', list: ['b', 'a'], empty: '' } }, {}],
  ['a header with spaces in and around it', { headers: { 'x-amz-note': '  a   b ' } }, {}],
  ['a presigned address', { method: 'GET', body: '', query: { Action: 'GetCallerIdentity' } }, { expiresIn: 60 }],
  ['a presigned address of temporary credentials', { method: 'GET', body: '' }, { expiresIn: 60, keys: temporary }],
  ['a clock that is four minutes behind', {}, { offsetMs: -4 * 60_000 }],
  ['a clock that is four minutes ahead', {}, { offsetMs: 4 * 60_000 }],
])('%s is accepted, signed as the SDK signs it', async (_, draft, signing) => {
  const { principal, region } = await verify(await sign(draft, signing))
  expect(region).toBe('eu-west-1')
  expect(principal).toBe(signing.keys === temporary ? 'the role' : 'the user')
})

const mismatch = 'InvalidSignatureException'

test.each<[string, (request: WireRequest & { headers: Record<string, string> }) => object, string]>([
  ['the body', () => ({ body: Buffer.from('{"MaxResults":4}') }), mismatch],
  ['the method', () => ({ method: 'PUT' }), mismatch],
  ['the path', () => ({ path: '/other' }), mismatch],
  ['the query', () => ({ query: 'a=1' }), mismatch],
  [
    'the operation',
    ({ headers }) => ({ headers: { ...headers, 'x-amz-target': 'AWSOrganizationsV20161128.LeaveOrganization' } }),
    mismatch,
  ],
  ['the host', ({ headers }) => ({ headers: { ...headers, host: 'elsewhere' } }), mismatch],
  ['an amz header that nobody signed', ({ headers }) => ({ headers: { ...headers, 'x-amz-acl': 'public' } }), mismatch],
  [
    'a session token that nobody signed',
    ({ headers }) => ({ headers: { ...headers, 'x-amz-security-token': sessionToken } }),
    'UnrecognizedClientException',
  ],
  ['the claimed hash of the body', ({ headers }) => ({ headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }), mismatch],
  [
    'the date',
    ({ headers }) => ({ headers: { ...headers, 'x-amz-date': headers['x-amz-date']?.replace(/.Z$/, 'xZ') } }),
    'IncompleteSignatureException',
  ],
  ['the signature', authorization(/Signature=./, 'Signature=x'), mismatch],
  ['the signature, lengthened', authorization(/$/, '00'), mismatch],
  ['the signature, gone', authorization(/, Signature=.*/, ''), 'IncompleteSignatureException'],
  ['the Region of the scope', authorization(/eu-west-1/, 'us-east-1'), mismatch],
  ['a Region that could not be one', authorization(/eu-west-1/, 'EU:west*'), 'IncompleteSignatureException'],
  ['the day of the scope', authorization(/\/\d{8}\//, '/20200101/'), mismatch],
  ['the service of the scope', authorization(/organizations/, 'sts'), mismatch],
  ['the end of the scope', authorization(/aws4_request/, 'aws5_request'), 'IncompleteSignatureException'],
  ['the access key id', authorization(/AKIA\w+/, 'AKIAOTHER'), 'UnrecognizedClientException'],
  ['the list of signed headers', authorization(/host;/, ''), mismatch],
  ['signed headers named after what every object has', authorization(/SignedHeaders=/, 'SignedHeaders=constructor;__proto__;'), mismatch],
  ['the algorithm', authorization(/AWS4-HMAC-SHA256/, 'AWS4-ECDSA-P256-SHA256'), 'IncompleteSignatureException'],
  ['the whole header', authorization(/.*/, 'Bearer x'), 'IncompleteSignatureException'],
])('a request is refused when %s was changed on the way', async (_, change, code) => {
  const request = await sign()
  await expect(verify({ ...request, ...change(request) })).rejects.toMatchObject({ code })
})

function authorization(pattern: RegExp, replacement: string) {
  return ({ headers }: { headers: Record<string, string> }) => ({
    headers: { ...headers, authorization: headers.authorization?.replace(pattern, replacement) },
  })
}

test.each<[string, (query: string) => string, string]>([
  ['its expiry', (query) => query.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), mismatch],
  ['an expiry past a week', (query) => query.replace('X-Amz-Expires=60', 'X-Amz-Expires=999999'), 'IncompleteSignatureException'],
  ['an added parameter', (query) => `${query}&Action=Other`, mismatch],
  ['a doubled parameter', (query) => `${query}&X-Amz-Date=20200101T000000Z`, mismatch],
  ['no signature', (query) => query.replace(/X-Amz-Signature=\w+/, ''), mismatch],
])('a presigned address is refused when changed: %s', async (_, change, code) => {
  const request = await sign({ method: 'GET', body: '' }, { expiresIn: 60 })
  await expect(verify({ ...request, query: change(request.query) })).rejects.toMatchObject({ code })
})

test.each<[string, Signing, string, RegExp]>([
  ['six minutes behind', { offsetMs: -6 * 60_000 }, mismatch, /^Signature expired: \d{8}T\d{6}Z is now earlier than .* \(.* - 5 min\.\)$/],
  [
    'six minutes ahead',
    { offsetMs: 6 * 60_000 },
    mismatch,
    /^Signature not yet current: \d{8}T\d{6}Z is still later than .* \(.* \+ 5 min\.\)$/,
  ],
  ['a minute past the end of a presigned address', { offsetMs: -61_000, expiresIn: 60 }, mismatch, /^Signature expired/],
  ['an unknown session token', { keys: { ...temporary, sessionToken: 'another' } }, 'UnrecognizedClientException', /security token/],
  ['no session token', { keys: { ...temporary, sessionToken: undefined } as never }, 'UnrecognizedClientException', /security token/],
  ['an expired session', { keys: { ...temporary, sessionToken: 'of yesterday' } }, 'ExpiredTokenException', /expired/],
  ['another service', { service: 'sts' }, mismatch, /Credential should be scoped to correct service: 'organizations'\./],
])('a signature is refused with AWS’s words: %s', async (_, signing, code, message) => {
  await expect(verify(await sign({}, signing))).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
})

test('keys that the server trusts are taken without a look at the signature', async () => {
  const request = await sign({}, { keys: { accessKeyId: 'AKIAMADEUP', secretAccessKey: 'whatever' } })
  expect(await verify(request)).toMatchObject({ principal: 'anybody', region: 'eu-west-1' })
})

test('a secret that was replaced no longer signs, although its signing key was kept', async () => {
  let secretAccessKey = credentials.secretAccessKey
  const own = new SignatureVerifier(async () => ({ secretAccessKey, principal: 'me' }), clock)
  await own.verify(await sign(), 'organizations')
  secretAccessKey = 'another'
  await expect(own.verify(await sign(), 'organizations')).rejects.toMatchObject({ code: mismatch })
})
