import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { ListTargetsForPolicyRequest, ListTargetsForPolicyResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { type PageKey, readPage } from './page.ts'
import { givenPolicy } from './policy.ts'
import { describeTargetShape } from './policy-target.ts'
import { tables } from './tables.ts'

interface Target {
  readonly id: string
  readonly name: string
}

/** Every root, organizational unit and account that the policy is attached to, not those that inherit it. */
export async function listTargetsForPolicy(
  context: OperationContext,
  input: ListTargetsForPolicyRequest,
): Promise<ListTargetsForPolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'ListTargetsForPolicy', input)
  const policy = await givenPolicy(context, organization.id, input.PolicyId)
  const { rows, nextToken } = await readPage<Target>({
    query: ['ListTargetsForPolicy', organization.id, policy.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ id }) => [id],
    read: (after, limit) => readTargets(context, { organizationId: organization.id, policyId: policy.id }, after, limit),
  })
  return { Targets: rows.map((target) => describeTargetShape(organization, target)), NextToken: nextToken }
}

/** Not the accounts that are being created. */
function readTargets(
  context: OperationContext,
  filter: { organizationId: string; policyId: string },
  after: PageKey | undefined,
  limit: number,
): Promise<Target[]> {
  let query = tables(context)
    .selectFrom('policy_attachments as attached')
    .leftJoin('parents', 'parents.id', 'attached.target_id')
    .leftJoin('accounts', 'accounts.id', 'attached.target_id')
    .select(['attached.target_id as id', sql<string>`coalesce(parents.name, accounts.name)`.as('name')])
    .where('attached.organization_id', '=', filter.organizationId)
    .where('attached.policy_id', '=', filter.policyId)
    .where((eb) => eb.or([eb('parents.id', 'is not', null), eb('accounts.joined_at', '<=', context.clock.now())]))
  if (after) query = query.where('attached.target_id', '>', String(after[0]))
  return query.orderBy('attached.target_id').limit(limit).execute()
}
