import { type OperationContext, transaction } from '../../access/context.ts'
import type { AttachPolicyRequest } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { checkPolicyTypeEnabled } from './enabled-policy-types.ts'
import { constraintViolation, fault } from './faults.ts'
import { lockOrganization } from './organization.ts'
import { givenPolicy } from './policy.ts'
import { attachedPolicyIds } from './policy-attachments.ts'
import { checkPolicyTarget } from './policy-target.ts'
import { policyQuotas } from './policy-types.ts'
import { tables } from './tables.ts'

/** Attaches a policy to a root, organizational unit or account, within the number of its type that one of them can have. */
export async function attachPolicy(context: OperationContext, input: AttachPolicyRequest): Promise<Record<string, never>> {
  const organization = await organizationOpenToCaller(context, 'AttachPolicy', input)
  await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const policy = await givenPolicy(context, organization.id, input.PolicyId)
    await checkPolicyTarget(context, organization, input.TargetId)
    await checkPolicyTypeEnabled(context, organization.id, policy.type)
    const attached = await attachedPolicyIds(context, input.TargetId, policy.type)
    if (attached.includes(policy.id)) {
      throw fault('DuplicatePolicyAttachmentException', 'The selected policy is already attached to the specified target.')
    }
    const { maxAttached } = policyQuotas[policy.type]
    if (attached.length >= maxAttached) {
      throw constraintViolation(
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        `You have attached the maximum number of policies to the specified target: ${maxAttached} of type ${policy.type}.`,
      )
    }
    await tables(context)
      .insertInto('policy_attachments')
      .values({
        organization_id: organization.id,
        type: policy.type,
        target_id: input.TargetId,
        policy_id: policy.id,
        attached_at: context.clock.now(),
      })
      .execute()
  })
  forgetControlPolicies(context)
  return {}
}
