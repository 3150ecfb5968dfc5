import type { OperationContext } from '../../access/context.ts'
import { issueTemporaryCredentials } from '../../access/credentials.ts'
import type { GetRoleCredentialsRequest, GetRoleCredentialsResponse } from '../../wire/models/sso.ts'
import { checkNames, noAccess } from './faults.ts'
import type { PortalAccess } from './portal-access.ts'
import { tokenHolder } from './token-holder.ts'

/** Temporary credentials of a role that the holder of the token may enter, for as long as its permission set says. */
export function createGetRoleCredentials(access: PortalAccess, secretKey: Buffer) {
  return async (context: OperationContext, input: GetRoleCredentialsRequest): Promise<GetRoleCredentialsResponse> => {
    checkNames(input)
    const { person, approver } = await tokenHolder(context, access, input.accessToken)
    const session = await access.findRoleSession(context, person, input)
    if (!session) throw noAccess()
    const expiration = new Date(context.clock.now().getTime() + session.sessionSeconds * 1000)
    const { userId: _, ...proof } = approver
    const principal = { ...session.principal, ...proof }
    const { accessKeyId, secretAccessKey, sessionToken } = issueTemporaryCredentials(secretKey, principal, expiration)
    return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: expiration.getTime() } }
  }
}
