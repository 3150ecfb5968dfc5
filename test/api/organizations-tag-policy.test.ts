import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPolicy } from './organizations-policies-stage.ts'
import { createAccount, createOrganization, createStage, organizations, outsiderAccountId, type Stage } from './organizations-stage.ts'

// A tag policy that is enforced for the organization's own resources.

let stage: Stage
let rootId: string
let accountId: string
let policyId: string

const rule = (enforced: readonly string[]) => ({
  tags: {
    team: {
      tag_key: { '@@assign': 'Team' },
      tag_value: { '@@assign': ['red', 'blue-*'] },
      enforced_for: { '@@assign': enforced },
    },
  },
})
const enforceFor = (...enforced: string[]) =>
  organizations.UpdatePolicy(stage.admin, { PolicyId: policyId, Content: JSON.stringify(rule(enforced)) })

beforeAll(async () => {
  stage = await createStage()
  ;({ rootId } = await createOrganization(stage))
  accountId = await createAccount(stage.admin, 'member')
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'TAG_POLICY' })
  policyId = await createPolicy(stage.admin, 'Tags', { Type: 'TAG_POLICY', Content: JSON.stringify(rule(['organizations:account'])) })
  await organizations.AttachPolicy(stage.admin, { PolicyId: policyId, TargetId: rootId })
})
afterAll(() => stage.close())

const violation = { code: 'ConstraintViolationException', fields: { Reason: 'TAG_POLICY_VIOLATION' } }
const tag = (Key: string, Value: string, ResourceId = accountId) =>
  organizations.TagResource(stage.admin, { ResourceId, Tags: [{ Key, Value }] })

test.each([
  ['Team', 'red'],
  ['Team', 'blue-green'],
  ['Squad', 'anything'],
])('%s = %s complies', async (key, value) => {
  expect(await tag(key, value)).toEqual({})
})

test.each([
  ['Team', 'green'],
  ['Team', 'blue'],
  ['team', 'red'],
  ['TEAM', 'red'],
])('%s = %s does not', async (key, value) => {
  await expect(tag(key, value)).rejects.toMatchObject(violation)
})

test('it is enforced for the types it names, wherever a tag may come from', async () => {
  const Tags = [{ Key: 'Team', Value: 'green' }]
  expect(await tag('Team', 'green', rootId)).toEqual({})
  await enforceFor('organizations:ALL_SUPPORTED')
  const asks = [
    () => organizations.CreateAccount(stage.admin, { AccountName: 'x', Email: 'x@example.com', Tags }),
    () => organizations.CreateOrganizationalUnit(stage.admin, { ParentId: rootId, Name: 'x', Tags }),
    () => organizations.CreatePolicy(stage.admin, { Name: 'x', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}', Tags }),
    () => organizations.InviteAccountToOrganization(stage.admin, { Target: { Type: 'ACCOUNT', Id: outsiderAccountId }, Tags }),
    () => organizations.TagResource(stage.admin, { ResourceId: rootId, Tags }),
  ]
  for (const ask of asks) await expect(ask()).rejects.toMatchObject(violation)
})

test('it is enforced no more once it is detached', async () => {
  await organizations.DetachPolicy(stage.admin, { PolicyId: policyId, TargetId: rootId })
  expect(await tag('team', 'green')).toEqual({})
})
