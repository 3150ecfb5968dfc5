import type { OperationContext } from '../../access/context.ts'
import type { DescribeEffectivePolicyRequest, DescribeEffectivePolicyResponse } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { effectivePoliciesOf } from './effective-policies-of.ts'
import { renderSetting } from './effective-policy.ts'
import { enabledPolicyTypes } from './enabled-policy-types.ts'
import { effectivePolicyNotFound, invalidInput, targetNotFound } from './faults.ts'
import { organizationOfCaller } from './organization.ts'

/** What the management policies of a type come to for an account: any member asks about itself, the management account and delegated administrators about all. */
export async function describeEffectivePolicy(
  context: OperationContext,
  input: DescribeEffectivePolicyRequest,
): Promise<DescribeEffectivePolicyResponse> {
  const targetId = input.TargetId ?? context.caller.accountId
  const organization =
    targetId === context.caller.accountId
      ? await organizationOfCaller(context)
      : await organizationOpenToCaller(context, 'DescribeEffectivePolicy', input)
  if (!/^\d{12}$/.test(targetId)) {
    throw invalidInput('TARGET_NOT_SUPPORTED', "You can't perform the specified operation on that target entity: it is no account.")
  }
  const account = await findMember(context, organization.id, targetId)
  if (!account) throw targetNotFound()
  const isEnabled = (await enabledPolicyTypes(context, organization.id)).includes(input.PolicyType)
  const effective = isEnabled ? (await effectivePoliciesOf(context, [account], input.PolicyType)).get(account.id) : undefined
  if (!effective) throw effectivePolicyNotFound()
  return {
    EffectivePolicy: {
      PolicyContent: JSON.stringify(renderSetting(effective.merged) ?? {}),
      LastUpdatedTimestamp: effective.updatedAt,
      TargetId: account.id,
      PolicyType: input.PolicyType,
    },
  }
}
