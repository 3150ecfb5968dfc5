import type { OperationContext } from '../../access/context.ts'
import type { GetSessionTokenRequest, GetSessionTokenResponse } from '../../wire/models/sts.ts'
import { refuseMfa } from './mfa.ts'
import { checkLongTermUser, issueUserSession } from './user-session.ts'

/** Temporary credentials of the user who asks, with the user's own rights. */
export function createGetSessionToken(secretKey: Buffer) {
  return async (context: OperationContext, input: GetSessionTokenRequest): Promise<GetSessionTokenResponse> => {
    checkLongTermUser(context, 'GetSessionToken')
    refuseMfa(input)
    const { accountId, arn, principalArn, userId } = context.caller
    const user = { type: 'iam-user' as const, accountId, arn, principalArn, userId }
    return { Credentials: issueUserSession(context, secretKey, user, input.DurationSeconds) }
  }
}
