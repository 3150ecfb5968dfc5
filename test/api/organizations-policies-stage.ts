import type { OperationContext } from '../../src/access/context.ts'
import type { CreatePolicyRequest } from '../../src/wire/models/organizations.ts'
import { given, organizations } from './organizations-stage.ts'

export type PolicyType = CreatePolicyRequest['Type']

export const denying = (Action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] })

export async function createPolicy(
  context: OperationContext,
  Name: string,
  { Type = 'SERVICE_CONTROL_POLICY', Content = denying('s3:*') }: { Type?: PolicyType; Content?: string } = {},
): Promise<string> {
  const { Policy } = await organizations.CreatePolicy(context, { Name, Description: '', Type, Content })
  return given(Policy?.PolicySummary?.Id)
}

export async function attached(context: OperationContext, TargetId: string, Filter: PolicyType = 'SERVICE_CONTROL_POLICY') {
  const { Policies = [] } = await organizations.ListPoliciesForTarget(context, { TargetId, Filter })
  return Policies.map(({ Id }) => Id)
}
