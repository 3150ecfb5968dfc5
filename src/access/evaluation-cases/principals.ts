import type { AccessRequest } from '../decide-access.ts'
import type { Statement } from '../policy.ts'
import {
  accountId,
  allow,
  allowAll,
  asUser,
  broken,
  deny,
  type EvaluationCase,
  type Expected,
  otherAccountId,
  policy,
  roleArn,
  sessionArn,
  userArn,
} from './case.ts'

// Policies of resources: "AWS JSON policy elements: Principal" and "NotPrincipal", "Resource-based policies and implicit denies in other
// policy types", "Cross-account policy evaluation logic" and, for roles, "How IAM roles differ from resource-based policies".

type PrincipalElement = NonNullable<Statement['Principal']>

const noIdentity: Expected = 'implicit-deny by identity-based'
const noResource: Expected = 'implicit-deny by resource-based'
const root = `arn:aws:iam::${accountId}:root`

const naming = (Principal: PrincipalElement) => policy(allow({ Principal }))
const notNaming = (NotPrincipal: PrincipalElement) => policy(allow({ Principal: '*' }), deny({ NotPrincipal }))

/** Only the resource's policy allows. */
const alone = (name: string, expected: Expected, Principal: PrincipalElement, request: Partial<AccessRequest> = {}): EvaluationCase => ({
  name,
  expected,
  request,
  policies: { identity: [], resource: [naming(Principal)] },
})
const asService = { ...asUser, type: 'service', service: 'controltower.amazonaws.com' } as const

const withinAccount: readonly EvaluationCase[] = [
  alone('the role by its ARN', 'allowed', { AWS: roleArn }),
  alone('the role by its unique id', 'allowed', { AWS: 'AROAEXAMPLEROLE' }),
  alone('the session by its ARN', 'allowed', { AWS: sessionArn }),
  alone('one of a list', 'allowed', { AWS: ['arn:aws:iam::444455556666:root', roleArn] }),
  alone('everybody', 'allowed', '*'),
  alone('everybody of AWS', 'allowed', { AWS: '*' }),
  alone('the user by ARN', 'allowed', { AWS: userArn }, { principal: asUser }),
  alone('the user by unique id', 'allowed', { AWS: 'AIDAEXAMPLEUSER' }, { principal: asUser }),
  alone('an AWS service', 'allowed', { Service: 'controltower.amazonaws.com' }, { principal: asService }),
  alone('another AWS service', noIdentity, { Service: 'sso.amazonaws.com' }, { principal: asService }),
  alone('the account by its root leaves it to the identity’s policies', noIdentity, { AWS: root }),
  alone('the account by its id leaves it to them as well', noIdentity, { AWS: accountId }),
  alone('another role', noIdentity, { AWS: `arn:aws:iam::${accountId}:role/Writer` }),
  alone('another session of the role', noIdentity, { AWS: sessionArn.replace('ada', 'bob') }),
  alone('a part of a name with a star is no wildcard', noIdentity, { AWS: `arn:aws:iam::${accountId}:role/*` }),
  alone('an identity provider signs nobody’s requests', noIdentity, { Federated: 'cognito-identity.amazonaws.com' }),
  alone('a canonical user is nobody here', noIdentity, {
    CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
  }),
  alone('a kind of principal that there is not makes the policy unreadable', noIdentity, { Robot: '*' }),
  {
    name: 'what the identity’s policies allow needs no resource’s policy',
    expected: 'allowed',
    policies: { identity: allowAll, resource: [] },
  },
  {
    name: 'a statement for nobody is unreadable',
    expected: noIdentity,
    policies: { resource: [policy(allow())] },
  },
  {
    name: 'a resource’s policy need not name the resource',
    expected: 'allowed',
    policies: { resource: [broken({ Statement: { Effect: 'Allow', Principal: '*', Action: '*' } })] },
  },
  {
    name: 'a deny for the account is one for everybody in it',
    expected: 'explicit-deny by resource-based',
    policies: { identity: allowAll, resource: [policy(deny({ Principal: { AWS: root } }))] },
  },
  {
    name: 'a deny for another account is not ours',
    expected: 'allowed',
    policies: { identity: allowAll, resource: [policy(deny({ Principal: { AWS: otherAccountId } }))] },
  },
]

const notPrincipal: readonly EvaluationCase[] = (
  [
    ['account, role and session listed are left out', 'allowed', [root, roleArn, sessionArn]],
    ['without the session the deny holds', 'explicit-deny by resource-based', [root, roleArn]],
    ['without the account the deny holds', 'explicit-deny by resource-based', [roleArn, sessionArn]],
    ['somebody else listed does not help', 'explicit-deny by resource-based', [`arn:aws:iam::${otherAccountId}:root`]],
  ] as const
).map(([name, expected, AWS]) => ({ name: `NotPrincipal: ${name}`, expected, policies: { resource: [notNaming({ AWS })] } }))

const abroad = { resourceAccountId: otherAccountId }
const acrossAccounts: readonly EvaluationCase[] = [
  {
    name: 'across accounts both sides have to allow',
    expected: 'allowed',
    request: abroad,
    policies: { identity: allowAll, resource: [naming({ AWS: root })] },
  },
  {
    name: 'across accounts the identity’s policies alone do not do',
    expected: noResource,
    request: abroad,
    policies: { identity: allowAll, resource: [] },
  },
  alone('across accounts the resource’s policy alone does not do', noIdentity, { AWS: roleArn }, abroad),
  alone('not even when it names the session', noIdentity, { AWS: sessionArn }, abroad),
  {
    name: 'across accounts the boundary counts',
    expected: 'implicit-deny by boundary',
    request: abroad,
    policies: { identity: allowAll, boundary: [], resource: [naming({ AWS: sessionArn })] },
  },
  {
    name: 'a service that looks after other accounts itself has no resource’s policy to ask',
    expected: 'allowed',
    request: abroad,
    policies: { identity: allowAll },
  },
]

const trust = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${accountId}:role/Target`, needsResourcePolicy: true }
const roleTrust: readonly EvaluationCase[] = [
  {
    name: 'a role that does not trust is assumed by nobody, whatever else allows',
    expected: noResource,
    request: trust,
    policies: { identity: allowAll, resource: [] },
  },
  {
    name: 'a role that there is not either',
    expected: noResource,
    request: trust,
    policies: { identity: allowAll },
  },
  alone('a role that trusts the caller by name needs nothing else', 'allowed', { AWS: roleArn }, trust),
  alone('a role that trusts the account needs the caller’s own policies', noIdentity, { AWS: root }, trust),
  {
    name: 'and has them',
    expected: 'allowed',
    request: trust,
    policies: { identity: allowAll, resource: [naming({ AWS: root })] },
  },
]

export const principals: readonly EvaluationCase[] = [...withinAccount, ...notPrincipal, ...acrossAccounts, ...roleTrust]
