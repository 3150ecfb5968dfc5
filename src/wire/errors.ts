import type { Fault } from '../fault.ts'
import type { Model, OperationModel } from './model.ts'

// Errors that every service has and no model lists: their names differ between the json and the query services.

type Common =
  | 'signature-mismatch'
  | 'unknown-key'
  | 'expired-token'
  | 'missing-token'
  | 'incomplete-signature'
  | 'access-denied'
  | 'unknown-operation'
  | 'not-offered'
  | 'too-large'
  | 'internal'

interface CommonError {
  readonly json: string
  readonly query: string
  readonly status: number
}

export const commonErrors: Readonly<Record<Common, CommonError>> = {
  'signature-mismatch': { json: 'InvalidSignatureException', query: 'SignatureDoesNotMatch', status: 403 },
  'unknown-key': { json: 'UnrecognizedClientException', query: 'InvalidClientTokenId', status: 403 },
  'expired-token': { json: 'ExpiredTokenException', query: 'ExpiredToken', status: 403 },
  'missing-token': { json: 'MissingAuthenticationTokenException', query: 'MissingAuthenticationToken', status: 403 },
  'incomplete-signature': { json: 'IncompleteSignatureException', query: 'IncompleteSignature', status: 403 },
  'access-denied': { json: 'AccessDeniedException', query: 'AccessDenied', status: 403 },
  'unknown-operation': { json: 'UnknownOperationException', query: 'InvalidAction', status: 400 },
  'not-offered': { json: 'UnsupportedOperationException', query: 'UnsupportedOperation', status: 400 },
  'too-large': { json: 'RequestEntityTooLargeException', query: 'RequestEntityTooLarge', status: 413 },
  internal: { json: 'InternalFailure', query: 'InternalFailure', status: 500 },
}

const byJsonCode = new Map(Object.values(commonErrors).map((error) => [error.json, error]))

/** The common error of this json code; any other is a fault of ours. */
export function commonError(jsonCode: string): CommonError {
  return byJsonCode.get(jsonCode) ?? commonErrors.internal
}

/** HTTP status of codes that the models leave to convention. */
const conventionalStatus: Readonly<Record<string, number>> = {
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  InternalServerException: 500,
  ServiceException: 500,
  ServiceUnavailableException: 503,
}

/** The code and HTTP status under which a service's clients know this fault; what an operation's model names is its own error, not a common one. */
export function wireError(model: Model, fault: Fault, operation?: OperationModel): { code: string; status: number } {
  const common = operation?.errors?.includes(fault.code) && model.metadata.protocol === 'query' ? undefined : byJsonCode.get(fault.code)
  if (common && model.metadata.protocol === 'query') return { code: common.query, status: common.status }
  // A json service's own error of this name has the model's status; otherwise AWS's json services answer 400 to a refused caller.
  if (common && !model.shapes[fault.code]?.exception)
    return { code: common.json, status: model.metadata.protocol === 'json' && common.status === 403 ? 400 : common.status }
  const error = model.shapes[fault.code]?.error ?? Object.values(model.shapes).find((shape) => shape.error?.code === fault.code)?.error
  const status =
    error?.httpStatusCode ?? conventionalStatus[fault.code] ?? (model.metadata.protocol === 'rest-json' ? restStatus(fault.code) : 400)
  return { code: error?.code ?? fault.code, status }
}

function restStatus(code: string): number {
  if (code === 'ResourceNotFoundException') return 404
  if (code === 'ConflictException') return 409
  if (code === 'ServiceQuotaExceededException') return 402
  return code === 'AccessDeniedException' || code === 'ForbiddenException' ? 403 : 400
}

const keyOfModel = new WeakMap<Model, string>()

/** `Message` or `message`: as the error's shape has it; else as the service's other errors have it. */
export function messageKey(model: Model, code: string): string {
  const keyOf = (name: string): string | undefined =>
    Object.keys(model.shapes[name]?.members ?? {}).find((member) => member.toLowerCase() === 'message')
  const own = Object.hasOwn(model.shapes, code) ? keyOf(code) : undefined
  if (own) return own
  let key = keyOfModel.get(model)
  if (!key) {
    const others = Object.entries(model.shapes).flatMap(([name, shape]) => (shape.exception ? (keyOf(name) ?? []) : []))
    key = others[0] ?? (model.metadata.protocol === 'json' ? 'Message' : 'message')
    keyOfModel.set(model, key)
  }
  return key
}
