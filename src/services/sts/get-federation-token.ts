import type { Authorize } from '../../access/authorize.ts'
import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { GetFederationTokenRequest, GetFederationTokenResponse } from '../../wire/models/sts.ts'
import { readSessionPolicies } from './session-policies.ts'
import { readTags } from './session-tags.ts'
import { checkLongTermUser, issueUserSession } from './user-session.ts'

/** Temporary credentials for somebody whom the calling user vouches for: the user's rights, narrowed by the policies given; without any, none. */
export function createGetFederationToken({ secretKey, authorize }: { secretKey: Buffer; authorize: Authorize }) {
  return async (context: OperationContext, input: GetFederationTokenRequest): Promise<GetFederationTokenResponse> => {
    checkLongTermUser(context, 'GetFederationToken')
    const { accountId, principalArn } = context.caller
    const arn = `arn:aws:sts::${accountId}:federated-user/${input.Name}`
    const sessionTags = Object.fromEntries(readTags(input))
    if (input.Tags) await authorize(context, { action: 'sts:TagSession', resources: [arn], keys: requestTagKeys(input) })
    const { documents: sessionPolicies, packedSize } = readSessionPolicies(input, sessionTags)
    const federated = {
      type: 'federated-user' as const,
      accountId,
      arn,
      principalArn,
      userId: `${accountId}:${input.Name}`,
      sessionPolicies,
      ...(input.Tags && { sessionTags }),
    }
    return {
      Credentials: issueUserSession(context, secretKey, federated, input.DurationSeconds),
      FederatedUser: { FederatedUserId: federated.userId, Arn: federated.arn },
      ...(packedSize > 0 && { PackedPolicySize: packedSize }),
    }
  }
}
