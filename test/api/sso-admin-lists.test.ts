import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Model } from '../../src/wire/model.ts'
import model from '../../src/wire/models/sso-admin.json' with { type: 'json' }
import {
  createGroup,
  createIdentityCenterStage,
  createPermissionSet,
  createPerson,
  identityStore,
  identityStoreId,
  instanceArn,
  ssoAdmin,
} from './identity-center-stage.ts'
import { minimalInput } from './minimal-input.ts'
import { allPages, createAccount, given, outsiderAccountId, type Stage } from './organizations-stage.ts'

const assignmentMs = 45_000
const instance = { InstanceArn: instanceArn }
let stage: Stage
let accounts: string[]
let people: string[]
let sets: string[]
const requests: string[] = []

beforeAll(async () => {
  stage = await createIdentityCenterStage({ 'account-assignment': assignmentMs })
  accounts = [await createAccount(stage.admin, 'a'), await createAccount(stage.admin, 'b'), await createAccount(stage.admin, 'c')]
  people = [await createPerson(stage.admin, 'p'), await createPerson(stage.admin, 'q'), await createPerson(stage.admin, 'r')]
  sets = [await createPermissionSet(stage.admin, 'S'), await createPermissionSet(stage.admin, 'T')]
  for (const account of accounts) for (const person of people) await give(sets[0], account, person)
  await give(sets[1], accounts[0], people[0])
  stage.clock.advance(assignmentMs)
})
afterAll(() => stage.close())

const target = (set = '', TargetId = '', PrincipalId = '', PrincipalType: 'USER' | 'GROUP' = 'USER') =>
  ({ ...instance, PermissionSetArn: set, TargetType: 'AWS_ACCOUNT', TargetId, PrincipalType, PrincipalId }) as const

async function give(...who: Parameters<typeof target>): Promise<void> {
  const { AccountAssignmentCreationStatus } = await ssoAdmin.CreateAccountAssignment(stage.admin, target(...who))
  requests.push(given(AccountAssignmentCreationStatus?.RequestId))
}

/** Reads a list in pages of two and gives what it holds, in one order. */
async function inPages<Page extends { NextToken?: string }>(
  read: (page: { MaxResults: number; NextToken?: string }) => Promise<Page>,
  items: (page: Page) => readonly unknown[] | undefined,
): Promise<string[]> {
  const all = await allPages(async (NextToken) => {
    const page = await read({ MaxResults: 2, ...(NextToken && { NextToken }) })
    expect(items(page)?.length).toBeLessThanOrEqual(2)
    return { items: items(page)?.map(String), nextToken: page.NextToken }
  })
  expect(all.pages).toBe(Math.max(1, Math.ceil(all.items.length / 2)))
  return all.items.toSorted()
}

test('who has a permission set in an account is listed in pages', async () => {
  const list = await inPages(
    (page) =>
      ssoAdmin.ListAccountAssignments(stage.admin, { ...instance, PermissionSetArn: sets[0] ?? '', AccountId: accounts[0] ?? '', ...page }),
    ({ AccountAssignments }) => AccountAssignments?.map(({ PrincipalId }) => PrincipalId),
  )
  expect(list).toEqual(people.toSorted())
})

