import type { OperationContext } from '../../access/context.ts'
import type { GetCallerIdentityResponse } from '../../wire/models/sts.ts'

/** Who signed this request. Needs no permission. */
export async function getCallerIdentity({ caller }: OperationContext): Promise<GetCallerIdentityResponse> {
  return { UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }
}
