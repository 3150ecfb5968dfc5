import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/controltower.ts'

// The service's refusals. Where AWS's own text is known it stands first.

const fault = (code: ErrorCode, message: string) => new Fault<ErrorCode>(code, message)

export const accessDenied = () =>
  fault('AccessDeniedException', 'AWS Control Tower can be used only with credentials of the management account of the organization.')
export const validation = (message: string) => fault('ValidationException', message)
export const conflict = (message: string) => fault('ConflictException', message)
export const notFound = (message: string) => fault('ResourceNotFoundException', message)
export const quotaExceeded = (message: string) => fault('ServiceQuotaExceededException', message)
export const noLandingZone = (region: string) =>
  validation(`AWS Control Tower cannot complete the operation because a landing zone must be created first. There is none in ${region}.`)
export const invalidToken = () =>
  validation('The nextToken is not valid: take it from the answer to the call before, with the same filter.')
