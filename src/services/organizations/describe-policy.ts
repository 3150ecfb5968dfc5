import type { OperationContext } from '../../access/context.ts'
import type { DescribePolicyRequest, DescribePolicyResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { describePolicyShape, givenPolicy } from './policy.ts'
import { policySubject } from './policy-subject.ts'

export async function describePolicy(context: OperationContext, input: DescribePolicyRequest): Promise<DescribePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribePolicy', policySubject(context, input.PolicyId))
  return { Policy: describePolicyShape(organization, await givenPolicy(context, organization.id, input.PolicyId)) }
}
