import { type OperationContext, transaction } from '../../access/context.ts'
import type { DetachPolicyRequest } from '../../wire/models/organizations.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { constraintViolation, fault, invalidInput } from './faults.ts'
import { lockOrganization } from './organization.ts'
import { givenPolicy } from './policy.ts'
import { attachedPolicyIds } from './policy-attachments.ts'
import { checkPolicyTarget } from './policy-target.ts'
import { tables } from './tables.ts'

/** Takes a policy off a root, organizational unit or account. Each of them keeps at least one service control policy. */
export async function detachPolicy(context: OperationContext, input: DetachPolicyRequest): Promise<Record<string, never>> {
  const organization = await organizationOpenToCaller(context, 'DetachPolicy', input)
  await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const policy = await givenPolicy(context, organization.id, input.PolicyId)
    await checkPolicyTarget(context, organization, input.TargetId)
    const attached = await attachedPolicyIds(context, input.TargetId, policy.type)
    if (!attached.includes(policy.id)) {
      throw fault('PolicyNotAttachedException', "The policy isn't attached to the specified target in the specified root.")
    }
    if (findAwsManagedPolicy(policy.id)?.detachable === false) {
      throw invalidInput('NON_DETACHABLE_POLICY', "You can't detach this AWS Managed Policy.")
    }
    if (policy.type === 'SERVICE_CONTROL_POLICY' && attached.length === 1) {
      throw constraintViolation(
        'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You cannot remove the last policy attached to the specified target. You should have at least one attached policy.',
      )
    }
    await tables(context)
      .deleteFrom('policy_attachments')
      .where('target_id', '=', input.TargetId)
      .where('policy_id', '=', policy.id)
      .execute()
  })
  forgetControlPolicies(context)
  return {}
}
