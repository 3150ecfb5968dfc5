import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/sso-oidc.ts'

/** OAuth's own name of each error, which travels beside AWS's. */
const oauthErrors: Partial<Record<ErrorCode, string>> = {
  AccessDeniedException: 'access_denied',
  AuthorizationPendingException: 'authorization_pending',
  ExpiredTokenException: 'expired_token',
  InvalidClientException: 'invalid_client',
  InvalidClientMetadataException: 'invalid_client_metadata',
  InvalidGrantException: 'invalid_grant',
  InvalidRedirectUriException: 'invalid_redirect_uri',
  InvalidRequestException: 'invalid_request',
  InvalidScopeException: 'invalid_scope',
  SlowDownException: 'slow_down',
  UnauthorizedClientException: 'unauthorized_client',
  UnsupportedGrantTypeException: 'unsupported_grant_type',
}

/** OAuth's name of a refusal. */
export function oauthError(code: string): string {
  return oauthErrors[code as ErrorCode] ?? 'server_error'
}

/** A refusal of this service: `error` and `error_description`, as OAuth 2.0 has them. */
export function fault(code: ErrorCode, description: string): Fault<ErrorCode> {
  return new Fault<ErrorCode>(code, description, { fields: { error: oauthError(code), error_description: description } })
}

/** Command lines keep their registration for 90 days, and bring it to a server that was made anew too. */
export const invalidClient = () =>
  fault(
    'InvalidClientException',
    'The client is not registered here, its registration has expired, or its secret is wrong. Delete ~/.aws/sso/cache and sign in again.',
  )
/** One answer for a code or token that is unknown, used, or another client's: nothing is given away. */
export const invalidGrant = () => fault('InvalidGrantException', 'The code or token is not valid.')
