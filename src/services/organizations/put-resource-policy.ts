import { type OperationContext, transaction } from '../../access/context.ts'
import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '../../wire/models/organizations.ts'
import { invalidInput } from './faults.ts'
import { newResourcePolicyId } from './identifiers.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { describeResourcePolicyShape, findResourcePolicy } from './resource-policy.ts'
import { checkResourcePolicy } from './resource-policy-content.ts'
import { tables } from './tables.ts'
import { checkTagPolicy } from './tag-policy.ts'
import { checkTags, putTags } from './tags.ts'

/** Makes the organization's one resource policy, or gives it new content. Tags go with the making only. */
export async function putResourcePolicy(context: OperationContext, input: PutResourcePolicyRequest): Promise<PutResourcePolicyResponse> {
  const organization = await organizationManagedByCaller(context)
  checkAllFeatures(organization)
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, 'resourcepolicy', tags)
  checkResourcePolicy(input.Content)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const found = await findResourcePolicy(context, organization.id)
    if (found && tags.length > 0) {
      throw invalidInput('INVALID_PATTERN', 'Tags can be given only when the resource policy is created. Use TagResource to change them.')
    }
    const policy = {
      organization_id: organization.id,
      id: found?.id ?? newResourcePolicyId(),
      content: input.Content,
      updated_at: context.clock.now(),
    }
    await tables(context)
      .insertInto('resource_policies')
      .values(policy)
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ content: policy.content, updated_at: policy.updated_at }))
      .execute()
    await putTags(context, policy.id, tags)
    return { ResourcePolicy: describeResourcePolicyShape(organization, policy) }
  })
}
