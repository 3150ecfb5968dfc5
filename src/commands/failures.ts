import { CommandFailure, type ExitCode, exitCodes } from './exit-codes.ts'

const noAccess =
  /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|ExpiredToken|NotSignedIn|Unauthorized|Forbidden)/
const wrongInput = /^(Validation|InvalidParameter|InvalidInput|InvalidState|Conflict|DuplicateResource|RequestTooLarge)|NotFound/
const clock = /skew|Signature (expired|not yet current)|RequestExpired|RequestTimeTooSkewed/i
const unreachable = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR|TimeoutError)/

/** Turns whatever a call threw into what the command ends with. */
export function toCommandFailure(error: unknown, endpoint?: string): CommandFailure {
  if (error instanceof CommandFailure) return error
  const { name, message } = error as { name?: string; message?: string }
  const text = message || String(error)
  const network = networkCode(error)
  if (network) {
    const hint = 'Is the server running (account-factory start)? Another address: --endpoint-url or AWS_ENDPOINT_URL.'
    return new CommandFailure(exitCodes.noAccess, 'Unreachable', `Cannot reach ${endpoint ?? 'the server'} (${network}).`, {
      hint,
      cause: error,
    })
  }
  if (name === 'CredentialsProviderError') {
    const hint = 'Say whom to be: --profile, AWS_PROFILE, or run in the folder that holds .data/credentials.'
    return new CommandFailure(exitCodes.noAccess, 'NoCredentials', `No usable AWS credentials: ${text}`, { hint, cause: error })
  }
  return new CommandFailure(exitCodeOf(name ?? '', text), name || 'Error', text, { ...hintFor(name ?? '', text), cause: error })
}

function exitCodeOf(name: string, message: string): ExitCode {
  if (noAccess.test(name) || clock.test(message)) return exitCodes.noAccess
  return wrongInput.test(name) ? exitCodes.wrongInput : exitCodes.requestFailed
}

function hintFor(name: string, message: string): { hint?: string } {
  if (clock.test(message)) return { hint: 'Set the clock of this machine right; account-factory doctor shows by how much it is off.' }
  if (noAccess.test(name)) return { hint: 'account-factory doctor says which credentials are used and what they may do.' }
  return {}
}

interface Failure {
  readonly code?: unknown
  readonly name?: string
  readonly message?: string
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
}

/** The system's code when the server was not reached, wherever fetch and the SDK have buried it. */
function networkCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at && depth < 5; depth++) {
    const { code, name, message, cause, errors } = at as Failure
    if (typeof code === 'string' && unreachable.test(code)) return code
    if (name && unreachable.test(name)) return name
    // Whatever else keeps fetch from an answer: a refused port, TLS, a redirect.
    if (message === 'fetch failed') {
      const reason = cause as Failure | undefined
      return String(reason?.code ?? reason?.message ?? message)
    }
    at = cause ?? errors?.[0]
  }
  return undefined
}
