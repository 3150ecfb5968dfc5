import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreatePolicyRequest, CreatePolicyResponse } from '../../wire/models/organizations.ts'
import { defaultPolicyOf } from './aws-managed-policies.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { constraintViolation, duplicatePolicy, policyTypeNotAvailable } from './faults.ts'
import { newPolicyId } from './identifiers.ts'
import { lockOrganization } from './organization.ts'
import { describePolicyShape, toPolicy } from './policy.ts'
import { checkPolicyContent } from './policy-content.ts'
import { type PolicyType, policyQuotas } from './policy-types.ts'
import { tables } from './tables.ts'
import { checkTagPolicy } from './tag-policy.ts'
import { checkTags, putTags } from './tags.ts'

/** Makes a policy that is attached to nothing yet, its name unique among those of its type. The type need not be enabled. */
export async function createPolicy(context: OperationContext, input: CreatePolicyRequest): Promise<CreatePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'CreatePolicy', input)
  if (organization.featureSet !== 'ALL') throw policyTypeNotAvailable()
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, 'policy', tags)
  checkPolicyContent(input.Type, input.Content)
  if (input.Name === defaultPolicyOf(input.Type)?.name) throw duplicatePolicy()
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    await checkNumberOfPolicies(context, organization.id, input.Type)
    const now = context.clock.now()
    const row = await tables(context)
      .insertInto('policies')
      .values({
        id: newPolicyId(),
        organization_id: organization.id,
        type: input.Type,
        name: input.Name,
        description: input.Description,
        content: input.Content,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.constraint('policies_names').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) throw duplicatePolicy()
    await putTags(context, row.id, tags)
    return { Policy: describePolicyShape(organization, toPolicy(row)) }
  })
}

async function checkNumberOfPolicies(context: OperationContext, organizationId: string, type: PolicyType): Promise<void> {
  const { policies } = await tables(context)
    .selectFrom('policies')
    .select((eb) => eb.fn.countAll<string>().as('policies'))
    .where('organization_id', '=', organizationId)
    .where('type', '=', type)
    .executeTakeFirstOrThrow()
  const { maxPolicies } = policyQuotas[type]
  if (Number(policies) >= maxPolicies) {
    throw constraintViolation(
      'POLICY_NUMBER_LIMIT_EXCEEDED',
      `You have exceeded the allowed number of policies: ${maxPolicies} of type ${type}.`,
    )
  }
}
