import type { OperationContext } from '../../access/context.ts'
import type { DescribeResourcePolicyResponse } from '../../wire/models/organizations.ts'
import { organizationManagedByCaller } from './organization.ts'
import { describeResourcePolicyShape, findResourcePolicy, resourcePolicyNotFound } from './resource-policy.ts'

export async function describeResourcePolicy(context: OperationContext): Promise<DescribeResourcePolicyResponse> {
  const organization = await organizationManagedByCaller(context)
  const policy = await findResourcePolicy(context, organization.id)
  if (!policy) throw resourcePolicyNotFound()
  return { ResourcePolicy: describeResourcePolicyShape(organization, policy) }
}
