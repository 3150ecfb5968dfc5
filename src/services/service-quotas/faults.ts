import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/service-quotas.ts'

export const noSuchResource = (message: string) => new Fault<ErrorCode>('NoSuchResourceException', message)
export const illegalArgument = (message: string) => new Fault<ErrorCode>('IllegalArgumentException', message)
export const alreadyExists = (message: string) => new Fault<ErrorCode>('ResourceAlreadyExistsException', message)
export const quotaExceeded = (message: string) => new Fault<ErrorCode>('QuotaExceededException', message)
export const invalidToken = () => new Fault<ErrorCode>('InvalidPaginationTokenException', 'The pagination token is not one of this list.')
