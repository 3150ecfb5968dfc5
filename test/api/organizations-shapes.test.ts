import * as Org from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modelOf } from './modelled-errors/matrix.ts'
import { type ClientStage, startClientStage } from './organizations-clients.ts'
import { given } from './organizations-stage.ts'

// `State` beside the older `Status`, `Path` and `Paths`, `JoinedMethod`: in every answer whose shape has them, and the same in each.

let stage: ClientStage
let path: string
let unitId: string
let accountId: string

beforeAll(async () => {
  stage = await startClientStage()
  const { Organization } = await stage.admin.send(new Org.CreateOrganizationCommand({}))
  const rootId = given((await stage.admin.send(new Org.ListRootsCommand({}))).Roots?.[0]?.Id)
  const above = await stage.admin.send(new Org.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Above' }))
  const aboveId = given(above.OrganizationalUnit?.Id)
  const { OrganizationalUnit } = await stage.admin.send(new Org.CreateOrganizationalUnitCommand({ ParentId: aboveId, Name: 'Unit' }))
  unitId = given(OrganizationalUnit?.Id)
  path = `${Organization?.Id}/${rootId}/${aboveId}/${unitId}/`
  expect(OrganizationalUnit?.Path).toBe(path)
  accountId = await stage.createAccount('shaped')
  await stage.admin.send(new Org.MoveAccountCommand({ AccountId: accountId, SourceParentId: rootId, DestinationParentId: unitId }))
  const ServicePrincipal = 'guardduty.amazonaws.com'
  await stage.admin.send(new Org.EnableAWSServiceAccessCommand({ ServicePrincipal }))
  await stage.admin.send(new Org.RegisterDelegatedAdministratorCommand({ AccountId: accountId, ServicePrincipal }))
  await stage.admin.send(new Org.EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'BACKUP_POLICY' }))
  // A plan that says neither where nor what to back up.
  const Content = '{"plans":{"daily":{"rules":{"nightly":{"target_backup_vault_name":{"@@assign":"vault"}}}}}}'
  const backup = { Name: 'Half', Description: '', Type: 'BACKUP_POLICY', Content } as const
  const { Policy } = await stage.admin.send(new Org.CreatePolicyCommand(backup))
  await stage.admin.send(new Org.AttachPolicyCommand({ PolicyId: given(Policy?.PolicySummary?.Id), TargetId: unitId }))
})
afterAll(() => stage?.close())

const read = {
  DescribeAccount: async () => (await stage.admin.send(new Org.DescribeAccountCommand({ AccountId: accountId }))).Account,
  ListAccounts: async () => (await stage.admin.send(new Org.ListAccountsCommand({}))).Accounts?.find(({ Id }) => Id === accountId),
  ListAccountsForParent: async () => (await stage.admin.send(new Org.ListAccountsForParentCommand({ ParentId: unitId }))).Accounts?.[0],
  ListAccountsWithInvalidEffectivePolicy: async () =>
    (await stage.admin.send(new Org.ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType: 'BACKUP_POLICY' }))).Accounts?.[0],
  ListDelegatedAdministrators: async () =>
    (await stage.admin.send(new Org.ListDelegatedAdministratorsCommand({}))).DelegatedAdministrators?.[0],
}

/** Operations whose answers have the shape somewhere in them. */
function operationsWith(shape: string): string[] {
  const { model } = modelOf('Organizations')
  // Resources of handshakes hold resources.
  const holds = (name: string | undefined, above: readonly string[] = []): boolean => {
    if (name === undefined || name === shape || above.includes(name)) return name === shape
    const { members = {}, member } = model.shapes[name] ?? {}
    return [...Object.values(members), ...(member ? [member] : [])].some((inner) => holds(inner.shape, [...above, name]))
  }
  return Object.entries(model.operations).flatMap(([operation, { output }]) => (holds(output) ? operation : []))
}

test('the table below holds all operations that tell of accounts', () => {
  expect([...operationsWith('Account'), ...operationsWith('DelegatedAdministrator')].sort()).toEqual(Object.keys(read).sort())
})

test('an account is told alike by every operation, active and suspended', async () => {
  for (const state of ['ACTIVE', 'SUSPENDED'] as const) {
    if (state === 'SUSPENDED') await stage.admin.send(new Org.CloseAccountCommand({ AccountId: accountId }))
    const expected = {
      ...{ Id: accountId, Arn: expect.stringContaining(`/${accountId}`), Name: 'shaped', Email: 'shaped@example.com' },
      ...{ State: state, Status: state, JoinedMethod: 'CREATED', JoinedTimestamp: expect.any(Date) },
    }
    const administrator = { ...expected, DelegationEnabledDate: expect.any(Date) }
    for (const [operation, answer] of Object.entries(read)) {
      const isAdministrator = operation === 'ListDelegatedAdministrators'
      expect([operation, await answer()]).toEqual([
        operation,
        isAdministrator ? administrator : { ...expected, Paths: [`${path}${accountId}/`] },
      ])
    }
  }
})

test('a unit’s path is in every answer that tells of it, and an account’s in what is wrong with its policies', async () => {
  expect(operationsWith('OrganizationalUnit').sort()).toEqual([
    ...['CreateOrganizationalUnit', 'DescribeOrganizationalUnit', 'ListOrganizationalUnitsForParent', 'UpdateOrganizationalUnit'],
  ])
  const OrganizationalUnitId = unitId
  const { OrganizationalUnit } = await stage.admin.send(new Org.DescribeOrganizationalUnitCommand({ OrganizationalUnitId }))
  expect(OrganizationalUnit).toEqual({ Id: unitId, Arn: expect.stringContaining(unitId), Name: 'Unit', Path: path })
  const ParentId = given(path.split('/').at(-3))
  const { OrganizationalUnits } = await stage.admin.send(new Org.ListOrganizationalUnitsForParentCommand({ ParentId }))
  expect(OrganizationalUnits).toEqual([OrganizationalUnit])
  const renamed = await stage.admin.send(new Org.UpdateOrganizationalUnitCommand({ OrganizationalUnitId, Name: 'Renamed' }))
  expect(renamed.OrganizationalUnit).toEqual({ ...OrganizationalUnit, Name: 'Renamed' })
  const asked = { AccountId: accountId, PolicyType: 'BACKUP_POLICY' } as const
  expect((await stage.admin.send(new Org.ListEffectivePolicyValidationErrorsCommand(asked))).Path).toBe(`${path}${accountId}/`)
})

test('an account that is being created is told of by its request alone, with its state', async () => {
  const input = { AccountName: 'asked', Email: 'asked@example.com' }
  const { CreateAccountStatus } = await stage.admin.send(new Org.CreateAccountCommand(input))
  expect(CreateAccountStatus).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'asked' })
  const CreateAccountRequestId = given(CreateAccountStatus?.Id)
  const described = await stage.admin.send(new Org.DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))
  expect(described.CreateAccountStatus).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/) })
  const { CreateAccountStatuses } = await stage.admin.send(new Org.ListCreateAccountStatusCommand({ States: ['SUCCEEDED'] }))
  expect(CreateAccountStatuses).toContainEqual(described.CreateAccountStatus)
})
