import type { OperationContext } from '../../access/context.ts'
import type {
  EffectivePolicyValidationError,
  ListEffectivePolicyValidationErrorsRequest,
  ListEffectivePolicyValidationErrorsResponse,
} from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { effectivePoliciesOf } from './effective-policies-of.ts'
import { effectivePolicyProblems } from './effective-policy-problems.ts'
import { enabledPolicyTypes } from './enabled-policy-types.ts'
import { accountNotFound, effectivePolicyNotFound } from './faults.ts'
import { readPage } from './page.ts'

interface Listed {
  readonly place: number
  readonly problem: EffectivePolicyValidationError
}

/** Why an account's effective policy of a type cannot work, as it stands now; path and time are given when it cannot. */
export async function listEffectivePolicyValidationErrors(
  context: OperationContext,
  input: ListEffectivePolicyValidationErrorsRequest,
): Promise<ListEffectivePolicyValidationErrorsResponse> {
  const organization = await organizationOpenToCaller(context, 'ListEffectivePolicyValidationErrors', input)
  const account = await findMember(context, organization.id, input.AccountId)
  if (!account) throw accountNotFound()
  if (!(await enabledPolicyTypes(context, organization.id)).includes(input.PolicyType)) throw effectivePolicyNotFound()
  const effective = (await effectivePoliciesOf(context, [account], input.PolicyType)).get(account.id)
  const problems = effective ? effectivePolicyProblems(input.PolicyType, effective.merged) : []
  const { rows, nextToken } = await readPage<Listed>({
    query: ['ListEffectivePolicyValidationErrors', account.id, input.PolicyType],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ place }) => [place],
    read: async (after, limit) => {
      const listed = problems.map((problem, index) => ({ place: index + 1, problem }))
      return listed.filter(({ place }) => place > Number(after?.[0] ?? 0)).slice(0, limit)
    },
  })
  return {
    AccountId: account.id,
    PolicyType: input.PolicyType,
    ...(effective && problems.length > 0 && { Path: account.path, EvaluationTimestamp: effective.updatedAt }),
    EffectivePolicyValidationErrors: rows.map(({ problem }) => problem),
    NextToken: nextToken,
  }
}
