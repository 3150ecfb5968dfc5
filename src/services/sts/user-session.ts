import type { OperationContext } from '../../access/context.ts'
import { issueTemporaryCredentials, type Principal } from '../../access/credentials.ts'
import { Fault } from '../../fault.ts'
import type { Credentials } from '../../wire/models/sts.ts'

const defaultSeconds = 12 * 3600

/** Throws AccessDenied unless an IAM user calls with a long-term key: sessions cannot begin sessions of this kind. */
export function checkLongTermUser({ caller }: OperationContext, operation: string): void {
  if (caller.type !== 'iam-user' || caller.tokenIssuedAt !== undefined)
    throw new Fault('AccessDenied', `Cannot call ${operation} with session credentials`)
}

/** Credentials of a session that a user begins with their own key; 12 hours unless told. */
export function issueUserSession(
  { clock }: OperationContext,
  secretKey: Buffer,
  principal: Omit<Principal, 'accessKeyId'>,
  seconds = defaultSeconds,
): Credentials {
  const now = clock.now()
  const expiration = new Date(now.getTime() + seconds * 1000)
  const { accessKeyId, secretAccessKey, sessionToken } = issueTemporaryCredentials(
    secretKey,
    { ...principal, tokenIssuedAt: now.toISOString() },
    expiration,
  )
  return { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration }
}
