import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/sso.ts'

/** ForbiddenException is not in the model; AWS answers it all the same. */
export function fault(code: ErrorCode | 'ForbiddenException', message: string): Fault {
  return new Fault(code, message)
}

export const noAccess = () => fault('ForbiddenException', 'No access')
export const invalidToken = () => fault('InvalidRequestException', 'The nextToken is not one of this list.')
