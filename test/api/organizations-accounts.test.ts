import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRole, policiesOf } from '../../src/services/iam/index.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import {
  allPages,
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  given,
  managementAccountId,
  move,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

const paceMs = 60_000
let stage: Stage
let organizationId: string
let rootId: string

beforeAll(async () => {
  stage = await createStage({ 'create-account': paceMs })
  ;({ organizationId, rootId } = await createOrganization(stage))
})
afterAll(() => stage.close())

const instant = () => stage.as(managementAccountId, { pace: { ...stage.admin.pace, 'create-account': 0 } })

async function statusOf(id: string | undefined) {
  const { CreateAccountStatus } = await organizations.DescribeCreateAccountStatus(stage.admin, { CreateAccountRequestId: given(id) })
  return given(CreateAccountStatus)
}

/** How a request for an account with this e-mail address ends. */
async function outcomeOf(Email: string) {
  const { CreateAccountStatus } = await organizations.CreateAccount(instant(), { AccountName: 'Any', Email })
  return statusOf(CreateAccountStatus?.Id)
}

describe('CreateAccount', () => {
  test('is in progress until its pace has passed; then the account is there, under the root, with its role and tags', async () => {
    const { CreateAccountStatus: asked } = await organizations.CreateAccount(stage.admin, {
      AccountName: 'Team One',
      Email: 'One@Example.com',
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    expect(asked).toEqual({
      Id: expect.stringMatching(/^car-[a-z0-9]{32}$/),
      AccountName: 'Team One',
      State: 'IN_PROGRESS',
      RequestedTimestamp: expect.any(Date),
    })
    stage.clock.advance(paceMs - 5_000)
    expect(await statusOf(asked?.Id)).toEqual(asked)
    const listed = async () => (await organizations.ListAccounts(stage.admin, {})).Accounts?.map((account) => account.Name)
    expect(await listed()).not.toContain('Team One')
    stage.clock.advance(5_000)
    const done = await statusOf(asked?.Id)
    expect(done).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/), CompletedTimestamp: expect.any(Date) })
    expect(done).not.toHaveProperty('FailureReason')
    const AccountId = given(done.AccountId)
    expect((await organizations.DescribeAccount(stage.admin, { AccountId })).Account).toEqual({
      Id: AccountId,
      Arn: `arn:aws:organizations::${managementAccountId}:account/${organizationId}/${AccountId}`,
      Email: 'One@Example.com',
      Name: 'Team One',
      Status: 'ACTIVE',
      State: 'ACTIVE',
      Paths: [`${organizationId}/${rootId}/${AccountId}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: done.CompletedTimestamp,
    })
    expect(await listed()).toContain('Team One')
    expect(await organizations.ListTagsForResource(stage.admin, { ResourceId: AccountId })).toMatchObject({
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    expect(await organizations.ListParents(stage.admin, { ChildId: AccountId })).toMatchObject({ Parents: [{ Id: rootId, Type: 'ROOT' }] })
    const role = await findRole(stage.admin, AccountId, 'OrganizationAccountAccessRole')
    expect((await policiesOf(stage.admin, given(role).arn)).identity).toMatchObject([
      { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    ])
    expect(JSON.stringify(role?.trustPolicy)).toContain(`arn:aws:iam::${managementAccountId}:root`)
  })

  test('makes the role that was asked for', async () => {
    const { CreateAccountStatus } = await organizations.CreateAccount(instant(), {
      AccountName: 'Governed',
      Email: 'governed@example.com',
      RoleName: 'AWSControlTowerExecution',
    })
    const { AccountId } = await statusOf(CreateAccountStatus?.Id)
    expect(await findRole(stage.admin, given(AccountId), 'AWSControlTowerExecution')).toBeDefined()
    expect(await findRole(stage.admin, given(AccountId), 'OrganizationAccountAccessRole')).toBeUndefined()
  })

  test('fails with EMAIL_ALREADY_EXISTS for an address in other letters, of a stand-alone, closed or unfinished account', async () => {
    const account = await createAccount(instant(), 'taken')
    await organizations.CreateAccount(stage.admin, { AccountName: 'Slow', Email: 'slow@example.com' })
    expect(await outcomeOf('TAKEN@example.COM')).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' })
    expect(await outcomeOf('taken@example.com')).not.toHaveProperty('AccountId')
    expect(await outcomeOf('outsider@example.com')).toMatchObject({ FailureReason: 'EMAIL_ALREADY_EXISTS' })
    expect(await outcomeOf('slow@example.com')).toMatchObject({ FailureReason: 'EMAIL_ALREADY_EXISTS' })
    await tables(stage.admin).updateTable('accounts').set({ state: 'CLOSED' }).where('id', '=', account).execute()
    expect(await outcomeOf('taken@example.com')).toMatchObject({ FailureReason: 'EMAIL_ALREADY_EXISTS' })
  })

  test('fails with INVALID_EMAIL for an address that the model lets through but AWS does not', async () => {
    expect(await outcomeOf('.dot@example.com')).toMatchObject({ State: 'FAILED', FailureReason: 'INVALID_EMAIL' })
  })

  test('gives an address to exactly one of twenty concurrent requests', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        organizations.CreateAccount(instant(), { AccountName: 'Racer', Email: number % 2 ? 'race@example.com' : 'RACE@example.com' }),
      ),
    )
    const statuses = await Promise.all(asked.map((answer) => statusOf(answer.CreateAccountStatus?.Id)))
    expect(statuses.filter((status) => status.State === 'SUCCEEDED')).toHaveLength(1)
    expect(statuses.filter((status) => status.FailureReason === 'EMAIL_ALREADY_EXISTS')).toHaveLength(19)
  })

  test('refuses the whole request at once when a tag is wrong, and makes nothing', async () => {
    const attempt = (Tags: Array<{ Key: string; Value: string }>) =>
      organizations.CreateAccount(stage.admin, { AccountName: 'Tagged', Email: 'tagged@example.com', Tags })
    const many = Array.from({ length: 51 }, (_, number) => ({ Key: `key${number}`, Value: '' }))
    await expect(attempt(many)).rejects.toMatchObject({
      code: 'ConstraintViolationException',
      fields: { Reason: 'MAX_TAG_LIMIT_EXCEEDED' },
    })
    const twice = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ]
    await expect(attempt(twice)).rejects.toMatchObject({ code: 'InvalidInputException', fields: { Reason: 'DUPLICATE_TAG_KEY' } })
    await expect(attempt([{ Key: 'aws:x', Value: '' }])).rejects.toMatchObject({ fields: { Reason: 'INVALID_SYSTEM_TAGS_PARAMETER' } })
    expect(await outcomeOf('tagged@example.com')).toMatchObject({ State: 'SUCCEEDED' })
  })

  test('fails with ACCOUNT_LIMIT_EXCEEDED beyond the quota, also under concurrency', async () => {
    const other = await createStage()
    await createOrganization(other)
    await tables(other.admin).updateTable('organizations').set({ account_quota: 4 }).execute()
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        organizations.CreateAccount(other.admin, { AccountName: 'Any', Email: `quota${number}@example.com` }),
      ),
    )
    const { CreateAccountStatuses = [] } = await organizations.ListCreateAccountStatus(other.admin, {})
    expect(CreateAccountStatuses).toHaveLength(asked.length)
    expect(CreateAccountStatuses.filter((status) => status.State === 'SUCCEEDED')).toHaveLength(3)
    expect(CreateAccountStatuses.filter((status) => status.FailureReason === 'ACCOUNT_LIMIT_EXCEEDED')).toHaveLength(5)
    expect((await organizations.ListAccounts(other.admin, {})).Accounts).toHaveLength(4)
    await other.close()
  })

  test('counts an invitation that waits for its answer as an account', async () => {
    const other = await createStage()
    await createOrganization(other)
    await tables(other.admin).updateTable('organizations').set({ account_quota: 2 }).execute()
    await organizations.InviteAccountToOrganization(other.admin, { Target: { Type: 'ACCOUNT', Id: outsiderAccountId } })
    const attempt = async (name: string) => {
      await organizations.CreateAccount(other.admin, { AccountName: name, Email: `${name}@example.com` })
      const { CreateAccountStatuses } = await organizations.ListCreateAccountStatus(other.admin, {})
      return CreateAccountStatuses?.find(({ AccountName }) => AccountName === name)
    }
    expect(await attempt('early')).toMatchObject({ State: 'FAILED', FailureReason: 'ACCOUNT_LIMIT_EXCEEDED' })
    other.clock.advance(16 * 86_400_000)
    expect(await attempt('late')).toMatchObject({ State: 'SUCCEEDED' })
    await other.close()
  })
})

test('requests for accounts are listed by state over several pages', async () => {
  const other = await createStage()
  await createOrganization(other)
  for (let number = 0; number < 5; number++) await createAccount(other.admin, `done${number}`)
  await organizations.CreateAccount(other.admin, { AccountName: 'Failed', Email: 'done0@example.com' })
  const slow = other.as(managementAccountId, { pace: { ...other.admin.pace, 'create-account': paceMs } })
  await organizations.CreateAccount(slow, { AccountName: 'Slow', Email: 'slow@example.com' })
  await organizations.CreateAccount(slow, { AccountName: 'Slow failure', Email: 'slow@example.com' })
  const list = async (States?: Array<'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED'>) => {
    const { items, pages } = await allPages(async (NextToken) => {
      const page = await organizations.ListCreateAccountStatus(other.admin, { States, MaxResults: 2, NextToken })
      return { items: page.CreateAccountStatuses, nextToken: page.NextToken }
    })
    return { names: items.map((status) => status.AccountName).sort(), pages }
  }
  expect(await list(['SUCCEEDED'])).toEqual({ names: ['done0', 'done1', 'done2', 'done3', 'done4'], pages: 3 })
  expect(await list(['FAILED'])).toEqual({ names: ['Failed'], pages: 1 })
  expect(await list(['IN_PROGRESS'])).toEqual({ names: ['Slow', 'Slow failure'], pages: 1 })
  expect((await list(['FAILED', 'IN_PROGRESS'])).names).toHaveLength(3)
  expect(await list()).toMatchObject({ pages: 4 })
  other.clock.advance(paceMs)
  expect((await list(['FAILED'])).names).toEqual(['Failed', 'Slow failure'])
  await expect(organizations.DescribeCreateAccountStatus(other.admin, { CreateAccountRequestId: 'car-00000000' })).rejects.toMatchObject({
    code: 'CreateAccountStatusNotFoundException',
  })
  await other.close()
})

test('accounts are listed over several pages, each once, in the order they joined', async () => {
  const other = await createStage()
  const { rootId } = await createOrganization(other)
  const unit = await createUnit(other.admin, rootId, 'Unit')
  const created = [managementAccountId]
  for (let number = 0; number < 24; number++) {
    other.clock.advance(1)
    const id = await createAccount(other.admin, `account${number}`)
    created.push(id)
    if (number >= 15) await move(other.admin, id, rootId, unit)
  }
  const all = await allPages(async (NextToken) => {
    const page = await organizations.ListAccounts(other.admin, { NextToken })
    return { items: page.Accounts, nextToken: page.NextToken }
  })
  expect(all.pages).toBe(2)
  expect(all.items.map((account) => account.Id)).toEqual(created)
  const inRoot = await allPages(async (NextToken) => {
    const page = await organizations.ListAccountsForParent(other.admin, { ParentId: rootId, MaxResults: 4, NextToken })
    return { items: page.Accounts, nextToken: page.NextToken }
  })
  expect(inRoot.items.map((account) => account.Id)).toEqual(created.slice(0, 16))
  const inUnit = await allPages(async (NextToken) => {
    const page = await organizations.ListChildren(other.admin, { ParentId: unit, ChildType: 'ACCOUNT', MaxResults: 4, NextToken })
    return { items: page.Children, nextToken: page.NextToken }
  })
  expect(inUnit.items).toEqual(created.slice(16).map((Id) => ({ Id, Type: 'ACCOUNT' })))
  await other.close()
})

test('an account that is not in the organization is not found', async () => {
  for (const AccountId of ['123412341234', outsiderAccountId]) {
    await expect(organizations.DescribeAccount(stage.admin, { AccountId })).rejects.toMatchObject({
      code: 'AccountNotFoundException',
      message: "You specified an account that doesn't exist.",
    })
    await expect(move(stage.admin, AccountId, rootId, rootId)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
  }
})

describe('MoveAccount', () => {
  test('moves the account, its path follows, and the move is announced', async () => {
    const account = await createAccount(instant(), 'mover')
    const unit = await createUnit(stage.admin, rootId, 'Destination')
    await move(stage.admin, account, rootId, unit)
    const { Account } = await organizations.DescribeAccount(stage.admin, { AccountId: account })
    expect(Account?.Paths).toEqual([`${organizationId}/${rootId}/${unit}/${account}/`])
    expect(await organizations.ListParents(stage.admin, { ChildId: account })).toMatchObject({
      Parents: [{ Id: unit, Type: 'ORGANIZATIONAL_UNIT' }],
    })
    expect(stage.events.at(-1)).toEqual({
      type: 'AccountMoved',
      organizationId,
      accountId: account,
      sourceParentId: rootId,
      destinationParentId: unit,
    })
  })

  test('is undone when a listener fails', async () => {
    const account = await createAccount(instant(), 'stayer')
    const unit = await createUnit(stage.admin, rootId, 'Unreached')
    const failing = stage.as(managementAccountId, { announce: () => Promise.reject(new Error('no')) })
    await expect(move(failing, account, rootId, unit)).rejects.toThrow('no')
    expect(await organizations.ListParents(stage.admin, { ChildId: account })).toMatchObject({ Parents: [{ Id: rootId }] })
  })

  test('names what is wrong: source, destination, or nothing to do', async () => {
    const account = await createAccount(instant(), 'lost')
    const unit = await createUnit(stage.admin, rootId, 'Elsewhere')
    const absent = `ou-${rootId.slice(2)}-00000000`
    await expect(move(stage.admin, account, absent, unit)).rejects.toMatchObject({ code: 'SourceParentNotFoundException' })
    await expect(move(stage.admin, account, unit, absent)).rejects.toMatchObject({ code: 'DestinationParentNotFoundException' })
    await expect(move(stage.admin, account, rootId, rootId)).rejects.toMatchObject({ code: 'DuplicateAccountException' })
    const other = await createUnit(stage.admin, rootId, 'Other place')
    await expect(move(stage.admin, account, unit, other)).rejects.toMatchObject({ code: 'SourceParentNotFoundException' })
  })

  test('is not possible before the account is there', async () => {
    await organizations.CreateAccount(stage.admin, { AccountName: 'Early', Email: 'early@example.com' })
    const early = await tables(stage.admin)
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', 'early@example.com')
      .executeTakeFirstOrThrow()
    await expect(move(stage.admin, early.id, rootId, rootId)).rejects.toMatchObject({ code: 'AccountNotFoundException' })
    await expect(organizations.ListParents(stage.admin, { ChildId: early.id })).rejects.toMatchObject({ code: 'ChildNotFoundException' })
  })
})

describe('tags', () => {
  test('are added, replaced, listed by key over pages and removed, on accounts, units and roots', async () => {
    const unit = await createUnit(stage.admin, rootId, 'Labelled')
    const account = await createAccount(instant(), 'labelled')
    for (const ResourceId of [unit, account, rootId]) {
      const tags = Array.from({ length: 50 }, (_, number) => ({ Key: `key${String(number).padStart(2, '0')}`, Value: `${number}` }))
      await organizations.TagResource(stage.admin, { ResourceId, Tags: tags })
      await organizations.TagResource(stage.admin, { ResourceId, Tags: [{ Key: 'key00', Value: 'new' }] })
      await expect(organizations.TagResource(stage.admin, { ResourceId, Tags: [{ Key: 'one more', Value: '' }] })).rejects.toMatchObject({
        code: 'ConstraintViolationException',
        fields: { Reason: 'MAX_TAG_LIMIT_EXCEEDED' },
      })
      const listed = await allPages(async (NextToken) => {
        const page = await organizations.ListTagsForResource(stage.admin, { ResourceId, NextToken })
        return { items: page.Tags, nextToken: page.NextToken }
      })
      expect(listed.items).toEqual([{ Key: 'key00', Value: 'new' }, ...tags.slice(1)])
      expect(listed.pages).toBe(3)
      await organizations.UntagResource(stage.admin, { ResourceId, TagKeys: [...tags.slice(1).map((tag) => tag.Key), 'absent'] })
      expect((await organizations.ListTagsForResource(stage.admin, { ResourceId })).Tags).toEqual([{ Key: 'key00', Value: 'new' }])
    }
  })

  test('are refused on what does not exist, and with keys of AWS', async () => {
    for (const ResourceId of ['123412341234', outsiderAccountId, 'r-none', 'p-00000000']) {
      const missing = { code: 'TargetNotFoundException', message: "You specified a target that doesn't exist." }
      await expect(organizations.TagResource(stage.admin, { ResourceId, Tags: [] })).rejects.toMatchObject(missing)
      await expect(organizations.UntagResource(stage.admin, { ResourceId, TagKeys: [] })).rejects.toMatchObject(missing)
      await expect(organizations.ListTagsForResource(stage.admin, { ResourceId })).rejects.toMatchObject(missing)
    }
    const system = { fields: { Reason: 'INVALID_SYSTEM_TAGS_PARAMETER' } }
    await expect(organizations.TagResource(stage.admin, { ResourceId: rootId, Tags: [{ Key: 'AWS:a', Value: '' }] })).rejects.toMatchObject(
      system,
    )
    await expect(organizations.UntagResource(stage.admin, { ResourceId: rootId, TagKeys: ['aws:a'] })).rejects.toMatchObject(system)
  })

  test('put on by concurrent calls never pass fifty', async () => {
    const unit = await createUnit(stage.admin, rootId, 'Contested')
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, call) =>
        organizations.TagResource(stage.admin, {
          ResourceId: unit,
          Tags: Array.from({ length: 10 }, (_, number) => ({ Key: `${call}-${number}`, Value: '' })),
        }),
      ),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5)
  })
})
