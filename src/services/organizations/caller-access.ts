import type { Keys } from '../../access/condition.ts'
import { requestKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import { decideForPrincipal, type PolicyDocument } from '../../access/policy.ts'
import type { Operations } from '../../wire/models/organizations.ts'
import { accountPlace } from './account.ts'
import { conditionKeys } from './condition-keys.ts'
import type { DelegableOperation } from './delegable-operations.ts'
import { isDelegatedAdministrator } from './delegated-administrators.ts'
import { accessDenied } from './faults.ts'
import { type Organization, organizationOfCaller } from './organization.ts'
import { findResourcePolicy } from './resource-policy.ts'
import { resources } from './resources.ts'

/**
 * The caller's organization, for operations that are open to more than the management account: to reading by delegated administrators,
 * and to whom the organization's resource policy lets call them. Throws AWSOrganizationsNotInUseException and AccessDeniedException.
 */
export async function organizationOpenToCaller<Name extends DelegableOperation>(
  context: OperationContext,
  operation: Name,
  input: Operations[Name]['input'],
): Promise<Organization> {
  const organization = await organizationOfCaller(context)
  const { accountId } = context.caller
  if (organization.managementAccountId === accountId) return organization
  if (/^(Describe|List)/.test(operation) && (await isDelegatedAdministrator(context, organization.id, accountId))) return organization
  const policy = await findResourcePolicy(context, organization.id)
  if (policy && (await isDelegated(context, JSON.parse(policy.content), operation, input))) return organization
  throw accessDenied()
}

async function isDelegated<Name extends keyof Operations>(
  context: OperationContext,
  policy: PolicyDocument,
  operation: Name,
  input: Operations[Name]['input'],
): Promise<boolean> {
  const action = `organizations:${operation}`
  const [place, named, own] = await Promise.all([
    accountPlace(context, context.caller.accountId),
    (resources[operation] as Asked<readonly string[]> | undefined)?.(context, input),
    (conditionKeys[operation] as Asked<Keys> | undefined)?.(context, input),
  ])
  const keys = { ...requestKeys(context, action, place), ...own }
  const decisions = (named ?? ['*']).map((resource) => decideForPrincipal([policy], { action, resource, keys }, context.caller))
  return decisions.every((decision) => decision !== 'explicit-deny' && decision !== 'implicit-deny')
}

type Asked<Answer> = (context: OperationContext, input: unknown) => Answer | Promise<Answer>
