import type { OperationContext } from '../../access/context.ts'
import type { ListPoliciesForTargetRequest, ListPoliciesForTargetResponse } from '../../wire/models/organizations.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { type PageKey, readPage } from './page.ts'
import { describePolicySummaryShape, type Policy, toAwsManaged } from './policy.ts'
import { checkPolicyTarget } from './policy-target.ts'
import type { PolicyType } from './policy-types.ts'
import { tables } from './tables.ts'

/** The policies of a type that are attached to the target itself, not those it inherits. */
export async function listPoliciesForTarget(
  context: OperationContext,
  input: ListPoliciesForTargetRequest,
): Promise<ListPoliciesForTargetResponse> {
  const organization = await organizationOpenToCaller(context, 'ListPoliciesForTarget', input)
  await checkPolicyTarget(context, organization, input.TargetId)
  const { rows, nextToken } = await readPage<Policy>({
    query: ['ListPoliciesForTarget', organization.id, input.TargetId, input.Filter],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ id }) => [id],
    read: (after, limit) => readAttached(context, input.TargetId, input.Filter, after, limit),
  })
  return { Policies: rows.map((policy) => describePolicySummaryShape(organization, policy)), NextToken: nextToken }
}

async function readAttached(
  context: OperationContext,
  targetId: string,
  type: PolicyType,
  after: PageKey | undefined,
  limit: number,
): Promise<Policy[]> {
  let query = tables(context)
    .selectFrom('policy_attachments as attached')
    .leftJoin('policies', 'policies.id', 'attached.policy_id')
    .selectAll('policies')
    .select('attached.policy_id')
    .where('attached.target_id', '=', targetId)
    .where('attached.type', '=', type)
  if (after) query = query.where('attached.policy_id', '>', String(after[0]))
  const rows = await query.orderBy('attached.policy_id').limit(limit).execute()
  return rows.flatMap((row) => {
    const managed = findAwsManagedPolicy(row.policy_id)
    if (managed) return [toAwsManaged(managed)]
    const { id, name, description, content } = row
    return id === null || name === null || description === null || content === null
      ? []
      : [{ id, type, name, description, content, awsManaged: false }]
  })
}
