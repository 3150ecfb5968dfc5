import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction } from '../../src/access/context.ts'
import { controlPoliciesOf } from '../../src/services/organizations/index.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import { attached, createPolicy, denying } from './organizations-policies-stage.ts'
import {
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  managementAccountId,
  move,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

let stage: Stage
let organizationId: string
let rootId: string
let unitId: string
let memberAccountId: string

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
const deny = (action: string) => JSON.parse(denying(action))

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId, rootId } = await createOrganization(stage))
  memberAccountId = await createAccount(stage.admin, 'member')
})
afterAll(() => stage.close())

beforeEach(() => stage.clock.advance(5_000))

test('nothing binds an account while neither type of control policy is enabled', async () => {
  expect(await controlPoliciesOf(stage.admin, memberAccountId)).toBeUndefined()
})

test('FullAWSAccess is attached to root, units and accounts when service control policies are enabled, and to what comes later', async () => {
  unitId = await createUnit(stage.admin, rootId, 'Before')
  const { Root } = await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' })
  expect(Root?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }])
  expect((await organizations.ListRoots(stage.admin, {})).Roots).toEqual([Root])
  const later = await createUnit(stage.admin, rootId, 'Later')
  const laterAccount = await createAccount(stage.admin, 'later')
  for (const target of [rootId, unitId, later, memberAccountId, laterAccount, managementAccountId]) {
    expect(await attached(stage.admin, target)).toEqual(['p-FullAWSAccess'])
  }
})

test('control policies come level by level from the root to the account, and follow the account when it moves', async () => {
  expect(await controlPoliciesOf(stage.admin, memberAccountId)).toEqual({
    serviceControl: [[everything], [everything]],
    resourceControl: [],
  })
  const policyId = await createPolicy(stage.admin, 'NoBuckets', { Content: denying('s3:CreateBucket') })
  await organizations.AttachPolicy(stage.admin, { PolicyId: policyId, TargetId: unitId })
  await move(stage.admin, memberAccountId, rootId, unitId)
  const bound = await controlPoliciesOf(stage.admin, memberAccountId)
  expect(bound?.serviceControl).toHaveLength(3)
  expect(bound?.serviceControl[1]).toEqual(expect.arrayContaining([everything, deny('s3:CreateBucket')]))
  expect(bound?.serviceControl[2]).toEqual([everything])
})

test('resource control policies start with RCPFullAWSAccess on every level', async () => {
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' })
  const bound = await controlPoliciesOf(stage.admin, memberAccountId)
  const allowed = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }
  expect(bound?.resourceControl).toEqual([[allowed], [allowed], [allowed]])
  await organizations.DisablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' })
  expect((await controlPoliciesOf(stage.admin, memberAccountId))?.resourceControl).toEqual([])
})

test('the management account, one outside any organization and an unknown one are not bound', async () => {
  for (const accountId of [managementAccountId, outsiderAccountId, '000000000000']) {
    expect(await controlPoliciesOf(stage.admin, accountId)).toBeUndefined()
  }
})

test('a change holds at once on this node, and what a transaction reads is kept by nobody', async () => {
  const policyId = await createPolicy(stage.admin, 'Changing', { Content: denying('ec2:RunInstances') })
  const ownPolicies = async (context = stage.admin) => (await controlPoliciesOf(context, memberAccountId))?.serviceControl.at(-1)
  expect(await ownPolicies()).toEqual([everything])
  await organizations.AttachPolicy(stage.admin, { PolicyId: policyId, TargetId: memberAccountId })
  expect(await ownPolicies()).toContainEqual(deny('ec2:RunInstances'))
  await organizations.UpdatePolicy(stage.admin, { PolicyId: policyId, Content: denying('ec2:*') })
  expect(await ownPolicies()).toContainEqual(deny('ec2:*'))
  const rolledBack = transaction(stage.admin, async (context) => {
    await organizations.DetachPolicy(context, { PolicyId: policyId, TargetId: memberAccountId })
    expect(await ownPolicies(context)).toEqual([everything])
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  expect(await ownPolicies()).toContainEqual(deny('ec2:*'))
  await organizations.DetachPolicy(stage.admin, { PolicyId: policyId, TargetId: memberAccountId })
  expect(await ownPolicies()).toEqual([everything])
})

test('between changes the answer comes from memory, for a second at most', async () => {
  const policyId = await createPolicy(stage.admin, 'Elsewhere', { Content: denying('iam:*') })
  const before = await controlPoliciesOf(stage.admin, memberAccountId)
  const row = { type: 'SERVICE_CONTROL_POLICY', target_id: memberAccountId, policy_id: policyId } as const
  // As another node would.
  await tables(stage.admin)
    .insertInto('policy_attachments')
    .values({ ...row, organization_id: organizationId, attached_at: stage.clock.now() })
    .execute()
  expect(await controlPoliciesOf(stage.admin, memberAccountId)).toBe(before)
  stage.clock.advance(1_000)
  expect((await controlPoliciesOf(stage.admin, memberAccountId))?.serviceControl.at(-1)).toContainEqual(deny('iam:*'))
})
