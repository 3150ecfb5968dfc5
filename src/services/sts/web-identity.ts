import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import { findOpenIdProvider, type OpenIdProvider } from '../iam/index.ts'
import { type ClaimedSession, readClaimedSession } from './claimed-session.ts'
import type { IssuerKeys } from './issuer-keys.ts'

/** Who somebody is, by a token that an account's OpenID Connect provider has signed. */
export interface WebIdentity {
  readonly provider: OpenIdProvider
  readonly subject: string
  readonly audience: string
  /** `<provider>:aud`, `<provider>:sub`, `<provider>:amr`, as policies ask for them. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  /** Tags and source identity that the provider wants the session to have. */
  readonly session: ClaimedSession
}

/** Tokens are real ones, also while the clock is a simulated one. */
const tolerance = '1 minute'
const longestSubject = 255

/** Checks the token. Throws InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError and IDPRejectedClaim. */
export async function readWebIdentity(
  context: OperationContext,
  issuerKeys: IssuerKeys,
  { accountId, token }: { accountId: string; token: string },
): Promise<WebIdentity> {
  const issuer = issuerOf(token)
  const provider = await findOpenIdProvider(context, accountId, issuer)
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`)
  const claims = await verify(token, provider, issuerKeys(provider.url, context.clock.now()))
  const { sub, azp } = claims
  if (!sub || sub.length > longestSubject) throw invalid('The ID Token provided is missing the sub claim, or it is too long.')
  // Where the token says whom it was made for, that is what counts as audience.
  const audience = typeof azp === 'string' ? azp : ([claims.aud ?? []].flat().find((each) => provider.clientIds.includes(each)) ?? '')
  if (!provider.clientIds.includes(audience)) throw invalid('Incorrect token audience')
  const name = provider.url.replace(/^https?:\/\//, '').toLowerCase()
  const amr = Array.isArray(claims.amr) ? claims.amr.filter((each) => typeof each === 'string') : []
  return {
    provider,
    subject: sub,
    audience,
    keys: { [`${name}:aud`]: [audience], [`${name}:sub`]: [sub], ...(amr.length > 0 && { [`${name}:amr`]: amr }) },
    session: sessionOf(claims),
  }
}

function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token)
    if (typeof iss === 'string' && iss !== '') return iss
  } catch {
    // Said below.
  }
  throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
}

async function verify(token: string, { url }: OpenIdProvider, keys: ReturnType<IssuerKeys>): Promise<JWTPayload> {
  try {
    const options = { issuer: url, clockTolerance: tolerance, requiredClaims: ['exp', 'iat', 'aud', 'sub'] }
    const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'EdDSA']
    return (await jwtVerify(token, keys, { ...options, algorithms })).payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Fault('ExpiredTokenException', 'Token expired: current date/time must be before the expiration date/time of the token')
    }
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
      throw invalid(
        "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
      )
    if (error instanceof errors.JOSEError) throw invalid(`The ID Token provided is not valid: ${error.message}`)
    throw new Fault(
      'IDPCommunicationError',
      'The request to the identity provider failed. Try again; if it goes on, look whether its discovery document can be read from here.',
    )
  }
}

/** Claims by which a provider tags sessions: "Pass session tags using AssumeRoleWithWebIdentity" in the IAM user guide. */
function sessionOf(claims: JWTPayload): ClaimedSession {
  const tags = claims['https://aws.amazon.com/tags']
  const source = claims['https://aws.amazon.com/source_identity']
  const { principal_tags: principalTags, transitive_tag_keys: transitive } = isRecord(tags) ? tags : {}
  const texts = (value: unknown): string[] => [value ?? []].flat().filter((each): each is string => typeof each === 'string')
  const named = isRecord(principalTags) ? principalTags : {}
  return readClaimedSession({
    tags: Object.entries(named).map(([key, value]) => [key, texts(value)[0] ?? '']),
    transitive: texts(transitive),
    sourceIdentity: source,
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (message: string): Fault => new Fault('InvalidIdentityToken', message)
