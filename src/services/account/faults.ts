import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/account.ts'

export const notFound = (message: string): Fault => new Fault<ErrorCode>('ResourceNotFoundException', message)

export const conflict = (message: string): Fault => new Fault<ErrorCode>('ConflictException', message)

export const denied = (message: string): Fault => new Fault<ErrorCode>('AccessDeniedException', message)

/** A field whose value the model lets pass. */
export function invalidField(name: string, message: string): Fault {
  const fields = { reason: 'fieldValidationFailed', fieldList: [{ name, message }] }
  return new Fault<ErrorCode>('ValidationException', message, { fields })
}
