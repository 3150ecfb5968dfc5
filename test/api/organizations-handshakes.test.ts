import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attached } from './organizations-policies-stage.ts'
import {
  allPages,
  createAccount,
  createOrganization,
  createStage,
  given,
  managementAccountId,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

const dayMs = 86_400_000
let stage: Stage
let organizationId: string
let rootId: string

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId, rootId } = await createOrganization(stage))
  await organizations.EnablePolicyType(stage.admin, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' })
})
afterAll(() => stage.close())

/** An account that stands alone. */
async function createLoner(name: string): Promise<string> {
  const accountId = await createAccount(stage.admin, name)
  await organizations.LeaveOrganization(stage.as(accountId), {})
  return accountId
}

async function invite(Id: string, context = stage.admin): Promise<string> {
  const { Handshake } = await organizations.InviteAccountToOrganization(context, { Target: { Type: 'ACCOUNT', Id } })
  return given(Handshake?.Id)
}
const accept = (accountId: string, HandshakeId: string) => organizations.AcceptHandshake(stage.as(accountId), { HandshakeId })
const decline = (accountId: string, HandshakeId: string) => organizations.DeclineHandshake(stage.as(accountId), { HandshakeId })
const cancel = (HandshakeId: string, context = stage.admin) => organizations.CancelHandshake(context, { HandshakeId })
const stateOf = async (HandshakeId: string, context = stage.admin) =>
  (await organizations.DescribeHandshake(context, { HandshakeId })).Handshake?.State
const memberIds = async () => (await organizations.ListAccounts(stage.admin, {})).Accounts?.map(({ Id }) => Id)
const constraint = (Reason: string) => ({ code: 'HandshakeConstraintViolationException', fields: { Reason } })

