import type { z } from 'zod'
import { Fault, isFault } from '../fault.ts'

export interface ErrorBody {
  error: { code: string; message: string; field?: string; retryAfterSeconds?: number; requestId: string }
}

const unauthenticated =
  /^(MissingAuthenticationToken|IncompleteSignature|InvalidSignature|SignatureDoesNotMatch|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|NotSignedIn|SignInFailed|Unauthorized)(Exception)?$/

const statuses: ReadonlyArray<readonly [RegExp, number]> = [
  [unauthenticated, 401],
  [/^(AccessDenied|AccessDeniedException|Forbidden|NewPasswordRequired|MfaRequired|MfaEnrolmentRequired|ProofRequired)$/, 403],
  [/(NotFound|NoSuchEntity)(Exception)?$/, 404],
  [/^(InvalidState|Conflict|ConcurrentModification|OperationNotSupported)(Exception)?$/, 409],
  [/^(RequestTooLarge|RequestEntityTooLarge)(Exception)?$/, 413],
  [/^UnsupportedMediaType(Exception)?$/, 415],
  [/^(Throttling|ThrottlingException|TooManyRequestsException)$/, 429],
  [/^(ServiceUnavailable)(Exception)?$/, 503],
]

/** Status and body of an error; what we do not know stays in the log. */
export function toErrorResponse(error: unknown, requestId: string): { status: number; body: ErrorBody } {
  const fault = isFault(error) ? error : fromFastify(error)
  if (!fault) {
    const message = 'The server met an unexpected error; its log has the details under this request id.'
    return { status: 500, body: { error: { code: 'InternalFailure', message, requestId } } }
  }
  const status = statuses.find(([pattern]) => pattern.test(fault.code))?.[1] ?? 400
  const { field, retryAfterSeconds } = fault.fields
  return {
    status,
    body: {
      error: {
        code: fault.code,
        message: fault.message,
        ...(typeof field === 'string' && { field }),
        ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
        requestId,
      },
    },
  }
}

/** What fastify itself refuses: a body too large, or of a kind it does not take. */
function fromFastify(error: unknown): Fault | undefined {
  const { code, statusCode, message } = (error ?? {}) as { code?: unknown; statusCode?: unknown; message?: string }
  if (typeof code !== 'string' || !code.startsWith('FST_') || typeof statusCode !== 'number' || statusCode >= 500) return undefined
  if (statusCode === 413) return new Fault('RequestTooLargeException', 'The body is too large.')
  if (statusCode === 415) return new Fault('UnsupportedMediaTypeException', 'Send application/json.')
  return new Fault('ValidationException', message ?? 'The request is malformed.')
}

/** The first thing that is wrong with an input. */
export function toValidationFault(error: z.ZodError): Fault {
  const [issue] = error.issues
  const field = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined)
  const subject = field ? `'${field}': ` : ''
  return new Fault('ValidationException', `${subject}${issue?.message ?? 'The input is not valid.'}`, { fields: { field } })
}
