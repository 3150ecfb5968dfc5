import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { GetSessionTokenRequest, GetSessionTokenResponse } from '../../wire/models/sts.ts'
import { checkLongTermUser, issueUserSession } from './user-session.ts'

/** Temporary credentials of the user who asks, with the user's own rights. Users have no MFA devices here. */
export function createGetSessionToken(secretKey: Buffer) {
  return async (context: OperationContext, input: GetSessionTokenRequest): Promise<GetSessionTokenResponse> => {
    checkLongTermUser(context, 'GetSessionToken')
    if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
      throw new Fault(
        'AccessDenied',
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      )
    const { accountId, arn, principalArn, userId } = context.caller
    const user = { type: 'iam-user' as const, accountId, arn, principalArn, userId }
    return { Credentials: issueUserSession(context, secretKey, user, input.DurationSeconds) }
  }
}
