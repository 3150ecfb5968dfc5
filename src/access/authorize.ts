import { createBriefCache } from './brief-cache.ts'
import type { Caller } from './caller.ts'
import type { Keys } from './condition.ts'
import { type AccountPlace, accountOf, requestKeys, resourceKeys } from './condition-keys.ts'
import type { OperationContext } from './context.ts'
import { type AccessRequest, decideAccess, type Policies } from './decide-access.ts'
import type { PolicyDocument } from './policy.ts'
import { refusal } from './refusal.ts'
import { readSessionPolicy } from './session-policy.ts'

export interface AccessQuestion {
  /** `organizations:CreateAccount`. */
  readonly action: string
  readonly resources: readonly string[]
  /** Condition keys of the call itself, lower case. */
  readonly keys?: Keys
  /** Condition keys of single resources, by ARN. */
  readonly readResourceKeys?: () => Promise<Readonly<Record<string, Keys>>>
}

export type Authorize = (context: OperationContext, question: AccessQuestion) => Promise<void>

/** Where policies come from; whoever hands them in keeps them briefly in memory, as the same callers ask again and again. */
export interface PolicySources {
  /** Of a user or role, and its own tags. */
  readonly policiesOf: (
    context: OperationContext,
    principalArn: string,
  ) => Promise<Pick<Policies, 'identity' | 'boundary'> & { readonly tags?: Readonly<Record<string, string>> }>
  /** What binds an account's principals and resources; undefined when nothing does, as in the management account. */
  readonly controlPoliciesOf?: (
    context: OperationContext,
    accountId: string,
  ) => Promise<Pick<Required<Policies>, 'serviceControl' | 'resourceControl'> | undefined>
  /** Of the resource that a question is about; undefined when it is of a kind that has none. */
  readonly resourcePoliciesOf?: (
    context: OperationContext,
    question: { readonly action: string; readonly resource: string },
  ) => Promise<readonly PolicyDocument[] | undefined>
  /** Where an account lies in an organization; asked once a second for each account. */
  readonly organizationOf?: (context: OperationContext, accountId: string) => Promise<AccountPlace | undefined>
}

/** Services whose resources are bound by resource control policies. */
const resourceControlled = new Set(['sts'])

/** Actions that a role's trust policy has to allow, whatever else does. */
const trustActions = new Set(['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])

/**
 * Decides by all policies that bear on a call (decide-access.ts). Throws AccessDeniedException in AWS's words.
 * Callers of type `service` are parts of this server and may do what they do.
 */
export function createAuthorize(sources: PolicySources): Authorize {
  const places = createBriefCache(async (context: OperationContext, accountId) => sources.organizationOf?.(context, accountId))
  return async (context, { action, resources, keys: own, readResourceKeys }) => {
    const { caller } = context
    if (caller.type === 'service') return
    // Nobody is asked about only by mistake: operations that take no signature judge for themselves.
    if (caller.type === 'anonymous') throw refusal({ arn: caller.arn, action, resource: resources[0] ?? '*' }, undefined)
    const [{ tags, ...principalPolicies }, control, place, ofResources] = await Promise.all([
      sources.policiesOf(context, caller.principalArn),
      isServiceLinked(caller) ? undefined : sources.controlPoliciesOf?.(context, caller.accountId),
      places.get(context, caller.accountId),
      readResourceKeys?.(),
    ])
    const session = caller.sessionPolicies?.map(readSessionPolicy)
    const keys = { ...requestKeys(context, action, place, tags), ...own }
    const policies: Policies = { ...principalPolicies, session, serviceControl: control?.serviceControl }
    // A call that names nothing is a question about everything, never no question.
    for (const resource of resources.length === 0 ? ['*'] : resources) {
      await askAboutResource(context, { action, resource, keys: { ...keys, ...ofResources?.[resource] }, policies })
    }
  }

  async function askAboutResource(
    context: OperationContext,
    { action, resource, keys, policies }: { action: string; resource: string; keys: Keys; policies: Policies },
  ): Promise<void> {
    const { caller } = context
    const resourceAccountId = accountOf(resource)
    const isControlled = resourceControlled.has(action.split(':')[0] ?? '') && !isServiceLinked(caller)
    const [owner, control, resourcePolicies] = await Promise.all([
      places.get(context, resourceAccountId ?? caller.accountId),
      isControlled && resourceAccountId !== undefined ? sources.controlPoliciesOf?.(context, resourceAccountId) : undefined,
      sources.resourcePoliciesOf?.(context, { action, resource }),
    ])
    const request: AccessRequest = {
      action,
      resource,
      keys: { ...resourceKeys(resourceAccountId ?? caller.accountId, owner), ...keys },
      principal: caller,
      resourceAccountId,
      needsResourcePolicy: asksForTrust(action, resource),
    }
    const decided = decideAccess(request, { ...policies, resource: resourcePolicies, resourceControl: control?.resourceControl })
    if (decided.decision === 'allowed') return
    // Why a role does not open would tell whether it is there.
    const isTold = !(asksForTrust(action, resource) && decided.kind === 'resource-based')
    throw refusal({ arn: caller.arn, action, resource }, isTold ? decided : undefined)
  }
}

/** Only roles trust: the users that GetFederationToken tags do not. */
const asksForTrust = (action: string, resource: string): boolean => trustActions.has(action) && !resource.includes(':federated-user/')

/** Roles that AWS services make for themselves: control policies do not bind them. */
const isServiceLinked = ({ principalArn }: Caller): boolean => principalArn.includes(':role/aws-service-role/')
