import type { OperationContext } from '../../access/context.ts'
import type { Tag } from '../../wire/models/organizations.ts'
import { findAccount } from './account.ts'
import { effectivePoliciesOf } from './effective-policies-of.ts'
import type { Setting } from './effective-policy.ts'
import { enabledPolicyTypes } from './enabled-policy-types.ts'
import { constraintViolation } from './faults.ts'
import type { Organization } from './organization.ts'

export type TaggedType = 'account' | 'ou' | 'policy' | 'resourcepolicy' | 'root'

/**
 * Holds tags of the organization's own resources, which are the management account's, to its effective tag policy where that is
 * enforced for them: the key in its letters, and one of the values. Throws ConstraintViolationException.
 */
export async function checkTagPolicy(
  context: OperationContext,
  organization: Organization,
  type: TaggedType,
  tags: readonly Tag[],
): Promise<void> {
  if (tags.length === 0 || !(await enabledPolicyTypes(context, organization.id)).includes('TAG_POLICY')) return
  const management = await findAccount(context, organization.managementAccountId)
  if (!management) return
  const effective = (await effectivePoliciesOf(context, [management], 'TAG_POLICY')).get(management.id)
  for (const [key, rule] of effective?.merged.members.get('tags')?.members ?? []) {
    const wrong = tags.find((tag) => tag.Key.toLowerCase() === key.toLowerCase() && !complies(tag, key, rule))
    if (wrong && isEnforcedFor(rule, type)) {
      throw constraintViolation(
        'TAG_POLICY_VIOLATION',
        `The tag policy does not allow the specified value for the following tag key: '${wrong.Key}'.`,
      )
    }
  }
}

/** The type of a resource by its id. */
export function taggedTypeOf(resourceId: string): TaggedType {
  if (/^\d/.test(resourceId)) return 'account'
  if (resourceId.startsWith('ou-')) return 'ou'
  if (resourceId.startsWith('rp-')) return 'resourcepolicy'
  return resourceId.startsWith('p-') ? 'policy' : 'root'
}

function isEnforcedFor(rule: Setting, type: TaggedType): boolean {
  const types = textsOf(rule, 'enforced_for')
  return [`organizations:${type}`, 'organizations:*', 'organizations:ALL_SUPPORTED'].some((name) => types.includes(name))
}

function complies({ Key, Value }: Tag, policyKey: string, rule: Setting): boolean {
  const [key = policyKey] = textsOf(rule, 'tag_key')
  const values = textsOf(rule, 'tag_value')
  return Key === key && (values.length === 0 || values.some((value) => fits(Value, value)))
}

/** A value of the policy may have one `*`. */
function fits(given: string, wanted: string): boolean {
  const [start = '', end] = wanted.split('*')
  if (end === undefined) return given === wanted
  return given.length >= start.length + end.length && given.startsWith(start) && given.endsWith(end)
}

function textsOf(rule: Setting, member: string): readonly string[] {
  const value = rule.members.get(member)?.value
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)
}
