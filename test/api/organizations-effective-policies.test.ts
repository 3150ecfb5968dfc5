import { afterAll, beforeAll, expect, test } from 'vitest'
import { attached, createPolicy } from './organizations-policies-stage.ts'
import {
  allPages,
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
let rootId: string
let unitId: string
let memberAccountId: string
let otherAccountId: string

const notFound = { code: 'EffectivePolicyNotFoundException' }

beforeAll(async () => {
  stage = await createStage()
  ;({ rootId } = await createOrganization(stage))
  unitId = await createUnit(stage.admin, rootId, 'Unit')
  memberAccountId = await createAccount(stage.admin, 'member')
  otherAccountId = await createAccount(stage.admin, 'other')
  await move(stage.admin, memberAccountId, rootId, unitId)
})
afterAll(() => stage.close())

let names = 0
async function attach(Type: 'TAG_POLICY' | 'BACKUP_POLICY', TargetId: string, content: unknown): Promise<string> {
  const PolicyId = await createPolicy(stage.admin, `Policy ${++names}`, { Type, Content: JSON.stringify(content) })
  stage.clock.advance(1_000)
  await organizations.AttachPolicy(stage.admin, { PolicyId, TargetId })
  return PolicyId
}

async function effectiveTags(TargetId: string | undefined, context = stage.admin): Promise<unknown> {
  const { EffectivePolicy } = await organizations.DescribeEffectivePolicy(context, {
    PolicyType: 'TAG_POLICY',
    ...(TargetId && { TargetId }),
  })
  return JSON.parse(EffectivePolicy?.PolicyContent ?? '')
}

test('there is none while the type is disabled, or before anything is attached', async () => {
  await expect(effectiveTags(memberAccountId)).rejects.toMatchObject(notFound)
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'TAG_POLICY' })
  await expect(effectiveTags(memberAccountId)).rejects.toMatchObject(notFound)
})

test('it merges what the account inherits with what is attached to it, and follows every change', async () => {
  const team = (member: string, operators: object) => ({ tags: { team: { [member]: operators } } })
  await attach('TAG_POLICY', rootId, { tags: { team: { tag_key: { '@@assign': 'Team' }, tag_value: { '@@assign': ['red', 'blue'] } } } })
  await attach('TAG_POLICY', unitId, team('tag_value', { '@@append': ['green'] }))
  const ownPolicyId = await attach('TAG_POLICY', memberAccountId, team('tag_value', { '@@remove': ['red'] }))
  expect(await effectiveTags(memberAccountId)).toEqual({ tags: { team: { tag_key: 'Team', tag_value: ['blue', 'green'] } } })
  expect(await effectiveTags(otherAccountId)).toEqual({ tags: { team: { tag_key: 'Team', tag_value: ['red', 'blue'] } } })
  const { EffectivePolicy } = await organizations.DescribeEffectivePolicy(stage.admin, { PolicyType: 'TAG_POLICY' })
  expect(EffectivePolicy).toMatchObject({ TargetId: managementAccountId, PolicyType: 'TAG_POLICY', LastUpdatedTimestamp: expect.any(Date) })
  await organizations.UpdatePolicy(stage.admin, {
    PolicyId: ownPolicyId,
    Content: JSON.stringify(team('tag_value', { '@@assign': ['own'] })),
  })
  expect(await effectiveTags(memberAccountId)).toEqual({ tags: { team: { tag_key: 'Team', tag_value: ['own'] } } })
  await organizations.DetachPolicy(stage.admin, { PolicyId: ownPolicyId, TargetId: memberAccountId })
  await move(stage.admin, memberAccountId, unitId, rootId)
  expect(await effectiveTags(memberAccountId)).toEqual(await effectiveTags(otherAccountId))
  await move(stage.admin, memberAccountId, rootId, unitId)
})

test('of policies on one target the one that was attached first assigns', async () => {
  await attach('TAG_POLICY', otherAccountId, { tags: { stage: { tag_key: { '@@assign': 'Stage' } } } })
  await attach('TAG_POLICY', otherAccountId, { tags: { stage: { tag_key: { '@@assign': 'STAGE' } } } })
  expect(await effectiveTags(otherAccountId)).toMatchObject({ tags: { stage: { tag_key: 'Stage' } } })
})

