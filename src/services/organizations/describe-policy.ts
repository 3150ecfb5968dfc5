import type { OperationContext } from '../../access/context.ts'
import type { DescribePolicyRequest, DescribePolicyResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { describePolicyShape, givenPolicy } from './policy.ts'

export async function describePolicy(context: OperationContext, input: DescribePolicyRequest): Promise<DescribePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribePolicy', input)
  return { Policy: describePolicyShape(organization, await givenPolicy(context, organization.id, input.PolicyId)) }
}
