import type { PolicySummary } from '../../wire/models/organizations.ts'

export type PolicyType = NonNullable<PolicySummary['Type']>

/** Decide what principals and resources may do, and are passed on level by level; all other types are merged into one effective policy. */
export const controlPolicyTypes = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const satisfies readonly PolicyType[]
export type ControlPolicyType = (typeof controlPolicyTypes)[number]
export type ManagementPolicyType = Exclude<PolicyType, ControlPolicyType>

interface Quotas {
  /** Largest content, in characters. */
  readonly maxCharacters: number
  /** How many of the type one root, organizational unit or account can have attached. */
  readonly maxAttached: number
  /** How many of the type the organization can have. */
  readonly maxPolicies: number
}

const management = { maxCharacters: 10_000, maxAttached: 10, maxPolicies: 1_000 }

/** "Quotas for AWS Organizations" in its user guide. */
export const policyQuotas: Readonly<Record<PolicyType, Quotas>> = {
  SERVICE_CONTROL_POLICY: { maxCharacters: 5_120, maxAttached: 5, maxPolicies: 10_000 },
  RESOURCE_CONTROL_POLICY: { maxCharacters: 5_120, maxAttached: 5, maxPolicies: 1_000 },
  TAG_POLICY: management,
  BACKUP_POLICY: management,
  AISERVICES_OPT_OUT_POLICY: { ...management, maxCharacters: 2_500, maxAttached: 5 },
  CHATBOT_POLICY: { ...management, maxAttached: 5 },
  DECLARATIVE_POLICY_EC2: management,
  SECURITYHUB_POLICY: management,
  INSPECTOR_POLICY: management,
  UPGRADE_ROLLOUT_POLICY: management,
  BEDROCK_POLICY: management,
  S3_POLICY: management,
  NETWORK_SECURITY_DIRECTOR_POLICY: management,
}

/** Services that carry out a type of policy, and have to be trusted with the organization before it is enabled. */
export const trustedServices: Readonly<Partial<Record<PolicyType, string>>> = {
  SECURITYHUB_POLICY: 'securityhub.amazonaws.com',
  INSPECTOR_POLICY: 'inspector2.amazonaws.com',
}

export const isControlPolicyType = (type: PolicyType): type is ControlPolicyType =>
  (controlPolicyTypes as readonly PolicyType[]).includes(type)
