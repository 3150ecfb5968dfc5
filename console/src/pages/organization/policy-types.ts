import type { PolicySummary } from '../../../../src/wire/models/organizations.ts'

export type PolicyType = NonNullable<PolicySummary['Type']>

export interface PolicyTypeFacts {
  readonly type: PolicyType
  readonly name: string
  readonly about: string
  /** Decides what may be done, level by level; the others are merged into one effective policy. */
  readonly controls: boolean
  /** Characters that a policy may have. */
  readonly maxCharacters: number
  /** What a new one begins with. */
  readonly example: object
}

const assign = (value: unknown): object => ({ '@@assign': value })
const control = { controls: true, maxCharacters: 5_120 }
const management = { controls: false, maxCharacters: 10_000 }

/** In the order in which the console of AWS has them. */
export const policyTypes: readonly PolicyTypeFacts[] = [
  {
    type: 'SERVICE_CONTROL_POLICY',
    name: 'Service control policies',
    about: 'The most that people and roles of the accounts may do.',
    ...control,
    example: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: ['organizations:LeaveOrganization'], Resource: '*' }] },
  },
  {
    type: 'RESOURCE_CONTROL_POLICY',
    name: 'Resource control policies',
    about: 'The most that anybody may do with the accounts’ resources.',
    ...control,
    example: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: ['s3:*'], Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    },
  },
  {
    type: 'TAG_POLICY',
    name: 'Tag policies',
    about: 'How tags are to be spelt, and which values they may have.',
    ...management,
    example: { tags: { CostCenter: { tag_key: assign('CostCenter'), tag_value: assign(['100', '200']) } } },
  },
  {
    type: 'BACKUP_POLICY',
    name: 'Backup policies',
    about: 'Backup plans for the accounts’ resources.',
    ...management,
    example: { plans: { Daily: { regions: assign(['us-east-1']), rules: {}, selections: {} } } },
  },
  {
    type: 'AISERVICES_OPT_OUT_POLICY',
    name: 'AI services opt-out policies',
    about: 'Whether AI services of AWS may keep content to improve themselves.',
    ...management,
    maxCharacters: 2_500,
    example: { services: { default: { opt_out_policy: assign('optOut') } } },
  },
  {
    type: 'CHATBOT_POLICY',
    name: 'Chat applications policies',
    about: 'Which chat applications may reach the accounts.',
    ...management,
    example: { chatbot: { platforms: { slack: { client: assign('enabled') } } } },
  },
  {
    type: 'DECLARATIVE_POLICY_EC2',
    name: 'Declarative policies for EC2',
    about: 'How EC2 is set up in the accounts.',
    ...management,
    example: { ec2_attributes: { serial_console_access: { status: assign('disabled') } } },
  },
  {
    type: 'SECURITYHUB_POLICY',
    name: 'Security Hub policies',
    about: 'Where Security Hub is on.',
    ...management,
    example: { securityhub: { enable_in_regions: assign(['ALL_SUPPORTED']) } },
  },
  {
    type: 'INSPECTOR_POLICY',
    name: 'Inspector policies',
    about: 'Where Inspector looks for weaknesses.',
    ...management,
    example: { inspector: { enablement: {} } },
  },
  {
    type: 'UPGRADE_ROLLOUT_POLICY',
    name: 'Upgrade rollout policies',
    about: 'In which order upgrades reach the accounts.',
    ...management,
    example: { upgrade_rollout: { default: { patch_order: assign('second') } } },
  },
  {
    type: 'BEDROCK_POLICY',
    name: 'Bedrock policies',
    about: 'Guardrails of Bedrock in the accounts.',
    ...management,
    example: { bedrock: {} },
  },
  {
    type: 'S3_POLICY',
    name: 'S3 policies',
    about: 'How S3 is set up in the accounts.',
    ...management,
    example: { s3_attributes: { public_access_block_configuration: assign('all') } },
  },
  {
    type: 'NETWORK_SECURITY_DIRECTOR_POLICY',
    name: 'Network security director policies',
    about: 'Where the network security director looks.',
    ...management,
    example: { network_security_director: {} },
  },
]

export const findPolicyType = (type: string): PolicyTypeFacts | undefined => policyTypes.find((facts) => facts.type === type)
export const policyHref = (type: string, id: string): string => `/console/organization/policies/${type}/${id}`
