import { isFault } from '../fault.ts'

export type Failure =
  | { readonly kind: 'try-again'; readonly code: string; readonly message: string }
  | { readonly kind: 'give-up'; readonly code: string; readonly message: string; readonly unexpected?: true }

/** Error codes of the AWS services that mean "not now": the same call may succeed later. */
const passing = new Set([
  'ConcurrentModificationException',
  'ConflictException',
  'FinalizingOrganizationException',
  'InternalFailure',
  'InternalServerException',
  'InternalServiceException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'SourceParentNotFoundException',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TimeoutError',
  'TooManyRequestsException',
])

/** Node's and PostgreSQL's codes for a connection that is not there (class 08, 57P: shutting down, 53: out of resources, 40: try again). */
const network =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_.*|08\w{3}|57P\d\d|53\w{3}|40001|40P01|55P03)$/

/** Sorts what a step threw: try again with backoff, or give up with this reason. */
export function sortFailure(error: unknown): Failure {
  const { name, code, message, status } = describeError(error)
  if (passing.has(name) || passing.has(code) || network.test(code) || status === 429 || status >= 500) {
    return { kind: 'try-again', code: network.test(code) ? code : name, message }
  }
  if (isFault(error) || status >= 400) return { kind: 'give-up', code: name, message }
  return {
    kind: 'give-up',
    code: 'InternalFailure',
    message: 'The account factory met an unexpected error; its log has the details. Try again, and report it when it stays.',
    unexpected: true,
  }
}

/** True for an error of our own database connection that passes: the write is to be repeated. */
export function isDatabaseInterruption(error: unknown): boolean {
  const { code, message } = describeError(error)
  return network.test(code) || /Connection terminated|timeout exceeded when trying to connect|cannot use a pool/i.test(message)
}

function describeError(error: unknown): { name: string; code: string; message: string; status: number } {
  if (!(error instanceof Error)) return { name: 'UnknownError', code: '', message: String(error), status: 0 }
  const { code, $metadata, context } = error as { code?: unknown; $metadata?: { httpStatusCode?: number }; context?: { status?: unknown } }
  return {
    name: error.name,
    code: typeof code === 'string' ? code : '',
    message: error.message || error.name,
    // Of the SDK's errors, and of the faults that our own client makes of an answer.
    status: $metadata?.httpStatusCode ?? (typeof context?.status === 'number' ? context.status : 0),
  }
}
