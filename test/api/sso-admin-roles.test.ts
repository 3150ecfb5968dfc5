import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import { findRole, policiesOf } from '../../src/services/iam/index.ts'
import { assignedAccounts, roleArnOf, roleSessionOf } from '../../src/services/sso-admin/index.ts'
import {
  createGroup,
  createIdentityCenterStage,
  createPermissionSet,
  createPerson,
  instanceArn,
  ssoAdmin,
} from './identity-center-stage.ts'
import { createAccount, given, managementAccountId, type Stage } from './organizations-stage.ts'

let stage: Stage
let accountId: string
let ada: string
let bob: string
const instance = { InstanceArn: instanceArn }
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const inline = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } })

beforeAll(async () => {
  stage = await createIdentityCenterStage()
  accountId = await createAccount(stage.admin, 'roles')
  ada = await createPerson(stage.admin, 'ada')
  bob = await createPerson(stage.admin, 'bob')
})
afterAll(() => stage.close())

/** A permission set in the account, and who has it. */
async function createSet(Name: string) {
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, Name) }
  const target = (PrincipalId: string, PrincipalType: 'USER' | 'GROUP') =>
    ({ ...set, TargetType: 'AWS_ACCOUNT', TargetId: accountId, PrincipalType, PrincipalId }) as const
  return {
    set,
    give: (id: string, type: 'USER' | 'GROUP' = 'USER', context: OperationContext = stage.admin) =>
      ssoAdmin.CreateAccountAssignment(context, target(id, type)),
    take: (id: string, type: 'USER' | 'GROUP' = 'USER') => ssoAdmin.DeleteAccountAssignment(stage.admin, target(id, type)),
    arn: () => roleArnOf(stage.admin, accountId, Name),
    session: (...principalIds: string[]) => roleSessionOf(stage.admin, { accountId, permissionSetName: Name, principalIds }),
  }
}

test('the role goes with the last assignment, and comes back under the same ARN as another role', async () => {
  const { give, take, arn, session } = await createSet('Stable')
  await give(ada)
  await give(bob)
  const [before, first] = [given(await arn()), given(await session(ada))]
  await take(ada)
  expect([await arn(), await session(ada)]).toEqual([before, undefined])
  expect(await session(bob)).toMatchObject({ roleArn: before, roleId: first.roleId })
  await take(bob)
  expect([await arn(), await findRole(stage.admin, accountId, first.roleName)]).toEqual([undefined, undefined])
  expect(await policiesOf(stage.admin, before)).toEqual({ identity: [] })
  await give(ada)
  const again = given(await session(ada))
  expect([again.roleArn, again.roleId === first.roleId]).toEqual([before, false])
})

test('a person enters by their own or a group’s assignment, by nobody else’s, for as long as the permission set says', async () => {
  const { set, give, session } = await createSet('Grouped')
  const group = await createGroup(stage.admin, 'grouped')
  await ssoAdmin.UpdatePermissionSet(stage.admin, { ...set, SessionDuration: 'PT2H30M' })
  await give(group, 'GROUP')
  expect(await session(ada)).toBeUndefined()
  expect(await session(ada, group)).toMatchObject({ sessionSeconds: 9_000, roleName: expect.stringMatching(/^AWSReservedSSO_Grouped_/) })
  const elsewhere = { accountId: managementAccountId, permissionSetName: 'Grouped', principalIds: [group] }
  expect(await roleSessionOf(stage.admin, elsewhere)).toBeUndefined()
})

test('a role does what its permission set said when it was last provisioned', async () => {
  const { set, give, arn } = await createSet('Outdated')
  await ssoAdmin.PutInlinePolicyToPermissionSet(stage.admin, { ...set, InlinePolicy: inline('sts:*') })
  await give(ada)
  const roleArn = given(await arn())
  await ssoAdmin.PutInlinePolicyToPermissionSet(stage.admin, { ...set, InlinePolicy: inline('sso:*') })
  await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn: readOnly })
  await give(bob)
  stage.clock.advance(2_000)
  expect(await policiesOf(stage.admin, roleArn)).toEqual({ identity: [JSON.parse(inline('sts:*'))] })
  await ssoAdmin.ProvisionPermissionSet(stage.admin, { ...set, TargetType: 'AWS_ACCOUNT', TargetId: accountId })
  const [managed, own, ...rest] = (await policiesOf(stage.admin, roleArn)).identity
  expect([managed?.Statement, own, rest]).toEqual([expect.any(Array), JSON.parse(inline('sso:*')), []])
})

