import { requestKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import { decideForPrincipal, type PolicyDocument } from '../../access/policy.ts'
import type { Operations } from '../../wire/models/organizations.ts'
import { accountPlace } from './account.ts'
import { isDelegatedAdministrator } from './delegated-administrators.ts'
import { accessDenied } from './faults.ts'
import { type Organization, organizationOfCaller } from './organization.ts'
import { findResourcePolicy } from './resource-policy.ts'

/** What a call is about, for the organization's resource policy. */
export interface Subject {
  readonly resources?: readonly string[]
  readonly policyType?: string | undefined
}

/**
 * The caller's organization, for operations that are open to more than the management account: to reading by delegated administrators,
 * and to whom the organization's resource policy lets call them. Throws AWSOrganizationsNotInUseException and AccessDeniedException.
 */
export async function organizationOpenToCaller(
  context: OperationContext,
  operation: keyof Operations,
  subjectOf: (organization: Organization) => Subject | Promise<Subject> = () => ({}),
): Promise<Organization> {
  const organization = await organizationOfCaller(context)
  const { accountId } = context.caller
  if (organization.managementAccountId === accountId) return organization
  if (/^(Describe|List)/.test(operation) && (await isDelegatedAdministrator(context, organization.id, accountId))) return organization
  const policy = await findResourcePolicy(context, organization.id)
  if (policy && (await isDelegated(context, JSON.parse(policy.content), operation, await subjectOf(organization)))) return organization
  throw accessDenied()
}

async function isDelegated(context: OperationContext, policy: PolicyDocument, operation: string, subject: Subject): Promise<boolean> {
  const { resources = [], policyType } = subject
  const action = `organizations:${operation}`
  const keys = {
    ...requestKeys(context, action, await accountPlace(context, context.caller.accountId)),
    ...(policyType !== undefined && { 'organizations:policytype': [policyType] }),
  }
  const decisions = (resources.length === 0 ? ['*'] : resources).map((resource) =>
    decideForPrincipal([policy], { action, resource, keys }, context.caller),
  )
  return decisions.every((decision) => decision !== 'explicit-deny' && decision !== 'implicit-deny')
}
