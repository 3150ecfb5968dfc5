import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountParent,
  accountSortKey,
  accountsWithin,
  countAccounts,
  countAccountsByParent,
  findAccount,
  findAccountByEmail,
  findAccounts,
  findOrganizationalUnit,
  listAccounts,
  listOrganizationalUnits,
  organizationOf,
} from '../../src/services/organizations/index.ts'
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
const ids: Record<string, string> = {}

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId, rootId } = await createOrganization(stage))
  unitId = await createUnit(stage.admin, rootId, 'Sandbox')
  for (const name of ['alpha', 'beta', 'gamma_1', 'gammax1', 'delta']) {
    stage.clock.advance(1)
    ids[name] = await createAccount(stage.admin, name)
    if (name.startsWith('gamma')) await move(stage.admin, ids[name], rootId, unitId)
  }
})
afterAll(() => stage.close())

test('an organization is found by any of its accounts and not by a stand-alone one', async () => {
  expect(await organizationOf(stage.admin, ids.alpha ?? '')).toMatchObject({
    id: organizationId,
    managementAccountId,
    rootId,
    accountQuota: 10_000,
  })
  expect(await organizationOf(stage.admin, outsiderAccountId)).toBeUndefined()
  expect(await organizationOf(stage.admin, '123412341234')).toBeUndefined()
})

test('an account is found by id, and by e-mail address in any letters', async () => {
  const account = await findAccount(stage.admin, ids.alpha ?? '')
  expect(account).toMatchObject({
    id: ids.alpha,
    name: 'alpha',
    email: 'alpha@example.com',
    state: 'ACTIVE',
    organizationId,
    parentId: rootId,
    parentName: 'Root',
  })
  expect(await findAccountByEmail(stage.admin, organizationId, 'ALPHA@example.com')).toEqual(account)
  expect(await findAccountByEmail(stage.admin, organizationId, 'outsider@example.com')).toBeUndefined()
  expect(await findAccountByEmail(stage.admin, undefined, 'outsider@example.com')).toMatchObject({ id: outsiderAccountId, arn: undefined })
  expect(await findAccount(stage.admin, '123412341234')).toBeUndefined()
  expect((await findAccounts(stage.admin, [ids.alpha ?? '', 'none'])).map(({ id }) => id)).toEqual([ids.alpha])
})

test('an account on its way is found as PENDING_ACTIVATION', async () => {
  const slow = stage.as(managementAccountId, { pace: { ...stage.admin.pace, 'create-account': 60_000 } })
  await organizations.CreateAccount(slow, { AccountName: 'Slow', Email: 'slow@example.com' })
  expect(await findAccountByEmail(stage.admin, organizationId, 'slow@example.com')).toMatchObject({ state: 'PENDING_ACTIVATION' })
  stage.clock.advance(60_000)
  expect(await findAccountByEmail(stage.admin, organizationId, 'slow@example.com')).toMatchObject({ state: 'ACTIVE' })
})

const newestFirst = { sort: 'joined', order: 'descending', limit: 4 } as const
const names = async (filter: Partial<Parameters<typeof listAccounts>[1]>): Promise<string[]> =>
  (await listAccounts(stage.admin, { organizationId, ...newestFirst, limit: 20, ...filter })).map(({ name }) => name)

test('accounts are searched by part of name, e-mail address or id, taken literally', async () => {
  expect(await names({ search: 'GAMMA' })).toEqual(['gammax1', 'gamma_1'])
  expect(await names({ search: 'a_1' })).toEqual(['gamma_1'])
  expect(await names({ search: '%' })).toEqual([])
  expect(await names({ search: 'beta@ex' })).toEqual(['beta'])
  expect(await names({ search: ids.delta ?? '' })).toEqual(['delta'])
  expect(await names({ search: 'outsider' })).toEqual([])
})

