import { type OperationContext, transaction } from '../../access/context.ts'
import type { UpdatePolicyRequest, UpdatePolicyResponse } from '../../wire/models/organizations.ts'
import { defaultPolicyOf } from './aws-managed-policies.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { duplicatePolicy, immutablePolicy } from './faults.ts'
import { lockOrganization, type Organization } from './organization.ts'
import { describePolicyShape, givenPolicy, type Policy, toPolicy } from './policy.ts'
import { checkPolicyContent } from './policy-content.ts'
import { tables } from './tables.ts'

/** Changes what is given of a policy's name, description and content; wherever it is attached the new content holds at once. */
export async function updatePolicy(context: OperationContext, input: UpdatePolicyRequest): Promise<UpdatePolicyResponse> {
  const organization = await organizationOpenToCaller(context, 'UpdatePolicy', input)
  const response = await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const policy = await givenPolicy(context, organization.id, input.PolicyId)
    if (policy.awsManaged) throw immutablePolicy()
    const name = input.Name ?? policy.name
    if (await isTaken(context, organization, policy, name)) throw duplicatePolicy()
    if (input.Content !== undefined) checkPolicyContent(policy.type, input.Content)
    const row = await tables(context)
      .updateTable('policies')
      .set({
        name,
        description: input.Description ?? policy.description,
        content: input.Content ?? policy.content,
        updated_at: context.clock.now(),
      })
      .where('id', '=', policy.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { Policy: describePolicyShape(organization, toPolicy(row)) }
  })
  forgetControlPolicies(context)
  return response
}

async function isTaken(context: OperationContext, organization: Organization, policy: Policy, name: string): Promise<boolean> {
  if (name === defaultPolicyOf(policy.type)?.name) return true
  const other = await tables(context)
    .selectFrom('policies')
    .select('id')
    .where('organization_id', '=', organization.id)
    .where('type', '=', policy.type)
    .where('name', '=', name)
    .where('id', '!=', policy.id)
    .executeTakeFirst()
  return other !== undefined
}
