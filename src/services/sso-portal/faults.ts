import { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/sso.ts'

/** ForbiddenException is not in the model; AWS answers it all the same. */
export function fault(code: ErrorCode | 'ForbiddenException', message: string): Fault {
  return new Fault(code, message)
}

export const noAccess = () => fault('ForbiddenException', 'No access')
export const invalidToken = () => fault('InvalidRequestException', 'The nextToken is not one of this list.')

/** Throws InvalidRequestException for what cannot be the id of an account or the name of a role. */
export function checkNames({ accountId, roleName }: { accountId: string; roleName?: string }): void {
  if (!/^\d{12}$/.test(accountId)) throw fault('InvalidRequestException', 'account_id is an account id of 12 digits.')
  if (roleName !== undefined && !/^[\w+=,.@-]{1,64}$/.test(roleName))
    throw fault('InvalidRequestException', 'role_name is not the name of a role.')
}
