import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '../../src/services/organizations/operations.ts'
import type { Operations } from '../../src/wire/models/organizations.ts'
import {
  createAccount,
  createOrganization,
  createStage,
  managementAccountId,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

let stage: Stage
let rootId: string
let memberAccountId: string

beforeAll(async () => {
  stage = await createStage()
  ;({ rootId } = await createOrganization(stage))
  memberAccountId = await createAccount(stage.admin, 'member')
})
afterAll(() => stage.close())

type Name = keyof typeof operations & keyof Operations

function inputOf(name: Name): never {
  const OrganizationalUnitId = `ou-${rootId.slice(2)}-00000000`
  const inputs: { [Offered in Name]?: Operations[Offered]['input'] } = {
    CreateAccount: { AccountName: 'Any', Email: 'any@example.com' },
    CreateOrganizationalUnit: { ParentId: rootId, Name: 'Any' },
    DeleteOrganizationalUnit: { OrganizationalUnitId },
    DescribeAccount: { AccountId: memberAccountId },
    DescribeCreateAccountStatus: { CreateAccountRequestId: 'car-00000000' },
    DescribeEffectivePolicy: { PolicyType: 'TAG_POLICY', TargetId: managementAccountId },
    DescribeOrganizationalUnit: { OrganizationalUnitId },
    EnableAWSServiceAccess: { ServicePrincipal: 'config.amazonaws.com' },
    ListAccountsForParent: { ParentId: rootId },
    ListChildren: { ParentId: rootId, ChildType: 'ACCOUNT' },
    ListOrganizationalUnitsForParent: { ParentId: rootId },
    ListParents: { ChildId: memberAccountId },
    ListTagsForResource: { ResourceId: rootId },
    MoveAccount: { AccountId: memberAccountId, SourceParentId: rootId, DestinationParentId: rootId },
    TagResource: { ResourceId: rootId, Tags: [] },
    UntagResource: { ResourceId: rootId, TagKeys: [] },
    UpdateOrganizationalUnit: { OrganizationalUnitId },
  }
  return (inputs[name] ?? {}) as never
}

/** Those with tests of their own below or elsewhere. */
const openToMembers: ReadonlySet<string> = new Set([
  'AcceptHandshake',
  'CancelHandshake',
  'CreateOrganization',
  'DeclineHandshake',
  'DescribeHandshake',
  'DescribeOrganization',
  'LeaveOrganization',
  'ListHandshakesForAccount',
])
const guarded = (Object.keys(operations) as Name[]).filter((name) => !openToMembers.has(name))

test.each(guarded)('%s is refused to a member account', async (name) => {
  await expect(organizations[name](stage.as(memberAccountId), inputOf(name))).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message: "You don't have permissions to access this resource.",
  })
})

test.each([...guarded, 'DescribeOrganization' as const, 'LeaveOrganization' as const])(
  '%s says to an account outside any organization that it is in none',
  async (name) => {
    await expect(organizations[name](stage.as(outsiderAccountId), inputOf(name))).rejects.toMatchObject({
      code: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    })
  },
)

/** "You can only call this operation from the management account or a member account that is a delegated administrator", for reading. */
const openToDelegates = guarded.filter((name) => /^(Describe|List)/.test(name) && !name.includes('ResponsibilityTransfer'))

test.each(guarded)('%s is open to a delegated administrator if it reads the organization, and only then', async (name) => {
  const ServicePrincipal = 'config.amazonaws.com'
  await organizations.EnableAWSServiceAccess(stage.admin, { ServicePrincipal })
  const delegate = await createAccount(stage.admin, `delegate-${name.toLowerCase()}`)
  await organizations.RegisterDelegatedAdministrator(stage.admin, { AccountId: delegate, ServicePrincipal })
  const answer = await organizations[name](stage.as(delegate), inputOf(name)).then(
    () => 'open',
    (error: { code?: string }) => error.code,
  )
  await organizations.DeregisterDelegatedAdministrator(stage.admin, { AccountId: delegate, ServicePrincipal })
  expect(answer === 'AccessDeniedException').toBe(!openToDelegates.includes(name))
})

test('DescribeOrganization is open to member accounts', async () => {
  expect(await organizations.DescribeOrganization(stage.as(memberAccountId), {})).toEqual(
    await organizations.DescribeOrganization(stage.admin, {}),
  )
})

test('another organization sees nothing of this one', async () => {
  const outsider = stage.as(outsiderAccountId)
  await organizations.CreateOrganization(outsider, {})
  await expect(organizations.DescribeAccount(outsider, { AccountId: memberAccountId })).rejects.toMatchObject({
    code: 'AccountNotFoundException',
  })
  await expect(organizations.ListAccountsForParent(outsider, { ParentId: rootId })).rejects.toMatchObject({
    code: 'ParentNotFoundException',
  })
  await expect(organizations.TagResource(outsider, { ResourceId: rootId, Tags: [] })).rejects.toMatchObject({
    code: 'TargetNotFoundException',
  })
  expect((await organizations.ListAccounts(outsider, {})).Accounts?.map((account) => account.Id)).toEqual([outsiderAccountId])
  expect((await organizations.ListCreateAccountStatus(outsider, {})).CreateAccountStatuses).toEqual([])
})
