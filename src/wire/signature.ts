import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import { commonErrors } from './errors.ts'
import { percentEncode } from './percent-encoding.ts'
import type { WireRequest } from './router.ts'

// AWS Signature Version 4, checked: "Create a signed AWS API request" in the IAM user guide. Header and presigned forms.

/** What the credentials behind an access key id are. `trusted`: accept without checking the signature (test suites' made-up keys). */
export interface FoundCredentials<Principal> {
  readonly secretAccessKey: string
  readonly principal: Principal
  readonly trusted?: boolean
}

export type FindCredentials<Principal> = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => Promise<FoundCredentials<Principal> | 'unknown' | 'expired'>

export interface Verified<Principal> {
  readonly principal: Principal
  readonly accessKeyId: string
  /** Of the credential scope. */
  readonly region: string
}

interface Claim {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  /** `20261123T120000Z`. */
  readonly time: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly sessionToken: string | undefined
  /** Presigned: seconds that it holds. */
  readonly expiresSeconds: number | undefined
}

const algorithm = 'AWS4-HMAC-SHA256'
const skewMs = 5 * 60_000
const longestPresignedSeconds = 604_800
const mostSigningKeys = 5_000
const basicTime = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Checks signatures; keeps the signing keys of a day, bounded. */
export class SignatureVerifier<Principal> {
  readonly #findCredentials: FindCredentials<Principal>
  readonly #clock: Clock
  readonly #signingKeys = new Map<string, Buffer>()

  constructor(findCredentials: FindCredentials<Principal>, clock: Clock) {
    this.#findCredentials = findCredentials
    this.#clock = clock
  }

