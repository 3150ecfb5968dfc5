import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listOrganizationalUnits } from '../../src/services/organizations/index.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import {
  allPages,
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  managementAccountId,
  move,
  organizations,
  type Stage,
} from './organizations-stage.ts'

let stage: Stage
let organizationId: string
let rootId: string

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId, rootId } = await createOrganization(stage))
})
afterAll(() => stage.close())

const absentUnit = (): string => `ou-${rootId.slice(2)}-00000000`

test('a new organization has its management account, one root and policy type SCP', async () => {
  const { Organization } = await organizations.DescribeOrganization(stage.admin, {})
  expect(Organization).toEqual({
    Id: organizationId,
    Arn: `arn:aws:organizations::${managementAccountId}:organization/${organizationId}`,
    FeatureSet: 'ALL',
    MasterAccountArn: `arn:aws:organizations::${managementAccountId}:account/${organizationId}/${managementAccountId}`,
    MasterAccountId: managementAccountId,
    MasterAccountEmail: 'management@example.com',
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  })
  expect(organizationId).toMatch(/^o-[a-z0-9]{10}$/)
  const { Roots, NextToken } = await organizations.ListRoots(stage.admin, { MaxResults: 1 })
  expect(NextToken).toBeUndefined()
  expect(Roots).toEqual([
    {
      Id: rootId,
      Arn: `arn:aws:organizations::${managementAccountId}:root/${organizationId}/${rootId}`,
      Name: 'Root',
      PolicyTypes: [],
    },
  ])
  const { Account } = await organizations.DescribeAccount(stage.admin, { AccountId: managementAccountId })
  expect(Account).toMatchObject({
    JoinedMethod: 'INVITED',
    State: 'ACTIVE',
    Status: 'ACTIVE',
    Paths: [`${organizationId}/${rootId}/${managementAccountId}/`],
  })
})

test('an account in an organization cannot create another', async () => {
  await expect(organizations.CreateOrganization(stage.admin, {})).rejects.toMatchObject({ code: 'AlreadyInOrganizationException' })
})

test('of concurrent CreateOrganization calls of one account one succeeds', async () => {
  const other = await createStage()
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => organizations.CreateOrganization(other.admin, {})))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  for (const result of results) if (result.status === 'rejected') expect(result.reason.code).toBe('AlreadyInOrganizationException')
  await other.close()
})

test('an organization for consolidated billing has no policy types', async () => {
  const other = await createStage()
  const { Organization } = await organizations.CreateOrganization(other.admin, { FeatureSet: 'CONSOLIDATED_BILLING' })
  expect(Organization).toMatchObject({ FeatureSet: 'CONSOLIDATED_BILLING', AvailablePolicyTypes: [] })
  await other.close()
})