describe('an invitation', () => {
  test('is sent by e-mail address, seen by both sides, and makes the account a member when it is accepted', async () => {
    const loner = stage.as(outsiderAccountId)
    const { Handshake } = await organizations.InviteAccountToOrganization(stage.admin, {
      Target: { Type: 'EMAIL', Id: 'outsider@example.com' },
      Notes: 'Join us',
      Tags: [{ Key: 'team', Value: 'a' }],
    })
    const id = given(Handshake?.Id)
    expect(id).toMatch(/^h-[0-9a-z]{8,32}$/)
    const requested = given(Handshake?.RequestedTimestamp)
    expect(Handshake).toEqual({
      Id: id,
      Arn: `arn:aws:organizations::${managementAccountId}:handshake/${organizationId}/invite/${id}`,
      Parties: [
        { Id: organizationId, Type: 'ORGANIZATION' },
        { Id: 'outsider@example.com', Type: 'EMAIL' },
      ],
      State: 'OPEN',
      RequestedTimestamp: requested,
      ExpirationTimestamp: new Date(requested.getTime() + 15 * dayMs),
      Action: 'INVITE',
      Resources: [
        {
          Type: 'ORGANIZATION',
          Value: organizationId,
          Resources: [
            { Type: 'MASTER_EMAIL', Value: 'management@example.com' },
            { Type: 'MASTER_NAME', Value: 'Management' },
            { Type: 'ORGANIZATION_FEATURE_SET', Value: 'ALL' },
          ],
        },
        { Type: 'EMAIL', Value: 'outsider@example.com' },
        { Type: 'NOTES', Value: 'Join us' },
      ],
    })
    expect((await organizations.ListHandshakesForAccount(loner, {})).Handshakes).toEqual([Handshake])
    expect((await organizations.ListHandshakesForOrganization(stage.admin, {})).Handshakes).toEqual([Handshake])
    expect((await accept(outsiderAccountId, id)).Handshake).toEqual({ ...Handshake, State: 'ACCEPTED' })
    const { Account } = await organizations.DescribeAccount(stage.admin, { AccountId: outsiderAccountId })
    expect(Account).toMatchObject({ JoinedMethod: 'INVITED', Paths: [`${organizationId}/${rootId}/${outsiderAccountId}/`] })
    const tags = await organizations.ListTagsForResource(stage.admin, { ResourceId: outsiderAccountId })
    expect(tags.Tags).toEqual([{ Key: 'team', Value: 'a' }])
    expect(await attached(stage.admin, outsiderAccountId)).toEqual(['p-FullAWSAccess'])
    expect(await stateOf(id)).toBe('ACCEPTED')
    await organizations.RemoveAccountFromOrganization(stage.admin, { AccountId: outsiderAccountId })
  })

  test('is answered once, by whom it was sent to', async () => {
    const loner = await createLoner('answers-once')
    const stranger = await createLoner('stranger')
    const id = await invite(loner)
    const notFound = { code: 'HandshakeNotFoundException' }
    for (const answer of [accept, decline]) {
      await expect(answer(stranger, id)).rejects.toMatchObject(notFound)
      await expect(answer(managementAccountId, id)).rejects.toMatchObject({ code: 'AccessDeniedException' })
      await expect(answer(loner, 'h-00000000')).rejects.toMatchObject(notFound)
    }
    await expect(stateOf(id, stage.as(stranger))).rejects.toMatchObject(notFound)
    await expect(cancel(id, stage.as(loner))).rejects.toMatchObject({ code: 'AccessDeniedException' })
    expect((await decline(loner, id)).Handshake?.State).toBe('DECLINED')
    await expect(decline(loner, id)).rejects.toMatchObject({ code: 'HandshakeAlreadyInStateException' })
    await expect(accept(loner, id)).rejects.toMatchObject({ code: 'InvalidHandshakeTransitionException' })
    await expect(cancel(id)).rejects.toMatchObject({ code: 'InvalidHandshakeTransitionException' })
    expect(await memberIds()).not.toContain(loner)
  })

  test('is cancelled by the sender', async () => {
    const loner = await createLoner('cancelled')
    const id = await invite(loner)
    expect((await cancel(id)).Handshake?.State).toBe('CANCELED')
    await expect(cancel(id)).rejects.toMatchObject({ code: 'HandshakeAlreadyInStateException' })
    await expect(accept(loner, id)).rejects.toMatchObject({ code: 'InvalidHandshakeTransitionException' })
  })

  test('expires after 15 days and is shown for 30 more', async () => {
    const loner = await createLoner('late')
    const id = await invite(loner)
    stage.clock.advance(15 * dayMs)
    expect(await stateOf(id)).toBe('EXPIRED')
    await expect(accept(loner, id)).rejects.toMatchObject({ code: 'InvalidHandshakeTransitionException' })
    stage.clock.advance(30 * dayMs)
    await expect(stateOf(id)).rejects.toMatchObject({ code: 'HandshakeNotFoundException' })
    expect((await organizations.ListHandshakesForAccount(stage.as(loner), {})).Handshakes).toEqual([])
  })

  test('is for an active account that is no member and is not invited already', async () => {
    const loner = await createLoner('twice')
    const member = await createAccount(stage.admin, 'member')
    const id = await invite(loner)
    await expect(invite(loner)).rejects.toMatchObject({ code: 'DuplicateHandshakeException' })
    await cancel(id)
    await expect(invite(member)).rejects.toMatchObject(constraint('ALREADY_IN_AN_ORGANIZATION'))
    const asking = (Target: { Type: 'ACCOUNT' | 'EMAIL' | 'ORGANIZATION'; Id: string }) =>
      organizations.InviteAccountToOrganization(stage.admin, { Target })
    for (const [Type, Id, Reason] of [
      ['ORGANIZATION', organizationId, 'INVALID_PARTY_TYPE_TARGET'],
      ['ACCOUNT', '000000000000', 'TARGET_NOT_SUPPORTED'],
      ['EMAIL', 'nobody@example.com', 'INVALID_EMAIL_ADDRESS_TARGET'],
    ] as const) {
      await expect(asking({ Type, Id })).rejects.toMatchObject({ code: 'InvalidInputException', fields: { Reason } })
    }
  })

  test('brings an account over from another organization, unless it manages that one', async () => {
    const other = await createLoner('other-management')
    await organizations.CreateOrganization(stage.as(other), {})
    const mover = await createLoner('mover')
    await accept(mover, await invite(mover, stage.as(other)))
    await accept(mover, await invite(mover))
    expect(await memberIds()).toContain(mover)
    expect((await organizations.ListAccounts(stage.as(other), {})).Accounts?.map(({ Id }) => Id)).toEqual([other])
    const toManagement = await invite(other)
    await expect(accept(other, toManagement)).rejects.toMatchObject({ code: 'MasterCannotLeaveOrganizationException' })
    expect(await stateOf(toManagement)).toBe('OPEN')
    await cancel(toManagement)
  })

  test('accepted by one account twice at the same moment joins it once', async () => {
    const loner = await createLoner('hasty')
    const id = await invite(loner)
    const results = await Promise.allSettled([accept(loner, id), accept(loner, id)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await memberIds())?.filter((member) => member === loner)).toHaveLength(1)
  })

  test('keeps to the quota of accounts, open invitations counted', async () => {
    const [one, two] = [await createLoner('quota-one'), await createLoner('quota-two')]
    const table = stage.admin.db.withSchema('organizations').withTables<{
      organizations: { id: string; account_count: number; account_quota: number }
    }>()
    const row = table.updateTable('organizations').where('id', '=', organizationId)
    await row.set((eb) => ({ account_quota: eb('account_count', '+', 1) })).execute()
    const id = await invite(one)
    await expect(invite(two)).rejects.toMatchObject(constraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED'))
    await row.set((eb) => ({ account_quota: eb.ref('account_count') })).execute()
    await expect(accept(one, id)).rejects.toMatchObject(constraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED'))
    await cancel(id)
    await row.set({ account_quota: 20 }).execute()
    stage.clock.advance(2 * dayMs)
    for (let times = 0; times < 20; times++) await cancel(await invite(one))
    await expect(invite(one)).rejects.toMatchObject(constraint('HANDSHAKE_RATE_LIMIT_EXCEEDED'))
    await row.set({ account_quota: 10_000 }).execute()
  })
})

describe('all features', () => {
  let small: ReturnType<Stage['as']>
  let smallId: string
  let invited: string

  beforeAll(async () => {
    smallId = await createLoner('small')
    small = stage.as(smallId)
    await organizations.CreateOrganization(small, { FeatureSet: 'CONSOLIDATED_BILLING' })
    invited = await createLoner('invited')
    await accept(invited, await invite(invited, small))
    await createAccount(small, 'created-in-small')
  })

  const childOf = async (ParentHandshakeId: string, context: typeof small) => {
    const { Handshakes = [] } = await organizations.ListHandshakesForAccount(context, { Filter: { ParentHandshakeId } })
    return given(Handshakes[0])
  }

  test('are enabled when every invited account has agreed and the management account finishes', async () => {
    const { Handshake } = await organizations.EnableAllFeatures(small, {})
    expect(Handshake).toMatchObject({ Action: 'ENABLE_ALL_FEATURES', State: 'REQUESTED', Parties: [{ Type: 'ORGANIZATION' }] })
    const parentId = given(Handshake?.Id)
    await expect(organizations.EnableAllFeatures(small, {})).rejects.toMatchObject(
      constraint('ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION'),
    )
    await expect(invite(outsiderAccountId, small)).rejects.toMatchObject(constraint('INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES'))
    await expect(accept(smallId, parentId)).rejects.toMatchObject({ code: 'InvalidHandshakeTransitionException' })
    const child = await childOf(parentId, stage.as(invited))
    expect(child).toMatchObject({ Action: 'ENABLE_ALL_FEATURES', Parties: [{ Type: 'ORGANIZATION' }, { Type: 'ACCOUNT', Id: invited }] })
    expect(child.Resources).toContainEqual({ Type: 'PARENT_HANDSHAKE', Value: parentId })
    await accept(invited, given(child.Id))
    expect(await stateOf(parentId, small)).toBe('OPEN')
    const { Handshakes = [] } = await organizations.ListHandshakesForOrganization(small, { Filter: { ActionType: 'APPROVE_ALL_FEATURES' } })
    expect(Handshakes).toMatchObject([{ State: 'OPEN' }])
    expect((await organizations.DescribeOrganization(small, {})).Organization?.FeatureSet).toBe('CONSOLIDATED_BILLING')
    await accept(smallId, given(Handshakes[0]?.Id))
    expect((await organizations.DescribeOrganization(small, {})).Organization?.FeatureSet).toBe('ALL')
    expect(await stateOf(parentId, small)).toBe('ACCEPTED')
    await expect(organizations.EnableAllFeatures(small, {})).rejects.toMatchObject(constraint('ORGANIZATION_ALREADY_HAS_ALL_FEATURES'))
  })

  test('do not wait for an account that has left', async () => {
    const owner = stage.as(await createLoner('owner'))
    await organizations.CreateOrganization(owner, { FeatureSet: 'CONSOLIDATED_BILLING' })
    const [stayer, leaver] = [await createLoner('stayer'), await createLoner('leaver')]
    for (const id of [stayer, leaver]) await accept(id, await invite(id, owner))
    const { Handshake } = await organizations.EnableAllFeatures(owner, {})
    const parentId = given(Handshake?.Id)
    await accept(stayer, given((await childOf(parentId, stage.as(stayer))).Id))
    expect(await stateOf(parentId, owner)).toBe('REQUESTED')
    await organizations.LeaveOrganization(stage.as(leaver), {})
    expect(await stateOf(parentId, owner)).toBe('OPEN')
  })

  test('with nobody to ask are ready at once, and a cancelled request takes its questions with it', async () => {
    const alone = stage.as(await createLoner('alone'))
    await organizations.CreateOrganization(alone, { FeatureSet: 'CONSOLIDATED_BILLING' })
    const first = await organizations.EnableAllFeatures(alone, {})
    await cancel(given(first.Handshake?.Id), alone)
    const { Handshakes } = await organizations.ListHandshakesForOrganization(alone, {})
    expect(Handshakes?.map(({ State }) => State)).toEqual(['CANCELED', 'CANCELED'])
    const { Handshake } = await organizations.EnableAllFeatures(alone, {})
    expect(Handshake?.State).toBe('OPEN')
    await accept(alone.caller.accountId, given(Handshake?.Id))
    expect((await organizations.DescribeOrganization(alone, {})).Organization?.FeatureSet).toBe('ALL')
  })
})

test('handshakes are listed over pages, by action or parent', async () => {
  const { items, pages } = await allPages(async (NextToken) => {
    const page = await organizations.ListHandshakesForOrganization(stage.admin, { MaxResults: 2, ...(NextToken && { NextToken }) })
    return { items: page.Handshakes, nextToken: page.NextToken }
  })
  expect(pages).toBe(Math.ceil(items.length / 2))
  expect(new Set(items.map(({ Id }) => Id)).size).toBe(items.length)
  const list = (Filter: object) => organizations.ListHandshakesForOrganization(stage.admin, { Filter })
  expect((await list({ ActionType: 'TRANSFER_RESPONSIBILITY' })).Handshakes).toEqual([])
  expect((await list({ ActionType: 'INVITE' })).Handshakes).not.toEqual([])
  await expect(list({ ActionType: 'INVITE', ParentHandshakeId: 'h-00000000' })).rejects.toMatchObject({
    code: 'InvalidInputException',
    fields: { Reason: 'MAX_LIMIT_EXCEEDED_FILTER' },
  })
})

test('an organization is deleted when only its management account is left, and leaves nothing behind', async () => {
  const owner = stage.as(await createLoner('founder'))
  await organizations.CreateOrganization(owner, {})
  const { Roots = [] } = await organizations.ListRoots(owner, {})
  const RootId = given(Roots[0]?.Id)
  await organizations.EnablePolicyType(owner, { RootId, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const unit = await organizations.CreateOrganizationalUnit(owner, { ParentId: RootId, Name: 'Unit', Tags: [{ Key: 'a', Value: 'b' }] })
  await organizations.CreateOrganizationalUnit(owner, { ParentId: given(unit.OrganizationalUnit?.Id), Name: 'Below' })
  const member = await createAccount(owner, 'last-member')
  await expect(organizations.DeleteOrganization(owner, {})).rejects.toMatchObject({ code: 'OrganizationNotEmptyException' })
  await organizations.RemoveAccountFromOrganization(owner, { AccountId: member })
  await invite(member, owner)
  await organizations.DeleteOrganization(owner, {})
  await expect(organizations.DescribeOrganization(owner, {})).rejects.toMatchObject({ code: 'AWSOrganizationsNotInUseException' })
  expect((await organizations.ListHandshakesForAccount(stage.as(member), {})).Handshakes).toEqual([])
  const { Organization } = await organizations.CreateOrganization(owner, {})
  expect((await organizations.ListRoots(owner, {})).Roots?.[0]?.PolicyTypes).toEqual([])
  expect(Organization?.MasterAccountId).toBe(owner.caller.accountId)
})

test('CreateGovCloudAccount says that there is no GovCloud here', async () => {
  await expect(organizations.CreateGovCloudAccount(stage.admin, { Email: 'a@example.com', AccountName: 'A' })).rejects.toMatchObject({
    code: 'ConstraintViolationException',
    fields: { Reason: 'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED' },
  })
})