test.each([
  ['joined', 'descending', ['Slow', 'delta', 'gammax1', 'gamma_1', 'beta', 'alpha', 'Management']],
  ['joined', 'ascending', ['Management', 'alpha', 'beta', 'gamma_1', 'gammax1', 'delta', 'Slow']],
  ['name', 'ascending', ['alpha', 'beta', 'delta', 'gamma_1', 'gammax1', 'Management', 'Slow']],
  ['name', 'descending', ['Slow', 'Management', 'gammax1', 'gamma_1', 'delta', 'beta', 'alpha']],
] as const)('accounts are listed for people by %s, %s, page by page', async (sort, order, expected) => {
  const query = { organizationId, sort, order, limit: 3 }
  const listed: string[] = []
  for (let after: Parameters<typeof listAccounts>[1]['after'], more = true; more; ) {
    const page = await listAccounts(stage.admin, { ...query, after })
    listed.push(...page.map(({ name }) => name))
    const last = page.at(-1)
    more = last !== undefined
    after = last && accountSortKey(last, sort)
  }
  expect(listed).toEqual(expected)
})

test('accounts of one parent and of one state are found and counted', async () => {
  const inUnit = await listAccounts(stage.admin, { organizationId, parentId: unitId, ...newestFirst })
  expect(inUnit.map(({ name, parentName }) => [name, parentName])).toEqual([
    ['gammax1', 'Sandbox'],
    ['gamma_1', 'Sandbox'],
  ])
  const count = (filter: object) => countAccounts(stage.admin, { organizationId, ...filter })
  expect(await count({})).toBe(7)
  expect(await count({ parentId: unitId })).toBe(2)
  expect(await count({ search: 'gamma', parentId: unitId })).toBe(2)
  expect(await count({ search: 'beta', parentId: unitId })).toBe(0)
  expect(await count({ state: 'ACTIVE' })).toBe(7)
  expect(await names({ state: 'SUSPENDED' })).toEqual([])
})

test('units come with their path of names, and each parent with its number of accounts', async () => {
  const inner = await createUnit(stage.admin, unitId, 'Team A')
  const units = await listOrganizationalUnits(stage.admin, organizationId)
  expect(units.map(({ id, name, parentId, path }) => [id, name, parentId, path])).toEqual([
    [unitId, 'Sandbox', rootId, 'Sandbox'],
    [inner, 'Team A', unitId, 'Sandbox/Team A'],
  ])
  expect(await findOrganizationalUnit(stage.admin, organizationId, inner)).toMatchObject({ name: 'Team A', parentId: unitId })
  expect(await findOrganizationalUnit(stage.admin, organizationId, rootId)).toBeUndefined()
  expect(await countAccountsByParent(stage.admin, organizationId)).toEqual(
    new Map([
      [rootId, 5],
      [unitId, 2],
    ]),
  )
  expect(await accountsWithin(stage.admin, unitId, 10)).toEqual([ids.gamma_1, ids.gammax1])
  expect(await accountParent(stage.admin, ids.gamma_1 ?? '')).toBe(unitId)
  expect(await accountParent(stage.admin, outsiderAccountId)).toBeUndefined()
})

test('the state that accounts are listed by is the one that they show', async () => {
  const slow = stage.as(managementAccountId, { pace: { ...stage.admin.pace, 'create-account': 60_000, 'close-account': 60_000 } })
  await organizations.CreateAccount(slow, { AccountName: 'coming', Email: 'coming@example.com' })
  await organizations.CloseAccount(slow, { AccountId: ids.delta ?? '' })
  for (const state of ['ACTIVE', 'PENDING_ACTIVATION', 'PENDING_CLOSURE', 'SUSPENDED'] as const) {
    const listed = await listAccounts(stage.admin, { organizationId, state, ...newestFirst, limit: 20 })
    expect(listed.map((account) => account.state)).toEqual(listed.map(() => state))
    expect(await countAccounts(stage.admin, { organizationId, state })).toBe(listed.length)
  }
  expect(await names({ state: 'PENDING_CLOSURE' })).toEqual(['delta'])
  expect(await names({ state: 'PENDING_ACTIVATION' })).toEqual(['coming'])
  stage.clock.advance(60_000)
  expect(await names({ state: 'SUSPENDED' })).toEqual(['delta'])
})
