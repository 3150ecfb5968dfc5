import { requestKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import { decideLevels } from '../../access/decide-access.ts'
import { decideForPrincipal } from '../../access/policy.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest, AssumeRoleResponse } from '../../wire/models/sts.ts'
import { findRole, type Role } from '../iam/index.ts'
import { controlPoliciesOf, findAccount } from '../organizations/index.ts'
import type { ClaimedSession } from './claimed-session.ts'
import { assumeRoleKeys } from './condition-keys.ts'
import { roleSeconds, startRoleSession } from './role-session.ts'
import { readSessionPolicies } from './session-policies.ts'
import { sessionFacts } from './session-tags.ts'
import { readRoleArn } from './trust.ts'

/** Who wants into a role on the word of an identity provider, which was verified before. */
export interface FederatedIdentity {
  readonly action: 'sts:AssumeRoleWithWebIdentity' | 'sts:AssumeRoleWithSAML'
  readonly providerArn: string
  /** What policies can ask of the provider's word. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  readonly session: ClaimedSession
  /** Those of the keys that go along into the session. */
  readonly samlKeys?: Readonly<Record<string, readonly string[]>>
  /** The provider lets the session last no longer. */
  readonly mostSeconds?: number | undefined
  /** Throws when the provider's word is not to count once more; asked when everything else holds. */
  readonly redeem?: () => Promise<void>
}

type Input = Pick<AssumeRoleRequest, 'RoleArn' | 'RoleSessionName' | 'Policy' | 'PolicyArns' | 'DurationSeconds'>

/** Temporary credentials of a role that trusts the provider. One answer for a role that is not there and one that is closed. */
export async function assumeFederatedRole(
  context: OperationContext,
  secretKey: Buffer,
  input: Input,
  identity: FederatedIdentity,
): Promise<AssumeRoleResponse> {
  const { accountId, name } = readRoleArn(input.RoleArn)
  const role = await findRole(context, accountId, name)
  const account = role && (await findAccount(context, accountId))
  const { samlKeys } = identity
  const facts = { ...sessionFacts(context.caller, { ...input, ...identity.session }), ...(samlKeys && { samlKeys }) }
  if (role?.arn !== input.RoleArn || account?.state !== 'ACTIVE') throw denied(identity.action)
  await authorize(context, input, role, identity)
  const { documents: sessionPolicies, packedSize } = readSessionPolicies(input, facts.sessionTags)
  const seconds = Math.min(roleSeconds(input, role), identity.mostSeconds ?? Number.POSITIVE_INFINITY)
  await identity.redeem?.()
  return {
    ...startRoleSession(context, { secretKey, role, sessionName: input.RoleSessionName, seconds, facts, sessionPolicies }),
    ...(packedSize > 0 && { PackedPolicySize: packedSize }),
    ...(facts.sourceIdentity !== undefined && { SourceIdentity: facts.sourceIdentity }),
  }
}

/** The role's trust policy has to let the provider in, for what it says, and no resource control policy may forbid it. */
async function authorize(context: OperationContext, input: Input, role: Role, identity: FederatedIdentity): Promise<void> {
  const control = await controlPoliciesOf(context, role.accountId)
  const principal = { ...context.caller, federated: identity.providerArn }
  const actions = [
    identity.action,
    ...(identity.session.Tags ? ['sts:TagSession'] : []),
    ...(identity.session.SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
  for (const action of actions) {
    const keys = { ...requestKeys(context, action, undefined), ...assumeRoleKeys({ ...input, ...identity.session }), ...identity.keys }
    const question = { action, resource: role.arn, keys }
    const trusted = decideForPrincipal([role.trustPolicy], question, principal) === 'itself'
    if (!trusted || decideLevels(control?.resourceControl, question, 'resource') !== 'allowed') throw denied(action)
  }
}

export const denied = (action: string): Fault => new Fault('AccessDenied', `Not authorized to perform ${action}`)
