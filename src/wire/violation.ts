import { Fault } from '../fault.ts'
import type { Model } from './model.ts'

/** A rule of the model that an input breaks. */
export interface Violation {
  /** `tags.1.member.key`. */
  readonly path: string
  /** As shown in the error; undefined for what is missing. */
  readonly value: string | undefined
  /** AWS's words for the rule. */
  readonly text: string
  readonly reason: ViolationReason
}

/** Kinds of broken rules, in the words of Organizations' InvalidInputExceptionReason. */
export type ViolationReason =
  | 'INPUT_REQUIRED'
  | 'INVALID_ENUM'
  | 'INVALID_PATTERN'
  | 'MAX_LENGTH_EXCEEDED'
  | 'MAX_VALUE_EXCEEDED'
  | 'MIN_LENGTH_EXCEEDED'
  | 'MIN_VALUE_EXCEEDED'

/** More violations than this are counted but not listed. */
const mostListed = 20

/** The service's own error for an input that breaks its model, in AWS's sentence. */
export function validationFault(model: Model, violations: readonly Violation[]): Fault {
  const message = violationMessage(violations)
  if (model.metadata.protocol === 'query') return new Fault('ValidationError', message)
  // Organizations has no ValidationException; its error for a bad input names the kind.
  if (model.shapes.InvalidInputException && !model.shapes.ValidationException) {
    return new Fault('InvalidInputException', message, { fields: { Reason: violations[0]?.reason } })
  }
  // Service Quotas calls it so.
  if (model.shapes.IllegalArgumentException && !model.shapes.ValidationException) return new Fault('IllegalArgumentException', message)
  // The services of the command line's sign-in have none either; OAuth's own members are for sso-oidc alone.
  if (model.shapes.InvalidRequestException && !model.shapes.ValidationException) {
    return new Fault('InvalidRequestException', message, { fields: { error: 'invalid_request', error_description: message } })
  }
  return new Fault('ValidationException', message)
}

export function violationMessage(violations: readonly Violation[]): string {
  const listed = violations.slice(0, mostListed).map(({ path, value, text }) => {
    const shown = value === undefined ? 'null' : `'${value}'`
    return `Value ${shown} at '${path}' failed to satisfy constraint: ${text}`
  })
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${listed.join('; ')}`
}
