import type { OperationContext } from '../../access/context.ts'
import { issueTemporaryCredentials } from '../../access/credentials.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleResponse } from '../../wire/models/sts.ts'
import type { Role } from '../iam/index.ts'
import type { SessionFacts } from './session-tags.ts'

interface NewRoleSession {
  readonly secretKey: Buffer
  readonly role: Role
  readonly sessionName: string
  readonly seconds: number
  readonly facts: SessionFacts
  /** JSON documents. */
  readonly sessionPolicies: readonly string[]
}

/** Credentials of a role, and who has them is called. */
export function startRoleSession(
  context: OperationContext,
  { secretKey, role, sessionName, seconds, facts, sessionPolicies }: NewRoleSession,
): Required<Pick<AssumeRoleResponse, 'Credentials' | 'AssumedRoleUser'>> {
  const now = context.clock.now()
  const assumedRole = {
    type: 'assumed-role' as const,
    accountId: role.accountId,
    arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
    principalArn: role.arn,
    userId: `${role.roleId}:${sessionName}`,
    tokenIssuedAt: now.toISOString(),
    ...facts,
    ...(sessionPolicies.length > 0 && { sessionPolicies }),
  }
  const expiration = new Date(now.getTime() + seconds * 1000)
  const credentials = issueTemporaryCredentials(secretKey, assumedRole, expiration)
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: expiration,
    },
    AssumedRoleUser: { AssumedRoleId: assumedRole.userId, Arn: assumedRole.arn },
  }
}

/** An hour unless asked for; throws ValidationError beyond what the role lets. */
export function roleSeconds({ DurationSeconds = 3600 }: { DurationSeconds?: number }, role: Role): number {
  if (DurationSeconds <= role.maxSessionSeconds) return DurationSeconds
  throw new Fault('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}