test('an account reads its own, and only the management account reads others', async () => {
  const member = stage.as(memberAccountId)
  expect(await effectiveTags(undefined, member)).toEqual(await effectiveTags(memberAccountId))
  expect(await effectiveTags(memberAccountId, member)).toEqual(await effectiveTags(memberAccountId))
  await expect(effectiveTags(otherAccountId, member)).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('it is that of an account of the organization', async () => {
  for (const target of [rootId, unitId]) {
    await expect(effectiveTags(target)).rejects.toMatchObject({ code: 'InvalidInputException', fields: { Reason: 'TARGET_NOT_SUPPORTED' } })
  }
  for (const target of [outsiderAccountId, '000000000000']) {
    await expect(effectiveTags(target)).rejects.toMatchObject({ code: 'TargetNotFoundException' })
  }
})

const rule = { target_backup_vault_name: { '@@assign': 'vault' } }
const plan = (members: object) => ({ plans: { daily: members } })
const wholePlan = plan({
  regions: { '@@assign': ['us-east-1'] },
  rules: { nightly: rule },
  selections: {
    tags: { all: { iam_role_arn: { '@@assign': 'arn' }, tag_key: { '@@assign': 'backup' }, tag_value: { '@@assign': ['yes'] } } },
  },
})
const problemsOf = (AccountId: string) =>
  organizations.ListEffectivePolicyValidationErrors(stage.admin, { AccountId, PolicyType: 'BACKUP_POLICY' })
const invalidAccounts = async (PolicyType: 'BACKUP_POLICY' | 'TAG_POLICY' = 'BACKUP_POLICY') => {
  const { Accounts = [] } = await organizations.ListAccountsWithInvalidEffectivePolicy(stage.admin, { PolicyType })
  return Accounts.map(({ Id }) => Id)
}

test('what a merged policy lacks is told, with the policies it was merged from', async () => {
  await expect(problemsOf(memberAccountId)).rejects.toMatchObject(notFound)
  await expect(invalidAccounts()).rejects.toMatchObject(notFound)
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'BACKUP_POLICY' })
  await attach('BACKUP_POLICY', rootId, wholePlan)
  expect(await invalidAccounts()).toEqual([])
  expect(await problemsOf(memberAccountId)).toEqual({
    AccountId: memberAccountId,
    PolicyType: 'BACKUP_POLICY',
    EffectivePolicyValidationErrors: [],
    NextToken: undefined,
  })
  const policyId = await attach(
    'BACKUP_POLICY',
    unitId,
    plan({ regions: { '@@remove': ['us-east-1'] }, rules: { weekly: { lifecycle: {} } } }),
  )
  const report = await problemsOf(memberAccountId)
  expect(report).toMatchObject({ Path: expect.stringContaining(`/${unitId}/${memberAccountId}/`), EvaluationTimestamp: expect.any(Date) })
  expect(report.EffectivePolicyValidationErrors).toEqual([
    {
      ErrorCode: 'KEY_REQUIRED',
      ErrorMessage: "'regions' is missing",
      PathToError: 'plans/daily',
      ContributingPolicies: expect.arrayContaining([policyId]),
    },
    {
      ErrorCode: 'KEY_REQUIRED',
      ErrorMessage: "'target_backup_vault_name' is missing",
      PathToError: 'plans/daily/rules/weekly',
      ContributingPolicies: [policyId],
    },
  ])
  expect(await invalidAccounts()).toEqual([memberAccountId])
  expect(await invalidAccounts('TAG_POLICY')).toEqual([])
})

test('more rules than AWS Backup takes are too many', async () => {
  const rules = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`rule${index}`, rule]))
  const policyId = await attach('BACKUP_POLICY', otherAccountId, plan({ rules }))
  const { EffectivePolicyValidationErrors = [] } = await problemsOf(otherAccountId)
  expect(EffectivePolicyValidationErrors).toEqual([
    {
      ErrorCode: 'ELEMENTS_TOO_MANY',
      ErrorMessage: "'rules' exceeds the allowed maximum limit 10",
      PathToError: 'plans/daily/rules',
      ContributingPolicies: expect.arrayContaining([policyId]),
    },
  ])
})

test('accounts and their problems are listed over pages', async () => {
  const accounts = await allPages(async (NextToken) => {
    const input = { PolicyType: 'BACKUP_POLICY', MaxResults: 1, ...(NextToken && { NextToken }) } as const
    const page = await organizations.ListAccountsWithInvalidEffectivePolicy(stage.admin, input)
    return { items: page.Accounts, nextToken: page.NextToken }
  })
  expect(accounts.items.map(({ Id }) => Id).sort()).toEqual([memberAccountId, otherAccountId].sort())
  const problems = await allPages(async (NextToken) => {
    const input = { AccountId: memberAccountId, PolicyType: 'BACKUP_POLICY', MaxResults: 1, ...(NextToken && { NextToken }) } as const
    const page = await organizations.ListEffectivePolicyValidationErrors(stage.admin, input)
    return { items: page.EffectivePolicyValidationErrors, nextToken: page.NextToken }
  })
  expect(problems.items.map(({ PathToError }) => PathToError)).toEqual(['plans/daily', 'plans/daily/rules/weekly'])
  await expect(problemsOf('000000000000')).rejects.toMatchObject({ code: 'AccountNotFoundException' })
})

test('management policies have no default, and at most ten of a type are attached to one target', async () => {
  const target = await createAccount(stage.admin, 'crowded')
  expect(await attached(stage.admin, target, 'TAG_POLICY')).toEqual([])
  for (let index = 0; index < 10; index++) await attach('TAG_POLICY', target, { tags: {} })
  await expect(attach('TAG_POLICY', target, { tags: {} })).rejects.toMatchObject({
    fields: { Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' },
  })
})
