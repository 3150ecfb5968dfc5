import type { Policies } from '../decide-access.ts'
import type { PolicyDocument } from '../policy.ts'
import { allow, allowAll, asUser, broken, deny, type EvaluationCase, type Expected, policy, roleArn, sessionArn, userArn } from './case.ts'

// "Policy evaluation logic", "Permissions boundaries", "Session policies" in the IAM user guide; "SCP evaluation" and "RCP evaluation" in
// the user guide of AWS Organizations.

const one = (name: string, expected: Expected, policies: Partial<Policies>): EvaluationCase => ({ name, expected, policies })

const other = [policy(allow({ Action: 'iam:*' }))]
const denies = [policy(deny())]
const nothing: readonly PolicyDocument[] = []
/** RCPFullAWSAccess. */
const everybody = [policy(allow({ Principal: '*' }))]
const deniesEverybody = [policy(allow({ Principal: '*' }), deny({ Principal: '*' }))]

const identity = allowAll

const boundaries: readonly EvaluationCase[] = [
  one('a boundary that allows leaves what is allowed', 'allowed', { identity, boundary: allowAll }),
  one('a boundary allows nothing by itself', 'implicit-deny by identity-based', { boundary: allowAll }),
  one('what the boundary does not allow is not allowed', 'implicit-deny by boundary', { identity, boundary: other }),
  one('a boundary that is gone allows nothing', 'implicit-deny by boundary', { identity, boundary: nothing }),
  one('a boundary can deny', 'explicit-deny by boundary', { identity, boundary: [...allowAll, ...denies] }),
  one('a boundary that cannot be read allows nothing', 'implicit-deny by boundary', { identity, boundary: [broken('{}')] }),
]

const sessions: readonly EvaluationCase[] = [
  one('a session policy that allows leaves what is allowed', 'allowed', { identity, session: allowAll }),
  one('one of several session policies may allow', 'allowed', { identity, session: [...other, ...allowAll] }),
  one('a session policy allows nothing by itself', 'implicit-deny by identity-based', { session: allowAll }),
  one('what no session policy allows is not allowed', 'implicit-deny by session', { identity, session: other }),
  one('a session policy can deny', 'explicit-deny by session', { identity, session: [...allowAll, ...denies] }),
  one('boundary and session have to allow both', 'implicit-deny by session', { identity, boundary: allowAll, session: other }),
  one('the boundary is named first', 'implicit-deny by boundary', { identity, boundary: other, session: other }),
]

const serviceControl: readonly EvaluationCase[] = [
  one('no level binds where service control policies are not enabled', 'allowed', { identity, serviceControl: [] }),
  one('every level allows', 'allowed', { identity, serviceControl: [allowAll, allowAll, allowAll] }),
  one('what the root does not allow', 'implicit-deny by service-control', { identity, serviceControl: [other, allowAll, allowAll] }),
  one('what a unit does not allow', 'implicit-deny by service-control', { identity, serviceControl: [allowAll, other, allowAll] }),
  one('what the account does not allow', 'implicit-deny by service-control', { identity, serviceControl: [allowAll, allowAll, nothing] }),
  one('what a level denies', 'explicit-deny by service-control', { identity, serviceControl: [allowAll, [...allowAll, ...denies]] }),
  one('a deny above an allow', 'explicit-deny by service-control', { identity, serviceControl: [[...allowAll, ...denies], allowAll] }),
  one('one of a level’s policies may allow', 'allowed', { identity, serviceControl: [[...other, ...allowAll]] }),
  one('service control policies allow nothing by themselves', 'implicit-deny by identity-based', { serviceControl: [allowAll] }),
  one('a service control policy that cannot be read', 'implicit-deny by service-control', { identity, serviceControl: [[broken(null)]] }),
  one('a service control policy with a principal is none', 'implicit-deny by service-control', { identity, serviceControl: [everybody] }),
  one('the service control policy is named before the identity’s', 'implicit-deny by service-control', { serviceControl: [other] }),
]

const resourceControl: readonly EvaluationCase[] = [
  one('no level binds where resource control policies are not enabled', 'allowed', { identity, resourceControl: [] }),
  one('RCPFullAWSAccess on every level', 'allowed', { identity, resourceControl: [everybody, everybody] }),
  one('what a level denies everybody', 'explicit-deny by resource-control', { identity, resourceControl: [everybody, deniesEverybody] }),
  one('what a level does not allow', 'implicit-deny by resource-control', { identity, resourceControl: [everybody, nothing] }),
  one('resource control policies allow nothing by themselves', 'implicit-deny by identity-based', { resourceControl: [everybody] }),
]

/** Which policies a grant by the resource makes up for: the table of the page on resource-based policies and implicit denies. */
const grants = (Principal: { AWS: string }) => [policy(allow({ Principal }))]
const toRole = grants({ AWS: roleArn })
const toSession = grants({ AWS: sessionArn })
const toUser = grants({ AWS: userArn })
const interplay: readonly EvaluationCase[] = [
  one('a grant to the role makes up for the identity’s policies', 'allowed', { resource: toRole, boundary: allowAll, session: allowAll }),
  one('not for the boundary', 'implicit-deny by boundary', { resource: toRole, boundary: nothing, session: allowAll }),
  one('nor for the session policies', 'implicit-deny by session', { resource: toRole, boundary: allowAll, session: nothing }),
  one('a grant to the session makes up for all three', 'allowed', { resource: toSession, boundary: nothing, session: nothing }),
  one('but not for a deny of the boundary', 'explicit-deny by boundary', { resource: toSession, boundary: denies }),
  one('nor of a session policy', 'explicit-deny by session', { resource: toSession, session: denies }),
  one('nor of an identity policy', 'explicit-deny by identity-based', { resource: toSession, identity: denies }),
  one('nor for service control policies', 'implicit-deny by service-control', { resource: toSession, serviceControl: [nothing] }),
  one('nor for resource control policies', 'explicit-deny by resource-control', {
    resource: toSession,
    resourceControl: [deniesEverybody],
  }),
  {
    ...one('a grant to the user makes up for its policies and its boundary', 'allowed', { resource: toUser, boundary: nothing }),
    request: { principal: asUser },
  },
  one('a grant to everybody is to a session as one to its role', 'implicit-deny by session', { resource: everybody, session: nothing }),
]

const denying: readonly EvaluationCase[] = [
  one('an explicit deny is named before what does not allow', 'explicit-deny by session', { session: denies, serviceControl: [nothing] }),
  one('of several denies the resource control policy’s comes first', 'explicit-deny by resource-control', {
    ...{ identity: denies, serviceControl: [denies] },
    resourceControl: [deniesEverybody],
  }),
  one('then the service control policy’s', 'explicit-deny by service-control', { identity: denies, serviceControl: [denies] }),
  one('then the identity’s', 'explicit-deny by identity-based', { identity: denies, boundary: denies, session: denies }),
  one('all kinds allow', 'allowed', {
    ...{ identity, boundary: allowAll, session: allowAll, resource: toRole },
    ...{ serviceControl: [allowAll, allowAll], resourceControl: [everybody, everybody] },
  }),
]

export const kinds: readonly EvaluationCase[] = [
  ...boundaries,
  ...sessions,
  ...serviceControl,
  ...resourceControl,
  ...interplay,
  ...denying,
]
