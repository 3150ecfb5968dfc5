import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { ResourcePolicy } from '../../wire/models/organizations.ts'
import { fault } from './faults.ts'
import { resourcePolicyArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import { type ResourcePoliciesTable, tables } from './tables.ts'

export function findResourcePolicy(
  context: OperationContext,
  organizationId: string,
): Promise<Selectable<ResourcePoliciesTable> | undefined> {
  return tables(context).selectFrom('resource_policies').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
}

export const resourcePolicyNotFound = () =>
  fault('ResourcePolicyNotFoundException', "We can't find a resource policy request with the parameter that you specified.")

export function describeResourcePolicyShape(organization: Organization, policy: { id: string; content: string }): ResourcePolicy {
  return { ResourcePolicySummary: { Id: policy.id, Arn: resourcePolicyArn(organization, policy.id) }, Content: policy.content }
}
