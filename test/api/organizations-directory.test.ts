import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountParent,
  accountsWithin,
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

test('accounts are searched by part of name, e-mail address or id, taken literally', async () => {
  const names = async (search: string) =>
    (await listAccounts(stage.admin, { organizationId, search, limit: 20 })).accounts.map(({ name }) => name)
  expect(await names('GAMMA')).toEqual(['gammax1', 'gamma_1'])
  expect(await names('a_1')).toEqual(['gamma_1'])
  expect(await names('%')).toEqual([])
  expect(await names('beta@ex')).toEqual(['beta'])
  expect(await names(ids.delta ?? '')).toEqual(['delta'])
  expect(await names('outsider')).toEqual([])
})

test('accounts are listed for people newest first, page by page, also of one parent', async () => {
  const first = await listAccounts(stage.admin, { organizationId, limit: 4 })
  const second = await listAccounts(stage.admin, { organizationId, limit: 4, after: first.next })
  expect(second.next).toBeUndefined()
  const names = [...first.accounts, ...second.accounts].map(({ name }) => name)
  expect(names).toEqual(['Slow', 'delta', 'gammax1', 'gamma_1', 'beta', 'alpha', 'Management'])
  const inUnit = await listAccounts(stage.admin, { organizationId, parentId: unitId, limit: 4 })
  expect(inUnit.accounts.map(({ name, parentName }) => [name, parentName])).toEqual([
    ['gammax1', 'Sandbox'],
    ['gamma_1', 'Sandbox'],
  ])
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
