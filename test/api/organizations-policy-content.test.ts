import { afterAll, beforeAll, expect, test } from 'vitest'
import { tables } from '../../src/services/organizations/tables.ts'
import { createPolicy, denying, type PolicyType } from './organizations-policies-stage.ts'
import { createOrganization, createStage, organizations, type Stage } from './organizations-stage.ts'

// What a policy of each type may say.

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
  await createOrganization(stage)
})
afterAll(() => stage.close())

let names = 0
const create = (Type: PolicyType, content: unknown): Promise<string> =>
  createPolicy(stage.admin, `Policy ${++names}`, { Type, Content: typeof content === 'string' ? content : JSON.stringify(content) })

const statement = { Effect: 'Deny', Action: 's3:*', Resource: '*' }
const scp = (changes: object) => ({ Version: '2012-10-17', Statement: [{ ...statement, ...changes }] })
const rcp = (changes: object) => scp({ Principal: '*', ...changes })
const tag = (members: object) => ({ tags: { team: members } })
const assign = (value: unknown) => ({ '@@assign': value })

test.each<[PolicyType, string, unknown]>([
  [
    'SERVICE_CONTROL_POLICY',
    'conditions',
    scp({ Condition: { 'ForAnyValue:StringNotLike': { 'aws:PrincipalArn': ['a', 'b'] }, Null: { 'aws:x': 'true' } } }),
  ],
  [
    'SERVICE_CONTROL_POLICY',
    'NotAction and NotResource',
    scp({ Action: undefined, NotAction: ['iam:*', '*'], Resource: undefined, NotResource: 'arn:aws:s3:::x' }),
  ],
  ['SERVICE_CONTROL_POLICY', 'one statement that is no list', { Version: '2012-10-17', Statement: { ...statement, Effect: 'Allow' } }],
  ['RESOURCE_CONTROL_POLICY', 'a denial to everybody', rcp({ Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } })],
  [
    'TAG_POLICY',
    'a key in its letters, values and enforcement',
    tag({ tag_key: assign('Team'), tag_value: { '@@append': ['a'] }, enforced_for: assign(['ec2:instance']) }),
  ],
  ['BACKUP_POLICY', 'part of a plan', { plans: { daily: { regions: { '@@append': ['us-east-1'] } } } }],
  [
    'AISERVICES_OPT_OUT_POLICY',
    'an opt-out that children keep',
    { services: { '@@operators_allowed_for_child_policies': ['@@none'], default: { opt_out_policy: assign('optOut') } } },
  ],
  ['CHATBOT_POLICY', 'settings', { chatbot: { platforms: { slack: { client: assign('enabled') } } } }],
  [
    'DECLARATIVE_POLICY_EC2',
    'settings',
    { ec2_attributes: { exception_message: assign('No'), serial_console_access: { status: assign('disabled') } } },
  ],
  ['SECURITYHUB_POLICY', 'settings', { securityhub: { enable_in_regions: assign(['ALL_SUPPORTED']) } }],
  ['INSPECTOR_POLICY', 'settings', { inspector: { enablement: { ec2_scanning: { enable_in_regions: assign(['us-east-1']) } } } }],
  ['UPGRADE_ROLLOUT_POLICY', 'settings', { upgrade_rollout: { default: { patch_order: assign('last') } } }],
  ['BEDROCK_POLICY', 'settings', { bedrock: { guardrail_inference: {} } }],
  ['S3_POLICY', 'settings', { s3_attributes: { public_access_block_configuration: assign('all') } }],
  ['NETWORK_SECURITY_DIRECTOR_POLICY', 'settings', { network_security_director: { enablement: {} } }],
])('%s may say %s', async (type, _, content) => {
  expect(await create(type, content)).toMatch(/^p-/)
})

