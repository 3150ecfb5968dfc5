import { createBriefCache } from '../access/brief-cache.ts'
import type { OperationContext } from '../access/context.ts'
import { createCredentialFinder, type FoundPrincipal, type Principal } from '../access/credentials.ts'
import { findAccount } from '../services/organizations/index.ts'

/** Credentials of an account that is being closed, or is closed, are as unknown as any others: nobody acts in it any more. */
export function createOpenCredentialFinder(context: OperationContext, options: { secretKey: Buffer; trustAs: Principal | undefined }) {
  const find = createCredentialFinder({ ...context, ...options })
  const closures = createBriefCache(async (context: OperationContext, accountId) => {
    const account = await findAccount(context, accountId)
    return account !== undefined && account.state !== 'ACTIVE' && account.state !== 'PENDING_ACTIVATION'
  })
  return async (accessKeyId: string, sessionToken: string | undefined): Promise<FoundPrincipal> => {
    const found = await find(accessKeyId, sessionToken)
    return typeof found === 'object' && (await closures.get(context, found.principal.accountId)) ? 'unknown' : found
  }
}