test('only what is somewhere can be provisioned there', async () => {
  const { set } = await createSet('Nowhere')
  const provision = (input: object) => ssoAdmin.ProvisionPermissionSet(stage.admin, { ...set, TargetType: 'AWS_ACCOUNT', ...input })
  await expect(provision({})).rejects.toMatchObject({ code: 'ValidationException' })
  await expect(provision({ TargetId: accountId })).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  await expect(provision({ TargetType: 'ALL_PROVISIONED_ACCOUNTS' })).resolves.toMatchObject({
    PermissionSetProvisioningStatus: { Status: 'IN_PROGRESS' },
  })
})

test('away from us-east-1 the role’s path names the home Region', async () => {
  const { give, arn } = await createSet('Abroad')
  const settings = { ...stage.admin.settings, homeRegion: 'eu-west-1' }
  await give(ada, 'USER', { ...stage.admin, settings })
  expect(await arn()).toMatch(
    new RegExp(`^arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Abroad_[0-9a-f]{16}$`),
  )
})

test('whoever is given a permission set while another loses the last of it has a role to enter by', async () => {
  const { give, take, session } = await createSet('Crossing')
  await give(ada)
  for (const [from, to] of [...Array(6)].map((_, turn) => (turn % 2 === 0 ? [ada, bob] : [bob, ada]) as [string, string])) {
    await Promise.all([take(from), give(to)])
    expect(await session(to)).toBeDefined()
    expect(await session(from)).toBeUndefined()
  }
})

test('a permission set that is deleted while it is given is either gone or given', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const { set, give, session } = await createSet(`Vanishing${turn}`)
    const [given, deleted] = await Promise.allSettled([give(ada), ssoAdmin.DeletePermissionSet(stage.admin, set)])
    expect([given.status, deleted.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    if (given.status === 'rejected') expect(given.reason).toMatchObject({ code: 'ResourceNotFoundException' })
    if (deleted.status === 'rejected') expect(deleted.reason).toMatchObject({ code: 'ConflictException' })
    expect((await session(ada)) !== undefined).toBe(given.status === 'fulfilled')
  }
})

test('the portal’s accounts are ordered without regard to case and found by name, id or address, signs taken as they are', async () => {
  const { set } = await createSet('Listed')
  const carol = await createPerson(stage.admin, 'carol')
  expect(await assignedAccounts(stage.admin, { principalIds: [carol], limit: 10 })).toEqual([])
  const names = ['beta', 'Alpha', 'delta', 'Gamma_x']
  for (const name of names) {
    const target = { TargetType: 'AWS_ACCOUNT', TargetId: await createAccount(stage.admin, name) } as const
    await ssoAdmin.CreateAccountAssignment(stage.admin, { ...set, ...target, PrincipalType: 'USER', PrincipalId: carol })
  }
  const list = async (question: object = {}) => assignedAccounts(stage.admin, { principalIds: [carol], limit: 10, ...question })
  const all = await list()
  expect(all.map(({ name }) => name)).toEqual(['Alpha', 'beta', 'delta', 'Gamma_x'])
  const found = async (search: string) => (await list({ search })).map(({ name }) => name)
  expect([await found('ALPHA'), await found('beta@example'), await found(all[2]?.accountId ?? '')]).toEqual([
    ['Alpha'],
    ['beta'],
    ['delta'],
  ])
  expect([await found('_'), await found('%'), await found('\\'), await found("'")]).toEqual([['Gamma_x'], [], [], []])
  const paged: string[] = []
  for (let after: [string, string] | undefined; ; ) {
    const [account] = await list({ limit: 1, after })
    if (!account) break
    paged.push(account.name)
    after = [account.name, account.accountId]
  }
  expect(paged).toEqual(['Alpha', 'beta', 'delta', 'Gamma_x'])
})
