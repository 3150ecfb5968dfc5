import {
  AttachPolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  type PolicyType,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-organizations'
import { given } from '../organizations-stage.ts'
import { as, type Cases } from './matrix.ts'
import { managementAccountId, type OrganizationsWorld } from './organizations-world.ts'

const absentAccount = '000000000000'
const scp = 'SERVICE_CONTROL_POLICY'
const statement = { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' }
const content = JSON.stringify({ Version: '2012-10-17', Statement: statement })
const tooLong = JSON.stringify({ Version: '2012-10-17', Statement: { ...statement, Sid: 'x'.repeat(5_120) } })

async function attached(world: OrganizationsWorld, TargetId: string): Promise<{ PolicyId: string; TargetId: string }> {
  await world.enable(scp)
  const PolicyId = await world.policy()
  await world.admin.send(new AttachPolicyCommand({ PolicyId, TargetId }))
  return { PolicyId, TargetId }
}

const policy = (Name: string, Content = content, Type: PolicyType = scp) => ({ Name, Description: '', Content, Type })

async function nameOf(world: OrganizationsWorld, PolicyId: string): Promise<string> {
  const { Policy } = await world.admin.send(new DescribePolicyCommand({ PolicyId }))
  return given(Policy?.PolicySummary?.Name)
}

const resourcePolicy = (changes: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${managementAccountId}:root` } },
      ...{ Action: 'organizations:DescribeAccount', Resource: '*', ...changes },
    },
  })

/** Policies of all types, what they come to, and the resource policy. */
export const policyCases: Cases<OrganizationsWorld> = {
  CreatePolicy: {
    DuplicatePolicyException: async (world) => policy(await nameOf(world, await world.policy())),
    MalformedPolicyDocumentException: (world) => policy(world.name(), '{"Statement":[{"Effect":"Maybe"}]}'),
    PolicyTypeNotAvailableForOrganizationException: ({ billing, name }) => as(billing.client, policy(name())),
    'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED': (world) => policy(world.name(), tooLong),
    'ConstraintViolationException POLICY_NUMBER_LIMIT_EXCEEDED': async (world) => {
      const like = await world.policy('S3_POLICY', { s3_attributes: {} })
      await world.sql(
        `insert into organizations.policies (id, organization_id, type, name, description, content, created_at, updated_at)
         select p.id || lpad(i::text, 4, '0'), p.organization_id, p.type, 'full' || i, '', p.content, p.created_at, p.updated_at
         from organizations.policies p, generate_series(1, 1000) i where p.id = $1`,
        [like],
      )
      return policy(world.name(), '{"s3_attributes":{}}', 'S3_POLICY')
    },
  },
  UpdatePolicy: {
    DuplicatePolicyException: async (world) => ({
      PolicyId: await world.policy(),
      Name: await nameOf(world, await world.policy()),
    }),
    MalformedPolicyDocumentException: async (world) => ({ PolicyId: await world.policy(), Content: '{"Statement":[]}x' }),
    'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED': async (world) => ({
      ...{ PolicyId: await world.policy(), Content: tooLong },
    }),
    'InvalidInputException IMMUTABLE_POLICY': () => ({ PolicyId: 'p-FullAWSAccess', Name: 'Mine' }),
  },
  DeletePolicy: {
    PolicyInUseException: async (world) => ({ PolicyId: (await attached(world, await world.unit())).PolicyId }),
  },
  AttachPolicy: {
    TargetNotFoundException: async (world) => ({ PolicyId: await world.policy(), TargetId: absentAccount }),
    PolicyTypeNotEnabledException: async (world) => ({
      ...{ PolicyId: await world.policy('CHATBOT_POLICY', { chatbot: {} }), TargetId: world.rootId },
    }),
    DuplicatePolicyAttachmentException: async (world) => attached(world, await world.unit()),
    'ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED': async (world) => {
      const TargetId = await world.unit()
      for (let place = 1; place <= 4; place++) await attached(world, TargetId)
      return { TargetId, PolicyId: await world.policy() }
    },
  },
  DetachPolicy: {
    TargetNotFoundException: async (world) => ({ PolicyId: await world.policy(), TargetId: absentAccount }),
    PolicyNotAttachedException: async (world) => ({ PolicyId: await world.policy(), TargetId: world.rootId }),
    'ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED': async (world) => {
      const { PolicyId, TargetId } = await attached(world, await world.unit())
      await world.admin.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId }))
      return { PolicyId, TargetId }
    },
    'InvalidInputException NON_DETACHABLE_POLICY': async (world) => {
      await world.enable('RESOURCE_CONTROL_POLICY')
      return { PolicyId: 'p-RCPFullAWSAccess', TargetId: world.rootId }
    },
  },
  EnablePolicyType: {
    PolicyTypeAlreadyEnabledException: async (world) => {
      await world.enable(scp)
      return { RootId: world.rootId, PolicyType: scp }
    },
    PolicyTypeNotAvailableForOrganizationException: async ({ billing, rootOf }) =>
      as(billing.client, { RootId: await rootOf(billing), PolicyType: scp }),
    'ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED': (world) => ({ RootId: world.rootId, PolicyType: 'SECURITYHUB_POLICY' }),
  },
  DisablePolicyType: {
    PolicyTypeNotEnabledException: (world) => ({ RootId: world.rootId, PolicyType: 'BACKUP_POLICY' }),
  },
  ListPoliciesForTarget: { TargetNotFoundException: () => ({ TargetId: absentAccount, Filter: scp }) },
  DescribeEffectivePolicy: {
    TargetNotFoundException: () => ({ PolicyType: 'TAG_POLICY', TargetId: absentAccount }),
    EffectivePolicyNotFoundException: () => ({ PolicyType: 'BACKUP_POLICY' }),
    'InvalidInputException TARGET_NOT_SUPPORTED': (world) => ({ PolicyType: 'TAG_POLICY', TargetId: world.rootId }),
  },
  ListAccountsWithInvalidEffectivePolicy: {
    EffectivePolicyNotFoundException: () => ({ PolicyType: 'BACKUP_POLICY' }),
  },
  ListEffectivePolicyValidationErrors: {
    AccountNotFoundException: () => ({ AccountId: absentAccount, PolicyType: 'TAG_POLICY' }),
    EffectivePolicyNotFoundException: ({ member }) => ({ AccountId: member.id, PolicyType: 'BACKUP_POLICY' }),
  },
  PutResourcePolicy: {
    'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE': ({ billing }) =>
      as(billing.client, { Content: resourcePolicy({}) }),
    'InvalidInputException INVALID_RESOURCE_POLICY_JSON': () => ({ Content: '{' }),
    'InvalidInputException UNSUPPORTED_ACTION_IN_RESOURCE_POLICY': () => ({ Content: resourcePolicy({ Action: 's3:GetObject' }) }),
    'InvalidInputException INVALID_PATTERN': async ({ admin }) => {
      await admin.send(new PutResourcePolicyCommand({ Content: resourcePolicy({}) }))
      return { Content: resourcePolicy({}), Tags: [{ Key: 'late', Value: '' }] }
    },
  },
  DescribeResourcePolicy: { ResourcePolicyNotFoundException: ({ neighbour }) => as(neighbour.client, {}) },
  DeleteResourcePolicy: { ResourcePolicyNotFoundException: ({ neighbour }) => as(neighbour.client, {}) },
}

/** A tag policy that holds for every account made from now on: `Stage` is one of two words. */
export async function enforceStages(world: OrganizationsWorld): Promise<void> {
  await world.enable('TAG_POLICY')
  const rule = { tag_key: { '@@assign': 'Stage' }, tag_value: { '@@assign': ['test', 'live'] } }
  const tags = { stage: { ...rule, enforced_for: { '@@assign': ['organizations:account'] } } }
  const PolicyId = await world.policy('TAG_POLICY', { tags })
  await world.admin.send(new AttachPolicyCommand({ PolicyId, TargetId: world.rootId }))
}
