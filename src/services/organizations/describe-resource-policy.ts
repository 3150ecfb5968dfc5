import type { OperationContext } from '../../access/context.ts'
import type { DescribeResourcePolicyResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { checkAllFeatures } from './organization.ts'
import { describeResourcePolicyShape, findResourcePolicy, resourcePolicyNotFound } from './resource-policy.ts'

export async function describeResourcePolicy(context: OperationContext): Promise<DescribeResourcePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribeResourcePolicy', {})
  checkAllFeatures(organization)
  const policy = await findResourcePolicy(context, organization.id)
  if (!policy) throw resourcePolicyNotFound()
  return { ResourcePolicy: describeResourcePolicyShape(organization, policy) }
}
