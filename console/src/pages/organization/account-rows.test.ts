import { expect, test } from 'vitest'
import type { Account, Unit } from '../../lib/types.ts'
import { accountRows, type UnitAccounts } from './account-rows.ts'

const unit = (id: string, name: string, parentId: string | null, accounts: number): Unit => ({
  id,
  name,
  parentId,
  path: name,
  registered: true,
  vendable: true,
  accounts,
})
const account = (id: string, parentId: string): Account => ({
  id,
  name: `account ${id}`,
  email: '',
  state: 'ACTIVE',
  joinedAt: '',
  parentId,
  parentName: '',
  enrolled: true,
})
const root = unit('r-1', 'Root', null, 1)
const work = unit('ou-2', 'Workloads', 'r-1', 300)
const empty = unit('ou-3', 'Empty', 'r-1', 0)
const units = [work, root, empty]
const known: Record<string, UnitAccounts> = {
  'r-1': { accounts: [account('1', 'r-1')], more: false },
  'ou-2': { accounts: [account('2', 'ou-2'), account('3', 'ou-2')], more: true },
}
const rowsOf = (open: readonly string[], accounts: Record<string, UnitAccounts> = known) =>
  accountRows(
    units,
    ({ id }) => open.includes(id),
    ({ id }) => accounts[id],
  )

test('a unit holds its units by name and then its accounts, and nothing of a closed one is there', () => {
  expect(rowsOf(['r-1']).map(({ id, depth }) => [id, depth])).toEqual([
    ['r-1', 0],
    ['ou-3', 1],
    ['ou-2', 1],
    ['1', 1],
  ])
  expect(rowsOf(['ou-2']).map(({ id }) => id)).toEqual(['r-1'])
})

test('one row stands for all accounts that are not loaded', () => {
  const rows = rowsOf(['r-1', 'ou-2'])
  expect(rows.map(({ id }) => id)).toEqual(['r-1', 'ou-3', 'ou-2', '2', '3', 'more-ou-2', '1'])
  expect(rowsOf(['r-1', 'ou-2'], {}).map(({ id }) => id)).toEqual(['r-1', 'ou-3', 'ou-2', 'more-ou-2', 'more-r-1'])
})

test('each row says its place among its siblings, the accounts that are not loaded counted', () => {
  const places = new Map(rowsOf(['r-1', 'ou-2']).map(({ id, position, siblings }) => [id, `${position} of ${siblings}`]))
  expect(places.get('ou-3')).toBe('1 of 3')
  expect(places.get('1')).toBe('3 of 3')
  expect(places.get('3')).toBe('2 of 300')
  expect(places.get('more-ou-2')).toBe('3 of 300')
})

test('a unit without anything in it cannot be opened', () => {
  const states = new Map(rowsOf(['r-1', 'ou-3']).map((row) => [row.id, row.kind === 'unit' ? row.open : 'none']))
  expect(states.get('ou-3')).toBeUndefined()
  expect(states.get('ou-2')).toBe(false)
  expect(states.get('r-1')).toBe(true)
})