test.each<[PolicyType, string, unknown, string]>([
  ['SERVICE_CONTROL_POLICY', 'no JSON', '{"Version":', 'it is not valid JSON'],
  ['SERVICE_CONTROL_POLICY', 'a list', [], 'expected object'],
  ['SERVICE_CONTROL_POLICY', 'no version', { Statement: [statement] }, 'Version'],
  ['SERVICE_CONTROL_POLICY', 'no statement', { Version: '2012-10-17', Statement: [] }, 'Statement'],
  ['SERVICE_CONTROL_POLICY', 'a principal', scp({ Principal: '*' }), 'Principal'],
  ['SERVICE_CONTROL_POLICY', 'no action', scp({ Action: undefined }), 'needs either Action or NotAction'],
  ['SERVICE_CONTROL_POLICY', 'an action without a service', scp({ Action: 'CreateBucket' }), 'is no action'],
  ['SERVICE_CONTROL_POLICY', 'both resources', scp({ NotResource: '*' }), 'needs either Resource or NotResource'],
  ['SERVICE_CONTROL_POLICY', 'a resource that is no ARN', scp({ Resource: 'bucket' }), 'is no ARN'],
  ['SERVICE_CONTROL_POLICY', 'another effect', scp({ Effect: 'Maybe' }), 'Effect'],
  ['SERVICE_CONTROL_POLICY', 'an unknown operator', scp({ Condition: { StringIs: { a: 'b' } } }), 'StringIs'],
  ['RESOURCE_CONTROL_POLICY', 'a permission', rcp({ Effect: 'Allow' }), 'Effect'],
  ['RESOURCE_CONTROL_POLICY', 'a certain principal', rcp({ Principal: { AWS: '111122223333' } }), 'Principal'],
  ['RESOURCE_CONTROL_POLICY', 'every action', rcp({ Action: '*' }), 'must name a service'],
  ['RESOURCE_CONTROL_POLICY', 'NotAction', rcp({ Action: undefined, NotAction: 's3:*' }), 'Action'],
  ['TAG_POLICY', 'the member of another type', { plans: {} }, 'plans is no member of a policy of type TAG_POLICY'],
  ['TAG_POLICY', 'a value without an operator', tag({ tag_key: 'Team' }), 'tags/team/tag_key lacks an operator'],
  ['TAG_POLICY', 'an unknown operator', tag({ tag_key: { '@@set': 'Team' } }), '@@set is no inheritance operator'],
  ['TAG_POLICY', 'one value appended', tag({ tag_value: { '@@append': 'a' } }), 'tags/team/tag_value/@@append is no list of texts'],
  [
    'TAG_POLICY',
    'an unknown child control',
    tag({ tag_value: { '@@operators_allowed_for_child_policies': ['all'] } }),
    'names no operators',
  ],
  ['TAG_POLICY', 'another key', tag({ tag_key: assign('Squad') }), 'differs from its policy key'],
  ['TAG_POLICY', 'one value assigned', tag({ tag_value: assign('a') }), 'must have a list of values'],
  ['TAG_POLICY', 'an unknown member', tag({ colour: assign('red') }), 'tags/team/colour is no member of a tag policy'],
  ['TAG_POLICY', 'members beside a value', tag({ tag_value: { ...assign(['a']), more: {} } }), 'has members beside its value'],
  [
    'BACKUP_POLICY',
    'an unknown member',
    { plans: { daily: { when: assign('noon') } } },
    'plans/daily/when is no member of a backup policy',
  ],
  [
    'AISERVICES_OPT_OUT_POLICY',
    'another choice',
    { services: { default: { opt_out_policy: assign('maybe') } } },
    'neither optIn nor optOut',
  ],
  ['CHATBOT_POLICY', 'no object', { chatbot: 'on' }, 'chatbot must be an object'],
  ['S3_POLICY', 'nothing', {}, 's3_attributes must be an object'],
])('%s may not have %s', async (type, _, content, problem) => {
  await expect(create(type, content)).rejects.toMatchObject({
    code: 'MalformedPolicyDocumentException',
    message: expect.stringMatching(/^The provided policy document does not meet the requirements of the specified policy type: /),
  })
  await expect(create(type, content)).rejects.toThrow(problem)
})

test('what cannot be made cannot be changed to either', async () => {
  const PolicyId = await create('SERVICE_CONTROL_POLICY', denying('s3:*'))
  await expect(organizations.UpdatePolicy(stage.admin, { PolicyId, Content: '{}' })).rejects.toMatchObject({
    code: 'MalformedPolicyDocumentException',
  })
  await expect(organizations.UpdatePolicy(stage.admin, { PolicyId, Content: ' '.repeat(5_121) })).rejects.toMatchObject({
    code: 'ConstraintViolationException',
  })
  expect((await organizations.DescribePolicy(stage.admin, { PolicyId })).Policy?.Content).toBe(denying('s3:*'))
})

test.each<[PolicyType, number, string]>([
  ['SERVICE_CONTROL_POLICY', 5_120, denying('s3:*')],
  ['RESOURCE_CONTROL_POLICY', 5_120, JSON.stringify(rcp({}))],
  ['TAG_POLICY', 10_000, '{"tags":{}}'],
  ['BACKUP_POLICY', 10_000, '{"plans":{}}'],
  ['AISERVICES_OPT_OUT_POLICY', 2_500, '{"services":{}}'],
])('%s has at most %i characters', async (type, size, content) => {
  expect(await create(type, content.padEnd(size))).toMatch(/^p-/)
  await expect(create(type, content.padEnd(size + 1))).rejects.toMatchObject({
    code: 'ConstraintViolationException',
    fields: { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
  })
})

test('an organization has at most a thousand policies of a type, of service control policies more', async () => {
  const { Organization } = await organizations.DescribeOrganization(stage.admin, {})
  const now = stage.clock.now()
  const row = {
    organization_id: Organization?.Id ?? '',
    type: 'CHATBOT_POLICY',
    description: '',
    content: '{}',
    created_at: now,
    updated_at: now,
  } as const
  const rows = Array.from({ length: 1_000 }, (_, index) => ({ ...row, id: `p-many${index}`, name: `Many ${index}` }))
  await tables(stage.admin).insertInto('policies').values(rows).execute()
  await expect(create('CHATBOT_POLICY', { chatbot: {} })).rejects.toMatchObject({
    code: 'ConstraintViolationException',
    fields: { Reason: 'POLICY_NUMBER_LIMIT_EXCEEDED' },
  })
  expect(await create('SERVICE_CONTROL_POLICY', denying('s3:*'))).toMatch(/^p-/)
})

test('an organization with consolidated billing only has no policies', async () => {
  const outsider = stage.as('999999999999')
  await organizations.CreateOrganization(outsider, { FeatureSet: 'CONSOLIDATED_BILLING' })
  const { Roots = [] } = await organizations.ListRoots(outsider, {})
  const unavailable = { code: 'PolicyTypeNotAvailableForOrganizationException' }
  await expect(createPolicy(outsider, 'Any')).rejects.toMatchObject(unavailable)
  const RootId = Roots[0]?.Id ?? ''
  await expect(organizations.EnablePolicyType(outsider, { RootId, PolicyType: 'TAG_POLICY' })).rejects.toMatchObject(unavailable)
  expect((await organizations.ListPolicies(outsider, { Filter: 'SERVICE_CONTROL_POLICY' })).Policies).toEqual([])
})
