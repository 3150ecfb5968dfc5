import type { OperationContext } from '../../access/context.ts'
import type { LogoutRequest } from '../../wire/models/sso.ts'
import { endGrantOf } from '../sso-oidc/index.ts'
import { fault } from './faults.ts'

/** Ends the sign-in that the token is of, its refresh token included. Role credentials that were given stay good to their end. */
export async function logout(context: OperationContext, { accessToken }: LogoutRequest): Promise<Record<string, never>> {
  if (!(await endGrantOf(context, accessToken))) throw fault('UnauthorizedException', 'Session token not found or invalid')
  return {}
}
