import type { OperationContext } from '../../access/context.ts'
import type { ListPoliciesRequest, ListPoliciesResponse } from '../../wire/models/organizations.ts'
import { defaultPolicyOf } from './aws-managed-policies.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { type PageKey, readPage } from './page.ts'
import { describePolicySummaryShape, type Policy, toAwsManaged, toPolicy } from './policy.ts'
import type { PolicyType } from './policy-types.ts'
import { tables } from './tables.ts'

interface Listed {
  readonly policy: Policy
  readonly key: PageKey
}

/** The organization's policies of a type, attached or not: AWS's own first, then in the order they were made. */
export async function listPolicies(context: OperationContext, input: ListPoliciesRequest): Promise<ListPoliciesResponse> {
  const organization = await organizationOpenToCaller(context, 'ListPolicies', input)
  const managed = organization.featureSet === 'ALL' ? defaultPolicyOf(input.Filter) : undefined
  const first: Listed[] = managed ? [{ policy: toAwsManaged(managed), key: [0, managed.id] }] : []
  const { rows, nextToken } = await readPage<Listed>({
    query: ['ListPolicies', organization.id, input.Filter],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ key }) => key,
    read: async (after, limit) => {
      const before = after ? [] : first
      return [...before, ...(await readPolicies(context, organization.id, input.Filter, after, limit - before.length))]
    },
  })
  return { Policies: rows.map(({ policy }) => describePolicySummaryShape(organization, policy)), NextToken: nextToken }
}

async function readPolicies(
  context: OperationContext,
  organizationId: string,
  type: PolicyType,
  after: PageKey | undefined,
  limit: number,
): Promise<Listed[]> {
  let query = tables(context).selectFrom('policies').selectAll().where('organization_id', '=', organizationId).where('type', '=', type)
  if (after) {
    const [createdAtMs, id] = after
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '>', eb.tuple(new Date(Number(createdAtMs)), String(id))))
  }
  const rows = await query.orderBy('created_at').orderBy('id').limit(limit).execute()
  return rows.map((row) => ({ policy: toPolicy(row), key: [row.created_at.getTime(), row.id] }))
}
