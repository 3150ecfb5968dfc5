import type { OperationContext } from '../../access/context.ts'
import { type Approver, findTokenHolder } from '../sso-oidc/index.ts'
import { fault } from './faults.ts'
import type { Person, PortalAccess } from './portal-access.ts'

/** Whose access token this is; a disabled person's is good for nothing. Throws UnauthorizedException. */
export async function tokenHolder(
  context: OperationContext,
  access: PortalAccess,
  accessToken: string,
): Promise<{ person: Person; approver: Approver }> {
  const approver = await findTokenHolder(context, accessToken)
  const person = approver && (await access.findUser(context, approver.userId))
  if (!approver || !person?.enabled) throw fault('UnauthorizedException', 'Session token not found or invalid')
  return { person, approver }
}
