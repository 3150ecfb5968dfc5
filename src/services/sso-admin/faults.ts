import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/sso-admin.ts'

export const notFound = (what: string) => new Fault<ErrorCode>('ResourceNotFoundException', `${what} not found`)
export const invalid = (message: string) => new Fault<ErrorCode>('ValidationException', message)
export const conflict = (message: string) => new Fault<ErrorCode>('ConflictException', message)
export const accessDenied = () =>
  new Fault<ErrorCode>('AccessDeniedException', 'You do not have access to this instance of IAM Identity Center.')
export const invalidToken = () => invalid('The pagination token is not one of this list.')
export const quotaExceeded = (message: string) => new Fault<ErrorCode>('ServiceQuotaExceededException', message)
