import { describe, expect, test } from 'vitest'
import type { OrganizationalUnitEntry } from './organization-directory.ts'
import { resolveOrganizationalUnit } from './organizational-unit.ts'

const unit = (
  name: string,
  number: number,
  parentId = 'r-abcd',
  state: Partial<OrganizationalUnitEntry> = {},
): OrganizationalUnitEntry => ({
  id: `ou-abcd-0000000${number}`,
  arn: '',
  name,
  parentId,
  path: name,
  registered: true,
  vendable: true,
  ...state,
})

const units = [
  unit('Sandbox', 1),
  unit('Workloads', 2),
  unit('Team', 3, 'ou-abcd-00000002'),
  unit('Other', 4),
  unit('Team', 5, 'ou-abcd-00000004'),
  unit('Nested', 6, 'ou-abcd-00000002'),
  unit('Loose', 7, 'r-abcd', { registered: false, vendable: false }),
  unit('Security', 8, 'r-abcd', { vendable: false }),
]

const resolve = (value: string, parity = false) => {
  const resolution = resolveOrganizationalUnit(units, value, { parity })
  return 'unit' in resolution ? resolution.unit.id : resolution
}

describe('the OU that a launch names', () => {
  test.each([
    ['Sandbox', 'ou-abcd-00000001'],
    [' Sandbox ', 'ou-abcd-00000001'],
    ['Sandbox (ou-abcd-00000001)', 'ou-abcd-00000001'],
    ['Team (ou-abcd-00000005)', 'ou-abcd-00000005'],
    ['ou-abcd-00000003', 'ou-abcd-00000003'],
    ['Workloads/Team', 'ou-abcd-00000003'],
    ['Nested', 'ou-abcd-00000006'],
  ])('%s is found', (value, id) => {
    expect(resolve(value)).toBe(id)
  })

  test('an ambiguous name lists the OUs that bear it', () => {
    expect(resolve('Team')).toEqual({
      code: 'UnitAmbiguous',
      message: "There are 2 OUs named 'Team': Team (ou-abcd-00000003), Team (ou-abcd-00000005). Name one of them in this form.",
    })
  })

  test('a name that is nearly right is met with the near matches', () => {
    expect(resolve('sandbx')).toMatchObject({
      code: 'UnitNotFound',
      message: expect.stringContaining('Did you mean Sandbox (ou-abcd-00000001)?'),
    })
  })

  test.each([
    ['Loose', 'UnitNotRegistered'],
    ['Security', 'UnitNotVendable'],
    ['Sandbox (ou-abcd-00000002)', 'UnitNotFound'],
    ['r-abcd', 'UnitNotFound'],
  ])('%s is refused as %s', (value, code) => {
    expect(resolve(value)).toMatchObject({ code })
  })

  test('with parity a bare id, a path and the bare name of a nested OU are refused as on AWS', () => {
    for (const value of ['ou-abcd-00000001', 'Workloads/Team', 'Nested'])
      expect(resolve(value, true)).toMatchObject({ code: 'UnitNotFound' })
    expect(resolve('Sandbox', true)).toBe('ou-abcd-00000001')
    expect(resolve('Nested (ou-abcd-00000006)', true)).toBe('ou-abcd-00000006')
  })
})
