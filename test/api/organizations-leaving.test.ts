import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeQuota } from '../../src/services/organizations/close-account.ts'
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

const dayMs = 86_400_000
let stage: Stage
let organizationId: string
let rootId: string

beforeAll(async () => {
  stage = await createStage({ 'close-account': 1_000 })
  ;({ organizationId, rootId } = await createOrganization(stage))
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' })
})
afterAll(() => stage.close())

const close = (AccountId: string) => organizations.CloseAccount(stage.admin, { AccountId })
const remove = (AccountId: string, context = stage.admin) => organizations.RemoveAccountFromOrganization(context, { AccountId })
const describeAccount = async (AccountId: string) => (await organizations.DescribeAccount(stage.admin, { AccountId })).Account
const memberIds = async () => (await organizations.ListAccounts(stage.admin, {})).Accounts?.map(({ Id }) => Id)

describe('CloseAccount', () => {
  test('closes in its time, keeps the account for 90 days and its e-mail address for ever', async () => {
    const unitId = await createUnit(stage.admin, rootId, 'Closing')
    const accountId = await createAccount(stage.admin, 'closing')
    await move(stage.admin, accountId, rootId, unitId)
    expect(await close(accountId)).toEqual({})
    expect(await describeAccount(accountId)).toMatchObject({ State: 'PENDING_CLOSURE', Status: 'PENDING_CLOSURE' })
    await expect(close(accountId)).rejects.toMatchObject({ code: 'ConflictException' })
    stage.clock.advance(1_000)
    expect(await describeAccount(accountId)).toMatchObject({ State: 'SUSPENDED', Status: 'SUSPENDED' })
    await expect(close(accountId)).rejects.toMatchObject({
      code: 'AccountAlreadyClosedException',
      message: 'The provided account is already closed.',
    })
    await expect(organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: unitId })).rejects.toMatchObject({
      code: 'OrganizationalUnitNotEmptyException',
    })
    stage.clock.advance(90 * dayMs)
    expect(await memberIds()).not.toContain(accountId)
    expect((await organizations.ListAccountsForParent(stage.admin, { ParentId: unitId })).Accounts).toEqual([])
    await expect(describeAccount(accountId)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
    await expect(close(accountId)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
    const tagsOf = organizations.ListTagsForResource(stage.admin, { ResourceId: accountId })
    await expect(tagsOf).rejects.toMatchObject({ code: 'TargetNotFoundException' })
    await organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: unitId })
    const { CreateAccountStatus } = await organizations.CreateAccount(stage.admin, { AccountName: 'Again', Email: 'closing@example.com' })
    const again = { CreateAccountRequestId: CreateAccountStatus?.Id ?? '' }
    expect((await organizations.DescribeCreateAccountStatus(stage.admin, again)).CreateAccountStatus).toMatchObject({
      State: 'FAILED',
      FailureReason: 'EMAIL_ALREADY_EXISTS',
    })
    expect(stage.events).toContainEqual({ type: 'AccountsDeparted', organizationId, accountIds: [accountId] })
  })

  test('does not close the management account, nor one of another organization', async () => {
    await expect(close(managementAccountId)).rejects.toMatchObject({
      code: 'ConstraintViolationException',
      fields: { Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' },
    })
    for (const id of [outsiderAccountId, '000000000000'])
      await expect(close(id)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
  })

  test('needs all features', async () => {
    const outsider = stage.as(outsiderAccountId)
    await organizations.CreateOrganization(outsider, { FeatureSet: 'CONSOLIDATED_BILLING' })
    await expect(organizations.CloseAccount(outsider, { AccountId: '000000000000' })).rejects.toMatchObject({
      fields: { Reason: 'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE' },
    })
  })

  test.each([
    [0, 250],
    [1_250, 250],
    [2_000, 400],
    [10_000, 1_000],
  ])('of %i members lets at most %i be closed in 30 days', (members, quota) => {
    expect(closeQuota(members)).toBe(quota)
  })

  test('counts the closures of the last 30 days', async () => {
    const accountId = await createAccount(stage.admin, 'one-more')
    const now = stage.clock.now()
    const { db } = stage.admin
    const row = { organization_id: organizationId, parent_id: rootId, state: 'PENDING_CLOSURE', joined_method: 'CREATED', joined_at: now }
    const closed = Array.from({ length: 250 }, (_, index) => ({
      ...row,
      id: String(200_000_000_000 + index),
      name: 'closed',
      email: `closed-${index}@example.com`,
      created_at: now,
      closes_at: now,
    }))
    await db.withSchema('organizations').withTables<{ accounts: Record<string, unknown> }>().insertInto('accounts').values(closed).execute()
    await expect(close(accountId)).rejects.toMatchObject({ fields: { Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' } })
    stage.clock.advance(31 * dayMs)
    await close(accountId)
  })
})

describe('leaving', () => {
  test('makes a member a stand-alone account without tags and policies, which can begin an organization of its own', async () => {
    for (const [index, leave] of [remove, (id: string) => organizations.LeaveOrganization(stage.as(id), {})].entries()) {
      const accountId = await createAccount(stage.admin, `leaver-${index}`)
      await organizations.TagResource(stage.admin, { ResourceId: accountId, Tags: [{ Key: 'a', Value: 'b' }] })
      expect(await leave(accountId)).toEqual({})
      expect(await memberIds()).not.toContain(accountId)
      expect(stage.events.at(-1)).toEqual({ type: 'AccountsDeparted', organizationId, accountIds: [accountId] })
      const own = stage.as(accountId)
      await expect(organizations.DescribeOrganization(own, {})).rejects.toMatchObject({ code: 'AWSOrganizationsNotInUseException' })
      await organizations.CreateOrganization(own, {})
      expect((await organizations.ListTagsForResource(own, { ResourceId: accountId })).Tags).toEqual([])
    }
  })

  test('is not for the management account, nor for one that is no member', async () => {
    const refusal = { code: 'MasterCannotLeaveOrganizationException' }
    await expect(remove(managementAccountId)).rejects.toMatchObject(refusal)
    await expect(organizations.LeaveOrganization(stage.admin, {})).rejects.toMatchObject(refusal)
    await expect(remove(outsiderAccountId)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
  })

  test('frees a place in the quota', async () => {
    const accounts = async () => {
      const table = stage.admin.db.withSchema('organizations').withTables<{ organizations: { id: string; account_count: number } }>()
      const row = await table.selectFrom('organizations').select('account_count').where('id', '=', organizationId).executeTakeFirstOrThrow()
      return row.account_count
    }
    const before = await accounts()
    await remove(await createAccount(stage.admin, 'short-stay'))
    expect(await accounts()).toBe(before)
  })

  test('with --parity waits four days, and then for what AWS asks of a stand-alone account', async () => {
    const accountId = await createAccount(stage.admin, 'parity')
    const exact = stage.as(managementAccountId, { settings: { ...stage.admin.settings, parity: true } })
    await expect(remove(accountId, exact)).rejects.toMatchObject({ fields: { Reason: 'WAIT_PERIOD_ACTIVE' } })
    stage.clock.advance(4 * dayMs)
    await expect(remove(accountId, exact)).rejects.toMatchObject({ fields: { Reason: 'MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED' } })
    await remove(accountId)
  })
})
