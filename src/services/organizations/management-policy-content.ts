import type { ManagementPolicyType } from './policy-types.ts'

/** A JSON object. */
export type Node = { readonly [key: string]: unknown }

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The one member at the top of a policy of the type (the syntax page of each type in the user guide of AWS Organizations). */
const topMembers: Readonly<Record<ManagementPolicyType, string>> = {
  TAG_POLICY: 'tags',
  BACKUP_POLICY: 'plans',
  AISERVICES_OPT_OUT_POLICY: 'services',
  CHATBOT_POLICY: 'chatbot',
  DECLARATIVE_POLICY_EC2: 'ec2_attributes',
  SECURITYHUB_POLICY: 'securityhub',
  INSPECTOR_POLICY: 'inspector',
  UPGRADE_ROLLOUT_POLICY: 'upgrade_rollout',
  BEDROCK_POLICY: 'bedrock',
  S3_POLICY: 's3_attributes',
  NETWORK_SECURITY_DIRECTOR_POLICY: 'network_security_director',
}

/** What is wrong with a management policy, if anything is. */
export function checkManagementPolicy(type: ManagementPolicyType, document: unknown): string | undefined {
  const member = topMembers[type]
  if (!isNode(document)) return 'it is not a JSON object'
  const stranger = Object.keys(document).find((key) => key !== member && !key.startsWith('@@'))
  if (stranger !== undefined) return `${stranger} is no member of a policy of type ${type}`
  if (!isNode(document[member])) return `${member} must be an object`
  return undefined
}
