import { requestKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import { decideLevels } from '../../access/decide-access.ts'
import { decideForPrincipal } from '../../access/policy.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse } from '../../wire/models/sts.ts'
import { findRole, type Role } from '../iam/index.ts'
import { controlPoliciesOf, findAccount } from '../organizations/index.ts'
import { assumeRoleKeys } from './condition-keys.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import { roleSeconds, startRoleSession } from './role-session.ts'
import { readSessionPolicies } from './session-policies.ts'
import { sessionFacts } from './session-tags.ts'
import { readRoleArn } from './trust.ts'
import { readWebIdentity, type WebIdentity } from './web-identity.ts'

/** Temporary credentials of a role for whoever has a token of a provider that the role trusts. The call takes no signature. */
export function createAssumeRoleWithWebIdentity({ secretKey }: { secretKey: Buffer }) {
  const issuerKeys = createIssuerKeys()
  return async (context: OperationContext, input: AssumeRoleWithWebIdentityRequest): Promise<AssumeRoleWithWebIdentityResponse> => {
    const { accountId, name } = readRoleArn(input.RoleArn)
    if (input.ProviderId !== undefined)
      throw new Fault('ValidationError', 'ProviderId goes with OAuth 2.0 access tokens, which are not offered.')
    const identity = await readWebIdentity(context, issuerKeys, { accountId, token: input.WebIdentityToken })
    const role = await findRole(context, accountId, name)
    const account = role && (await findAccount(context, accountId))
    const facts = sessionFacts(context.caller, { ...input, ...identity.session })
    if (role?.arn !== input.RoleArn || account?.state !== 'ACTIVE') throw denied('sts:AssumeRoleWithWebIdentity')
    await authorize(context, input, role, identity)
    const { documents: sessionPolicies, packedSize } = readSessionPolicies(input, facts.sessionTags)
    const seconds = roleSeconds(input, role)
    const started = startRoleSession(context, { secretKey, role, sessionName: input.RoleSessionName, seconds, facts, sessionPolicies })
    return {
      ...started,
      SubjectFromWebIdentityToken: identity.subject,
      Provider: identity.provider.url,
      Audience: identity.audience,
      ...(packedSize > 0 && { PackedPolicySize: packedSize }),
      ...(facts.sourceIdentity !== undefined && { SourceIdentity: facts.sourceIdentity }),
    }
  }
}

/** The role's trust policy has to let the provider in, for what the token says, and no resource control policy may forbid it. */
async function authorize(
  context: OperationContext,
  input: AssumeRoleWithWebIdentityRequest,
  role: Role,
  identity: WebIdentity,
): Promise<void> {
  const control = await controlPoliciesOf(context, role.accountId)
  const principal = { ...context.caller, federated: identity.provider.arn }
  const actions = [
    'sts:AssumeRoleWithWebIdentity',
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

const denied = (action: string): Fault => new Fault('AccessDenied', `Not authorized to perform ${action}`)
