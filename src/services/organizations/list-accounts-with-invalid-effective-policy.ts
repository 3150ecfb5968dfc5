import type { OperationContext } from '../../access/context.ts'
import { decodePageToken, encodePageToken } from '../../access/page-token.ts'
import type {
  ListAccountsWithInvalidEffectivePolicyRequest,
  ListAccountsWithInvalidEffectivePolicyResponse,
} from '../../wire/models/organizations.ts'
import { describeAccountShape } from './account.ts'
import { accountKey, readMembers } from './account-lists.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { effectivePoliciesOf } from './effective-policies-of.ts'
import { effectivePolicyProblems } from './effective-policy-problems.ts'
import { enabledPolicyTypes } from './enabled-policy-types.ts'
import { effectivePolicyNotFound } from './faults.ts'
import { invalidToken } from './page.ts'

/** Accounts looked at for one page: the page may be empty although more pages follow, as AWS's pages may. */
const examined = 500

/** Accounts whose effective policy of a type cannot work; ListEffectivePolicyValidationErrors says why. */
export async function listAccountsWithInvalidEffectivePolicy(
  context: OperationContext,
  input: ListAccountsWithInvalidEffectivePolicyRequest,
): Promise<ListAccountsWithInvalidEffectivePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'ListAccountsWithInvalidEffectivePolicy', input)
  if (!(await enabledPolicyTypes(context, organization.id)).includes(input.PolicyType)) throw effectivePolicyNotFound()
  const query = ['ListAccountsWithInvalidEffectivePolicy', organization.id, input.PolicyType]
  const after = decodePageToken(query, input.NextToken, invalidToken)
  if (after && !Number.isFinite(Number(after[0]))) throw invalidToken()
  const members = await readMembers(context, { organizationId: organization.id }, after, examined)
  const effective = await effectivePoliciesOf(context, members, input.PolicyType)
  const isInvalid = (accountId: string): boolean => {
    const policy = effective.get(accountId)
    return policy !== undefined && effectivePolicyProblems(input.PolicyType, policy.merged).length > 0
  }
  const invalid = members.filter(({ id }) => isInvalid(id))
  const page = invalid.slice(0, input.MaxResults ?? 20)
  const last = page.length < invalid.length ? page.at(-1) : members.length === examined ? members.at(-1) : undefined
  return {
    Accounts: page.map(describeAccountShape),
    PolicyType: input.PolicyType,
    NextToken: last && encodePageToken(query, accountKey(last)),
  }
}