  /** Who signed this request for this service; throws the Fault that AWS answers with. `service` is the model's signing name. */
  async verify(request: WireRequest, service: string): Promise<Verified<Principal>> {
    const claim = readClaim(request)
    const found = await this.#findCredentials(claim.accessKeyId, claim.sessionToken)
    if (found === 'unknown') throw fault('unknown-key', 'The security token included in the request is invalid.')
    if (found === 'expired') throw fault('expired-token', 'The security token included in the request is expired')
    const verified = { principal: found.principal, accessKeyId: claim.accessKeyId, region: claim.region }
    if (found.trusted) return verified
    this.#checkTime(claim)
    if (claim.service !== service) {
      throw fault('signature-mismatch', `Credential should be scoped to correct service: '${service}'.`)
    }
    checkSignedHeaders(request, claim)
    const expected = createHmac('sha256', this.#signingKey(claim, found.secretAccessKey)).update(stringToSign(request, claim)).digest()
    const given = Buffer.from(/^[0-9a-f]{64}$/.test(claim.signature) ? claim.signature : '', 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw fault(
        'signature-mismatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      )
    }
    return verified
  }

  #checkTime({ time, date, expiresSeconds }: Claim): void {
    const signedMs = Date.parse(basicTime.test(time) ? time.replace(basicTime, '$1-$2-$3T$4:$5:$6Z') : '')
    if (Number.isNaN(signedMs)) throw fault('incomplete-signature', `Date must be in ISO-8601 'basic format'. Got '${time}'.`)
    if (!time.startsWith(`${date}T`))
      throw fault('signature-mismatch', 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP')
    const now = this.#clock.now().getTime()
    if (signedMs > now + skewMs)
      throw fault(
        'signature-mismatch',
        `Signature not yet current: ${time} is still later than ${basic(now)} (${basic(now + skewMs)} + 5 min.)`,
      )
    const heldMs = expiresSeconds === undefined ? skewMs : expiresSeconds * 1000
    if (signedMs + heldMs < now)
      throw fault(
        'signature-mismatch',
        `Signature expired: ${time} is now earlier than ${basic(now - heldMs)} (${basic(now)} - ${heldMs / 60_000} min.)`,
      )
  }

  #signingKey({ accessKeyId, date, region, service }: Claim, secretAccessKey: string): Buffer {
    // The secret's digest is in the key: a replaced secret must not find the old signing key.
    const name = `${accessKeyId}/${hash('sha256', secretAccessKey)}/${date}/${region}/${service}`
    const known = this.#signingKeys.get(name)
    if (known) return known
    const key = [date, region, service, 'aws4_request'].reduce(
      (secret: Buffer | string, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${secretAccessKey}`,
    ) as Buffer
    if (this.#signingKeys.size >= mostSigningKeys) this.#signingKeys.delete(this.#signingKeys.keys().next().value ?? '')
    this.#signingKeys.set(name, key)
    return key
  }
}

/** True when the request carries a signature of any form. */
export function isSigned(request: WireRequest): boolean {
  return request.headers.authorization !== undefined || /(^|&)X-Amz-Algorithm=/.test(request.query)
}

function readClaim(request: WireRequest): Claim {
  const { authorization } = request.headers
  if (authorization === undefined) return readPresigned(request)
  if (!authorization.startsWith(algorithm)) throw fault('incomplete-signature', `Authorization header requires '${algorithm}'.`)
  const parts = new Map(
    authorization
      .slice(algorithm.length)
      .split(',')
      .map((part): [string, string] => {
        const equals = part.indexOf('=')
        return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
      }),
  )
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) => {
    const value = parts.get(name)
    if (!value) throw fault('incomplete-signature', `Authorization header requires '${name}' parameter.`)
    return value
  })
  const time = request.headers['x-amz-date'] ?? ''
  return {
    ...readScope(credential ?? ''),
    time,
    signedHeaders: (signedHeaders ?? '').split(';'),
    signature: signature ?? '',
    sessionToken: request.headers['x-amz-security-token'],
    expiresSeconds: undefined,
  }
}

function readPresigned(request: WireRequest): Claim {
  const query = new URLSearchParams(request.query)
  const read = (name: string): string => query.get(name) ?? ''
  if (read('X-Amz-Algorithm') !== algorithm) throw fault('missing-token', 'Missing Authentication Token')
  const expiresSeconds = Number(read('X-Amz-Expires'))
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > longestPresignedSeconds) {
    throw fault('incomplete-signature', `X-Amz-Expires must be between 1 and ${longestPresignedSeconds} seconds`)
  }
  return {
    ...readScope(read('X-Amz-Credential')),
    time: read('X-Amz-Date'),
    signedHeaders: read('X-Amz-SignedHeaders').split(';'),
    signature: read('X-Amz-Signature'),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds,
  }
}

function readScope(credential: string): Pick<Claim, 'accessKeyId' | 'date' | 'region' | 'service'> {
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/')
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    throw fault(
      'incomplete-signature',
      `Credential must have at least 5 slash-separated elements, e.g. keyid/date/region/service/term, got '${credential.slice(0, 200)}'`,
    )
  }
  // The Region becomes part of ARNs.
  if (!/^[a-z0-9-]{1,32}$/.test(region))
    throw fault('incomplete-signature', `Credential must be scoped to a valid region, got '${region}'.`)
  return { accessKeyId, date, region, service }
}

/** An unsigned x-amz-* header would let someone in between change what the request means. */
function checkSignedHeaders(request: WireRequest, { signedHeaders }: Claim): void {
  const signed = new Set(signedHeaders)
  const needed = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') && name !== 'x-amz-user-agent')
  const missing = ['host', ...needed].filter((name) => !signed.has(name))
  if (missing.length > 0) throw fault('signature-mismatch', `'${missing.join("', '")}' must be a signed header.`)
}

function stringToSign(request: WireRequest, claim: Claim): string {
  const path = request.path
    .split('/')
    .map((segment) => percentEncode(segment))
    .join('/')
  const headers = claim.signedHeaders.map((name) => `${name}:${headerOf(request, name).trim().replace(/ +/g, ' ')}\n`).join('')
  const canonical = [
    request.method,
    path,
    canonicalQuery(request.query),
    headers,
    claim.signedHeaders.join(';'),
    hash('sha256', request.body),
  ].join('\n')
  return `${algorithm}\n${claim.time}\n${claim.date}/${claim.region}/${claim.service}/aws4_request\n${hash('sha256', canonical)}`
}

/** Empty when the request does not have it; the name is the caller's. */
function headerOf(request: WireRequest, name: string): string {
  return Object.hasOwn(request.headers, name) ? (request.headers[name] ?? '') : ''
}

function canonicalQuery(query: string): string {
  if (query === '') return ''
  const pairs = query.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    return [percentEncode(decode(name)), percentEncode(decode(value))] as const
  })
  return pairs
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function basic(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
}

function fault(error: keyof typeof commonErrors, message: string): Fault {
  return new Fault(commonErrors[error].json, message)
}
