// The one policy evaluator: plain data in, a decision out. The fetching around it is authorize.ts.
// "Policy evaluation logic" in the IAM user guide; the cases it is held to are decide-access.cases.ts.
import { decide, decideForPrincipal, type PolicyDocument, type Question } from './policy.ts'
import type { AskingPrincipal } from './principal-element.ts'

/** Policies that bear on a request, by kind. A kind that is undefined limits nothing; an empty list allows nothing. */
export interface Policies {
  readonly identity: readonly PolicyDocument[]
  /** The permissions boundary of the user or role. */
  readonly boundary?: readonly PolicyDocument[] | undefined
  /** Policies handed over when the session was begun. */
  readonly session?: readonly PolicyDocument[] | undefined
  /** Of the caller's account: a list for each level from the root to the account. */
  readonly serviceControl?: readonly (readonly PolicyDocument[])[] | undefined
  /** Of the resource's account, likewise. */
  readonly resourceControl?: readonly (readonly PolicyDocument[])[] | undefined
  /** Of the resource itself, a role's trust policy among them; undefined for a resource that has none of its own. */
  readonly resource?: readonly PolicyDocument[] | undefined
}

export interface AccessRequest extends Question {
  readonly principal: AskingPrincipal
  /** Whose resource it is; undefined where it is the caller's own account's. */
  readonly resourceAccountId?: string | undefined
  /** The resource's policy has to allow, whatever the identity's do: role trust policies are so. */
  readonly needsResourcePolicy?: boolean
}

export type PolicyKind = (typeof order)[number]

/** In the order in which they are asked: of several that refuse the first is named. */
const order = ['resource-control', 'service-control', 'identity-based', 'boundary', 'session', 'resource-based'] as const

export type AccessDecision =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'explicit-deny' | 'implicit-deny'; readonly kind: PolicyKind }

const allowed: AccessDecision = { decision: 'allowed' }

/**
 * An explicit deny anywhere wins. Then control policies must allow on every level, and across accounts both sides. Within an account
 * a resource's policy that names the user or the session needs nobody's agreement, one that names the role stands in for the role's own
 * policies only, and one that names the account leaves it to them. Boundary and session policies narrow what is left.
 */
export function decideAccess(request: AccessRequest, policies: Policies): AccessDecision {
  const resource = policies.resource && decideForPrincipal(policies.resource, request, request.principal)
  const limits: Readonly<Record<Exclude<PolicyKind, 'resource-based'>, ReturnType<typeof decide>>> = {
    'resource-control': decideLevels(policies.resourceControl, request, 'resource'),
    'service-control': decideLevels(policies.serviceControl, request, 'identity'),
    'identity-based': decide(policies.identity, request),
    boundary: policies.boundary ? decide(policies.boundary, request) : 'allowed',
    session: policies.session ? decide(policies.session, request) : 'allowed',
  }
  const denying = order.find((kind) => (kind === 'resource-based' ? resource : limits[kind]) === 'explicit-deny')
  if (denying) return { decision: 'explicit-deny', kind: denying }
  const lacking = order.find((kind) =>
    kind === 'resource-based' ? resourceIsLacking(request, resource) : limits[kind] !== 'allowed' && !isWaived(kind, request, resource),
  )
  return lacking ? { decision: 'implicit-deny', kind: lacking } : allowed
}

type ResourceDecision = ReturnType<typeof decideForPrincipal> | undefined

function resourceIsLacking(request: AccessRequest, resource: ResourceDecision): boolean {
  const isNeeded = request.needsResourcePolicy || (resource !== undefined && !isSameAccount(request))
  return isNeeded && (resource === undefined || resource === 'implicit-deny')
}

/** Does the resource's policy stand in for what this kind does not allow? */
function isWaived(kind: PolicyKind, request: AccessRequest, resource: ResourceDecision): boolean {
  if (!isSameAccount(request)) return false
  if (kind === 'identity-based') return resource === 'itself' || resource === 'role'
  return (kind === 'boundary' || kind === 'session') && resource === 'itself'
}

const isSameAccount = ({ resourceAccountId, principal }: AccessRequest): boolean =>
  resourceAccountId === undefined || resourceAccountId === principal.accountId

/** Every level has to allow, and none may deny. */
export function decideLevels(
  levels: readonly (readonly PolicyDocument[])[] | undefined,
  request: Question,
  form: 'identity' | 'resource',
): ReturnType<typeof decide> {
  const decisions = (levels ?? []).map((level) => decide(level, request, form))
  if (decisions.includes('explicit-deny')) return 'explicit-deny'
  return decisions.includes('implicit-deny') ? 'implicit-deny' : 'allowed'
}
