import type { EffectivePolicyValidationError } from '../../wire/models/organizations.ts'
import type { Setting } from './effective-policy.ts'
import type { ManagementPolicyType } from './policy-types.ts'

// What a merged policy lacks or has too much of, though each policy it was merged from may be in order.
// Codes and texts: "About invalid effective policy alerts" in the user guide of AWS Organizations.

const maxRules = 10

export function effectivePolicyProblems(type: ManagementPolicyType, effective: Setting): EffectivePolicyValidationError[] {
  // Of the other types every member stands alone, so that policies in order merge into one in order.
  return type === 'BACKUP_POLICY' ? membersOf(effective, 'plans').flatMap(([name, plan]) => planProblems(`plans/${name}`, plan)) : []
}

/** A plan can be made in the account only when it says where, what and into which vault. */
function planProblems(path: string, plan: Setting): EffectivePolicyValidationError[] {
  const rules = membersOf(plan, 'rules')
  return [
    ...required(path, plan, ['regions', 'rules', 'selections']),
    ...(rules.length > maxRules
      ? [problem('ELEMENTS_TOO_MANY', `'rules' exceeds the allowed maximum limit ${maxRules}`, `${path}/rules`, plan.members.get('rules'))]
      : []),
    ...rules.flatMap(([name, rule]) =>
      rule.members.has('target_logically_air_gapped_backup_vault_arn')
        ? []
        : required(`${path}/rules/${name}`, rule, ['target_backup_vault_name']),
    ),
    ...membersOf(plan.members.get('selections'), 'tags').flatMap(([name, selection]) =>
      required(`${path}/selections/tags/${name}`, selection, ['iam_role_arn', 'tag_key', 'tag_value']),
    ),
  ]
}

function required(path: string, setting: Setting, members: readonly string[]): EffectivePolicyValidationError[] {
  return members
    .filter((member) => isEmpty(setting.members.get(member)))
    .map((member) => problem('KEY_REQUIRED', `'${member}' is missing`, path, setting))
}

const isEmpty = (setting: Setting | undefined): boolean =>
  setting === undefined || (setting.value === undefined && [...setting.members.values()].every(isEmpty))

const membersOf = (setting: Setting | undefined, key: string): [string, Setting][] => [...(setting?.members.get(key)?.members ?? [])]

const problem = (ErrorCode: string, ErrorMessage: string, PathToError: string, setting: Setting | undefined) => ({
  ErrorCode,
  ErrorMessage,
  PathToError,
  ContributingPolicies: [...(setting?.policyIds ?? [])].sort(),
})
