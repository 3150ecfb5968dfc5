import type { Authorize } from '../../access/authorize.ts'
import type { OperationContext } from '../../access/context.ts'
import { refusal } from '../../access/refusal.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest, AssumeRoleResponse } from '../../wire/models/sts.ts'
import { findRole, type Role } from '../iam/index.ts'
import { findAccount } from '../organizations/index.ts'
import { assumeRoleKeys } from './condition-keys.ts'
import { refuseMfa } from './mfa.ts'
import { roleSeconds, startRoleSession } from './role-session.ts'
import { readSessionPolicies } from './session-policies.ts'
import { type SessionFacts, sessionFacts } from './session-tags.ts'
import { readRoleArn } from './trust.ts'

const chainedSessionSeconds = 3600

/** Temporary credentials of a role. That its trust policy and the caller's own policies allow it was decided before. */
export function createAssumeRole({ secretKey, authorize }: { secretKey: Buffer; authorize: Authorize }) {
  return async (context: OperationContext, input: AssumeRoleRequest): Promise<AssumeRoleResponse> => {
    refuseMfa(input)
    if (input.ProvidedContexts?.length) throw new Fault('ValidationError', 'ProvidedContexts are not offered here.')
    const role = await findAssumable(context, input)
    const seconds = sessionSeconds(context, input, role)
    const facts = sessionFacts(context.caller, input)
    await authorizeFacts(authorize, context, input, facts)
    const { documents: sessionPolicies, packedSize } = readSessionPolicies(input, facts.sessionTags)
    const started = startRoleSession(context, { secretKey, role, sessionName: input.RoleSessionName, seconds, facts, sessionPolicies })
    return {
      ...started,
      ...(packedSize > 0 && { PackedPolicySize: packedSize }),
      ...(facts.sourceIdentity !== undefined && { SourceIdentity: facts.sourceIdentity }),
    }
  }
}

/** One answer for a role that is not there and one whose account is not active: nothing is given away. */
async function findAssumable(context: OperationContext, { RoleArn }: AssumeRoleRequest): Promise<Role> {
  const { accountId, name } = readRoleArn(RoleArn)
  const role = await findRole(context, accountId, name)
  const account = role && (await findAccount(context, accountId))
  if (role?.arn === RoleArn && account?.state === 'ACTIVE') return role
  throw refusal({ arn: context.caller.arn, action: 'sts:AssumeRole', resource: RoleArn }, undefined)
}

/** Tags and a source identity, handed on ones too, have actions of their own, which the role's trust policy has to allow as well. */
async function authorizeFacts(
  authorize: Authorize,
  context: OperationContext,
  input: AssumeRoleRequest,
  { sessionTags, sourceIdentity }: SessionFacts,
): Promise<void> {
  const question = { resources: [input.RoleArn], keys: assumeRoleKeys(input) }
  if (sessionTags) await authorize(context, { action: 'sts:TagSession', ...question })
  if (sourceIdentity !== undefined) await authorize(context, { action: 'sts:SetSourceIdentity', ...question })
}

function sessionSeconds({ caller }: OperationContext, { DurationSeconds }: AssumeRoleRequest, role: Role): number {
  if (caller.type === 'assumed-role' && (DurationSeconds ?? 0) > chainedSessionSeconds) {
    throw new Fault('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining')
  }
  return roleSeconds({ ...(DurationSeconds !== undefined && { DurationSeconds }) }, role)
}