describe('organizational units', () => {
  test('have id, ARN and path in AWS formats and can be described, renamed and deleted', async () => {
    const { OrganizationalUnit: unit } = await organizations.CreateOrganizationalUnit(stage.admin, { ParentId: rootId, Name: 'Workloads' })
    expect(unit?.Id).toMatch(new RegExp(`^ou-${rootId.slice(2)}-[a-z0-9]{8}$`))
    expect(unit?.Arn).toBe(`arn:aws:organizations::${managementAccountId}:ou/${organizationId}/${unit?.Id}`)
    expect(unit?.Path).toBe(`${organizationId}/${rootId}/${unit?.Id}/`)
    const OrganizationalUnitId = unit?.Id ?? ''
    const renamed = await organizations.UpdateOrganizationalUnit(stage.admin, { OrganizationalUnitId, Name: 'Work' })
    expect(renamed.OrganizationalUnit).toEqual({ ...unit, Name: 'Work' })
    const unchanged = await organizations.UpdateOrganizationalUnit(stage.admin, { OrganizationalUnitId })
    expect(unchanged.OrganizationalUnit?.Name).toBe('Work')
    const described = await organizations.DescribeOrganizationalUnit(stage.admin, { OrganizationalUnitId })
    expect(described.OrganizationalUnit).toEqual({ ...unit, Name: 'Work' })
    expect(await organizations.ListParents(stage.admin, { ChildId: OrganizationalUnitId })).toMatchObject({
      Parents: [{ Id: rootId, Type: 'ROOT' }],
    })
    await organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId })
    const gone = { code: 'OrganizationalUnitNotFoundException', message: "You specified an organizational unit that doesn't exist." }
    await expect(organizations.DescribeOrganizationalUnit(stage.admin, { OrganizationalUnitId })).rejects.toMatchObject(gone)
    await expect(organizations.UpdateOrganizationalUnit(stage.admin, { OrganizationalUnitId, Name: 'x' })).rejects.toMatchObject(gone)
    await expect(organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId })).rejects.toMatchObject(gone)
  })

  test('have names unique among siblings and free elsewhere', async () => {
    const first = await createUnit(stage.admin, rootId, 'Twin')
    const second = await createUnit(stage.admin, rootId, 'Other')
    await createUnit(stage.admin, first, 'Twin')
    const duplicate = { code: 'DuplicateOrganizationalUnitException', message: 'An OU with the same name already exists.' }
    await expect(createUnit(stage.admin, rootId, 'Twin')).rejects.toMatchObject(duplicate)
    await expect(organizations.UpdateOrganizationalUnit(stage.admin, { OrganizationalUnitId: second, Name: 'Twin' })).rejects.toMatchObject(
      duplicate,
    )
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => createUnit(stage.admin, second, 'Same')))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  test('nest five deep and no deeper', async () => {
    let parentId = rootId
    for (const name of ['1', '2', '3', '4', '5']) parentId = await createUnit(stage.admin, parentId, name)
    await expect(createUnit(stage.admin, parentId, '6')).rejects.toMatchObject({
      code: 'ConstraintViolationException',
      fields: { Reason: 'OU_DEPTH_LIMIT_EXCEEDED' },
    })
    const paths = (await listOrganizationalUnits(stage.admin, organizationId)).map((unit) => unit.path)
    expect(paths).toContain('1/2/3/4/5')
  })

  test('cannot be made under, listed for or have children listed of a parent that does not exist', async () => {
    const missing = { code: 'ParentNotFoundException', message: "You specified a parent that doesn't exist." }
    for (const ParentId of [absentUnit(), 'r-none']) {
      await expect(organizations.CreateOrganizationalUnit(stage.admin, { ParentId, Name: 'x' })).rejects.toMatchObject(missing)
      await expect(organizations.ListOrganizationalUnitsForParent(stage.admin, { ParentId })).rejects.toMatchObject(missing)
      await expect(organizations.ListAccountsForParent(stage.admin, { ParentId })).rejects.toMatchObject(missing)
      await expect(organizations.ListChildren(stage.admin, { ParentId, ChildType: 'ACCOUNT' })).rejects.toMatchObject(missing)
    }
    await expect(organizations.ListParents(stage.admin, { ChildId: absentUnit() })).rejects.toMatchObject({
      code: 'ChildNotFoundException',
    })
    await expect(organizations.ListParents(stage.admin, { ChildId: '123412341234' })).rejects.toMatchObject({
      code: 'ChildNotFoundException',
    })
  })

  test('are deleted only when empty', async () => {
    const outer = await createUnit(stage.admin, rootId, 'Outer')
    const inner = await createUnit(stage.admin, outer, 'Inner')
    const notEmpty = { code: 'OrganizationalUnitNotEmptyException' }
    await expect(organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: outer })).rejects.toMatchObject(notEmpty)
    const account = await createAccount(stage.admin, 'tenant')
    await move(stage.admin, account, rootId, inner)
    await expect(organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: inner })).rejects.toMatchObject(notEmpty)
    await move(stage.admin, account, inner, rootId)
    await organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: inner })
    await organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: outer })
  })

  test('are listed over several pages, each once, and a token is good for its own list only', async () => {
    const parentId = await createUnit(stage.admin, rootId, 'Many')
    const created: string[] = []
    for (let number = 0; number < 7; number++) created.push(await createUnit(stage.admin, parentId, `unit ${number}`))
    const listed = await allPages(async (NextToken) => {
      const page = await organizations.ListOrganizationalUnitsForParent(stage.admin, { ParentId: parentId, MaxResults: 3, NextToken })
      return { items: page.OrganizationalUnits, nextToken: page.NextToken }
    })
    expect(listed.pages).toBe(3)
    expect(listed.items.map((unit) => unit.Id).sort()).toEqual([...created].sort())
    const children = await allPages(async (NextToken) => {
      const page = await organizations.ListChildren(stage.admin, {
        ParentId: parentId,
        ChildType: 'ORGANIZATIONAL_UNIT',
        MaxResults: 4,
        NextToken,
      })
      return { items: page.Children, nextToken: page.NextToken }
    })
    expect(children.items.map((child) => child.Id).sort()).toEqual([...created].sort())
    const { NextToken } = await organizations.ListOrganizationalUnitsForParent(stage.admin, { ParentId: parentId, MaxResults: 3 })
    const invalid = { code: 'InvalidInputException', fields: { Reason: 'INVALID_NEXT_TOKEN' } }
    await expect(organizations.ListOrganizationalUnitsForParent(stage.admin, { ParentId: rootId, NextToken })).rejects.toMatchObject(
      invalid,
    )
    await expect(organizations.ListAccounts(stage.admin, { NextToken })).rejects.toMatchObject(invalid)
    await expect(organizations.ListRoots(stage.admin, { NextToken: 'x' })).rejects.toMatchObject(invalid)
  })

  test('are 2,000 at most', async () => {
    const other = await createStage()
    const { rootId } = await createOrganization(other)
    const unit = await createUnit(other.admin, rootId, 'First')
    const row = await tables(other.admin).selectFrom('parents').selectAll().where('id', '=', unit).executeTakeFirstOrThrow()
    const rows = Array.from({ length: 1_998 }, (_, number) => ({ ...row, id: `${row.id}${number}`, name: `${number}` }))
    await tables(other.admin).insertInto('parents').values(rows).execute()
    await createUnit(other.admin, rootId, 'Last')
    await expect(createUnit(other.admin, rootId, 'one more')).rejects.toMatchObject({
      code: 'ConstraintViolationException',
      fields: { Reason: 'OU_NUMBER_LIMIT_EXCEEDED' },
    })
    await other.close()
  })
})