test('what a person has, alone and through groups, is listed in pages and by account', async () => {
  const group = await createGroup(stage.admin, 'g')
  await identityStore.CreateGroupMembership(stage.admin, {
    IdentityStoreId: identityStoreId,
    GroupId: group,
    MemberId: { UserId: people[0] ?? '' },
  })
  await give(sets[1], accounts[2], group, 'GROUP')
  stage.clock.advance(assignmentMs)
  const of = (PrincipalId: string, PrincipalType: 'USER' | 'GROUP', more: object = {}) =>
    inPages(
      (page) => ssoAdmin.ListAccountAssignmentsForPrincipal(stage.admin, { ...instance, PrincipalId, PrincipalType, ...more, ...page }),
      ({ AccountAssignments }) => AccountAssignments?.map((one) => `${one.AccountId} ${one.PermissionSetArn} ${one.PrincipalType}`),
    )
  const own = [...accounts.map((account) => `${account} ${sets[0]} USER`), `${accounts[0]} ${sets[1]} USER`]
  expect(await of(people[0] ?? '', 'USER')).toEqual([...own, `${accounts[2]} ${sets[1]} GROUP`].toSorted())
  expect(await of(group, 'GROUP')).toEqual([`${accounts[2]} ${sets[1]} GROUP`])
  expect(await of(people[0] ?? '', 'USER', { Filter: { AccountId: accounts[1] } })).toEqual([`${accounts[1]} ${sets[0]} USER`])
  await expect(of(group, 'USER')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
})

test('where a permission set is and what an account has are listed in pages', async () => {
  const provisioned = (more: object = {}) =>
    inPages(
      (page) =>
        ssoAdmin.ListAccountsForProvisionedPermissionSet(stage.admin, { ...instance, PermissionSetArn: sets[0] ?? '', ...more, ...page }),
      ({ AccountIds }) => AccountIds,
    )
  expect(await provisioned()).toEqual(accounts.toSorted())
  expect(await provisioned({ ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' })).toEqual([])
  const within = await inPages(
    (page) => ssoAdmin.ListPermissionSetsProvisionedToAccount(stage.admin, { ...instance, AccountId: accounts[0] ?? '', ...page }),
    ({ PermissionSets }) => PermissionSets,
  )
  expect(within).toEqual(sets.toSorted())
})

test('managed policies are listed in pages', async () => {
  const set = { ...instance, PermissionSetArn: await createPermissionSet(stage.admin, 'Managed') }
  const arns = ['AdministratorAccess', 'ReadOnlyAccess', 'SecurityAudit'].map((name) => `arn:aws:iam::aws:policy/${name}`)
  for (const ManagedPolicyArn of arns) await ssoAdmin.AttachManagedPolicyToPermissionSet(stage.admin, { ...set, ManagedPolicyArn })
  const list = await inPages(
    (page) => ssoAdmin.ListManagedPoliciesInPermissionSet(stage.admin, { ...set, ...page }),
    ({ AttachedManagedPolicies }) => AttachedManagedPolicies?.map(({ Arn }) => Arn),
  )
  expect(list).toEqual(arns)
})

test('requests are listed in pages and by how far they are', async () => {
  const created = (more: object = {}) =>
    inPages(
      (page) => ssoAdmin.ListAccountAssignmentCreationStatus(stage.admin, { ...instance, ...more, ...page }),
      ({ AccountAssignmentsCreationStatus }) => AccountAssignmentsCreationStatus?.map(({ RequestId }) => RequestId),
    )
  const done = [...requests]
  await give(sets[1], accounts[1], people[2])
  const open = requests.slice(done.length)
  expect(await created()).toEqual(requests.toSorted())
  expect(await created({ Filter: { Status: 'IN_PROGRESS' } })).toEqual(open)
  expect(await created({ Filter: { Status: 'SUCCEEDED' } })).toEqual(done.toSorted())
  expect(await created({ Filter: { Status: 'FAILED' } })).toEqual([])
  stage.clock.advance(assignmentMs)
  await ssoAdmin.DeleteAccountAssignment(stage.admin, target(sets[1], accounts[1], people[2]))
  const deleted = await ssoAdmin.ListAccountAssignmentDeletionStatus(stage.admin, instance)
  expect(deleted.AccountAssignmentsDeletionStatus).toMatchObject([{ Status: 'IN_PROGRESS' }])
})

test('a request is found by its own kind of question only, and by its owner', async () => {
  const id = requests[0] ?? ''
  const notFound = { code: 'ResourceNotFoundException' }
  const { admin } = stage
  await expect(
    ssoAdmin.DescribeAccountAssignmentDeletionStatus(admin, { ...instance, AccountAssignmentDeletionRequestId: id }),
  ).rejects.toMatchObject(notFound)
  await expect(
    ssoAdmin.DescribePermissionSetProvisioningStatus(admin, { ...instance, ProvisionPermissionSetRequestId: id }),
  ).rejects.toMatchObject(notFound)
  await expect(
    ssoAdmin.DescribeAccountAssignmentCreationStatus(admin, { ...instance, AccountAssignmentCreationRequestId: `${id}0` }),
  ).rejects.toMatchObject(notFound)
})

test('provisioning is in progress until its time is up', async () => {
  const set = { ...instance, PermissionSetArn: sets[0] ?? '' }
  const { PermissionSetProvisioningStatus: started } = await ssoAdmin.ProvisionPermissionSet(stage.admin, {
    ...set,
    TargetType: 'AWS_ACCOUNT',
    TargetId: accounts[0],
  })
  const request = { ...instance, ProvisionPermissionSetRequestId: given(started?.RequestId) }
  const status = async () => (await ssoAdmin.DescribePermissionSetProvisioningStatus(stage.admin, request)).PermissionSetProvisioningStatus
  expect(await status()).toMatchObject({ Status: 'IN_PROGRESS', AccountId: accounts[0], PermissionSetArn: sets[0] })
  stage.clock.advance(assignmentMs)
  expect(await status()).toMatchObject({ Status: 'SUCCEEDED' })
})

test('an assignment that is given again while it is being taken stays, and can be entered once its time is up', async () => {
  const who = target(sets[1], accounts[1], people[1])
  const listed = async () => {
    const question = { ...instance, PermissionSetArn: sets[1] ?? '', AccountId: accounts[1] ?? '' }
    return (await ssoAdmin.ListAccountAssignments(stage.admin, question)).AccountAssignments?.length
  }
  await ssoAdmin.CreateAccountAssignment(stage.admin, who)
  stage.clock.advance(assignmentMs)
  await ssoAdmin.DeleteAccountAssignment(stage.admin, who)
  await ssoAdmin.CreateAccountAssignment(stage.admin, who)
  stage.clock.advance(assignmentMs)
  expect(await listed()).toBe(1)
  stage.clock.advance(10 * assignmentMs)
  expect(await listed()).toBe(1)
})

test('a token of one list is none of another', async () => {
  const { NextToken } = await ssoAdmin.ListPermissionSets(stage.admin, { ...instance, MaxResults: 1 })
  const invalid = { code: 'ValidationException' }
  await expect(ssoAdmin.ListAccountAssignmentCreationStatus(stage.admin, { ...instance, NextToken })).rejects.toMatchObject(invalid)
  const managed = { ...instance, PermissionSetArn: sets[0] ?? '', NextToken }
  await expect(ssoAdmin.ListManagedPoliciesInPermissionSet(stage.admin, managed)).rejects.toMatchObject(invalid)
})

/** They are about no instance, or about the caller's own. */
const ofNobodysInstance = ['CreateInstance', 'DescribeApplicationProvider', 'ListApplicationProviders', 'ListInstances']

test('every operation on the instance is denied to an account that does not own it', async () => {
  const input = { ...target(sets[0], accounts[0], people[0]), AccountId: accounts[0], ResourceArn: sets[0] }
  const more = { InlinePolicy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }
  const outsider = stage.as(outsiderAccountId)
  for (const [name, operation] of Object.entries(ssoAdmin)) {
    if (ofNobodysInstance.includes(name)) continue
    const whole = { ...minimalInput(model as Model, name), ...input, ...more }
    await expect(operation(outsider, whole as never), name).rejects.toMatchObject({ code: 'AccessDeniedException' })
  }
})
