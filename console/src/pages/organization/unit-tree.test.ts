import { expect, test } from 'vitest'
import type { Unit } from '../../lib/types.ts'
import { childrenOf, findInTree, flattenTree, totalAccounts } from './unit-tree.ts'

const unit = (id: string, name: string, parentId: string | null, accounts: number, path = name): Unit => ({
  id,
  name,
  parentId,
  path,
  registered: true,
  vendable: true,
  accounts,
})
const root = unit('r-1', 'Root', null, 1)
const work = unit('ou-2', 'Workloads', 'r-1', 2)
const prod = unit('ou-3', 'Prod', 'ou-2', 3, 'Workloads/Prod')
const dev = unit('ou-4', 'Dev', 'ou-2', 4, 'Workloads/Dev')
const sandbox = unit('ou-5', 'Sandbox', 'r-1', 5)
const units = [prod, sandbox, work, dev, root]

test('the tree is in depth-first order with siblings by name, in whatever order the units come', () => {
  expect(flattenTree(units).map(({ unit, depth }) => `${depth} ${unit.name}`)).toEqual([
    '0 Root',
    '1 Sandbox',
    '1 Workloads',
    '2 Dev',
    '2 Prod',
  ])
})

test('what lies below a closed unit is left out, and the unit still says that it can be opened', () => {
  const rows = flattenTree(units, ({ id }) => id === 'r-1')
  expect(rows.map(({ unit, expandable, position, siblings }) => [unit.name, expandable, position, siblings])).toEqual([
    ['Root', true, 1, 1],
    ['Sandbox', false, 1, 2],
    ['Workloads', true, 2, 2],
  ])
})

test('a unit counts the accounts of everything below it', () => {
  const children = childrenOf(units)
  expect(totalAccounts(root, children)).toBe(15)
  expect(totalAccounts(work, children)).toBe(9)
  expect(totalAccounts(dev, children)).toBe(4)
})

test('a search leaves what matches by name or id and everything above it', () => {
  expect(flattenTree(findInTree(units, ' PROD')).map(({ unit }) => unit.name)).toEqual(['Root', 'Workloads', 'Prod'])
  expect(flattenTree(findInTree(units, 'ou-5')).map(({ unit }) => unit.name)).toEqual(['Root', 'Sandbox'])
  expect(findInTree(units, 'nowhere')).toEqual([])
  expect(findInTree(units, '  ')).toEqual(units)
})
