// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { recentRoles, rememberRole } from './recent-roles.ts'

beforeEach(() => localStorage.clear())
const role = (number: number) => ({ accountId: String(100_000_000_000 + number), accountName: `team-${number}`, roleName: 'Admin' })

test('the last three roles are kept, the last one first', () => {
  for (const number of [1, 2, 3, 4]) rememberRole('ada', role(number))
  expect(recentRoles('ada').map(({ accountName }) => accountName)).toEqual(['team-4', 'team-3', 'team-2'])
})

test('a role entered again moves to the front', () => {
  for (const number of [1, 2, 1]) rememberRole('ada', role(number))
  expect(recentRoles('ada').map(({ accountName }) => accountName)).toEqual(['team-1', 'team-2'])
})

test('nobody sees the roles of somebody else on the same machine', () => {
  rememberRole('ada', role(1))
  expect(recentRoles('grace')).toEqual([])
})

test.each(['nonsense', '{"a":1}', '[null,{"accountId":"javascript:","accountName":"x","roleName":"y"}]'])(
  'what is kept as %s counts as nothing',
  (kept) => {
    localStorage.setItem('account-factory-recent:ada', kept)
    expect(recentRoles('ada')).toEqual([])
  },
)
