import { conditionKeys } from '../../access/authorize.ts'
import type { OperationContext } from '../../access/context.ts'
import { issueTemporaryCredentials } from '../../access/credentials.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest, AssumeRoleResponse } from '../../wire/models/sts.ts'
import { findRole, type Role } from '../iam/index.ts'
import { findAccount } from '../organizations/index.ts'
import { readSessionPolicies } from './session-policies.ts'
import { trusts } from './trust.ts'

const chainedSessionSeconds = 3600

/** Temporary credentials of a role whose trust policy names the caller. The caller's own sts:AssumeRole was decided before. */
export function createAssumeRole(secretKey: Buffer) {
  return async (context: OperationContext, input: AssumeRoleRequest): Promise<AssumeRoleResponse> => {
    const role = await findAssumable(context, input)
    const seconds = sessionSeconds(context, input, role)
    const { documents: sessionPolicies, packedSize } = readSessionPolicies(input)
    const assumedRole = {
      type: 'assumed-role' as const,
      accountId: role.accountId,
      arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${input.RoleSessionName}`,
      principalArn: role.arn,
      userId: `${role.roleId}:${input.RoleSessionName}`,
      ...(sessionPolicies.length > 0 && { sessionPolicies }),
    }
    const expiration = new Date(context.clock.now().getTime() + seconds * 1000)
    const credentials = issueTemporaryCredentials(secretKey, assumedRole, expiration)
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: expiration,
      },
      AssumedRoleUser: { AssumedRoleId: assumedRole.userId, Arn: assumedRole.arn },
      ...(packedSize > 0 && { PackedPolicySize: packedSize }),
      ...(input.SourceIdentity && { SourceIdentity: input.SourceIdentity }),
    }
  }
}

/** One answer for a role that is not there, whose account is not active, or that does not trust the caller: nothing is given away. */
async function findAssumable(context: OperationContext, input: AssumeRoleRequest): Promise<Role> {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:[\u0021-\u007e]+\/)?([\w+=,.@-]{1,64})$/.exec(input.RoleArn) ?? []
  if (!accountId || !name) throw new Fault('ValidationError', `${input.RoleArn} is invalid`)
  const role = await findRole(context, accountId, name)
  const account = role && (await findAccount(context, accountId))
  const keys = {
    ...conditionKeys(context),
    'sts:rolesessionname': [input.RoleSessionName],
    ...(input.ExternalId && { 'sts:externalid': [input.ExternalId] }),
  }
  if (role && role.arn === input.RoleArn && account?.state === 'ACTIVE' && trusts(role.trustPolicy, context.caller, keys)) return role
  throw new Fault(
    'AccessDeniedException',
    `User: ${context.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
  )
}

function sessionSeconds({ caller }: OperationContext, { DurationSeconds }: AssumeRoleRequest, role: Role): number {
  const seconds = DurationSeconds ?? 3600
  if (caller.type === 'assumed-role' && seconds > chainedSessionSeconds) {
    throw new Fault('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining')
  }
  if (seconds > role.maxSessionSeconds) {
    throw new Fault('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  return seconds
}
