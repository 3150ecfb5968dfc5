import { readFileSync } from 'node:fs'
import * as commands from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { operations } from '../../src/services/organizations/operations.ts'
import { minimalInput } from './minimal-input.ts'
import { answerTo, modelOf } from './modelled-errors/matrix.ts'
import { type OrganizationsWorld, startOrganizationsWorld } from './modelled-errors/organizations-world.ts'
import { given } from './organizations-stage.ts'

// Who may call what: every operation, by the management account, a delegated administrator, a plain member and an account on its own.

const { model, operations: offered } = modelOf('Organizations')

/**
 * - `management`: nobody else, whatever the resource policy says.
 * - `reader`: delegated administrators of any service too, and whom the resource policy names.
 * - `delegate`: whom the resource policy names too.
 * - `member`: any account of an organization.
 * - `anyone`: any account.
 */
type Who = 'management' | 'reader' | 'delegate' | 'member' | 'anyone'

const whoMayCall: Readonly<Record<keyof typeof operations, Who>> = {
  AcceptHandshake: 'anyone',
  AttachPolicy: 'delegate',
  CancelHandshake: 'anyone',
  CloseAccount: 'management',
  CreateAccount: 'management',
  CreateGovCloudAccount: 'management',
  CreateOrganizationalUnit: 'management',
  CreatePolicy: 'delegate',
  DeclineHandshake: 'anyone',
  DeleteOrganization: 'management',
  DeleteOrganizationalUnit: 'management',
  DeletePolicy: 'delegate',
  DeleteResourcePolicy: 'management',
  DeregisterDelegatedAdministrator: 'management',
  DescribeAccount: 'reader',
  DescribeCreateAccountStatus: 'reader',
  DescribeEffectivePolicy: 'member',
  DescribeHandshake: 'anyone',
  DescribeOrganization: 'member',
  DescribeOrganizationalUnit: 'reader',
  DescribePolicy: 'reader',
  DescribeResourcePolicy: 'reader',
  DescribeResponsibilityTransfer: 'management',
  DetachPolicy: 'delegate',
  DisableAWSServiceAccess: 'management',
  DisablePolicyType: 'delegate',
  EnableAWSServiceAccess: 'management',
  EnableAllFeatures: 'management',
  EnablePolicyType: 'delegate',
  InviteAccountToOrganization: 'management',
  InviteOrganizationToTransferResponsibility: 'management',
  ListAWSServiceAccessForOrganization: 'reader',
  ListAccounts: 'reader',
  ListAccountsForParent: 'reader',
  ListAccountsWithInvalidEffectivePolicy: 'reader',
  ListChildren: 'reader',
  ListCreateAccountStatus: 'reader',
  ListDelegatedAdministrators: 'reader',
  ListDelegatedServicesForAccount: 'reader',
  ListEffectivePolicyValidationErrors: 'reader',
  ListHandshakesForAccount: 'anyone',
  ListHandshakesForOrganization: 'reader',
  ListInboundResponsibilityTransfers: 'management',
  ListOrganizationalUnitsForParent: 'reader',
  ListOutboundResponsibilityTransfers: 'management',
  ListParents: 'reader',
  ListPolicies: 'reader',
  ListPoliciesForTarget: 'reader',
  ListRoots: 'reader',
  ListTagsForResource: 'reader',
  ListTargetsForPolicy: 'reader',
  MoveAccount: 'management',
  PutResourcePolicy: 'management',
  RegisterDelegatedAdministrator: 'management',
  RemoveAccountFromOrganization: 'management',
  TagResource: 'delegate',
  TerminateResponsibilityTransfer: 'management',
  UntagResource: 'delegate',
  UpdateOrganizationalUnit: 'management',
  UpdatePolicy: 'delegate',
  UpdateResponsibilityTransfer: 'management',
  // Last, for they change who the caller is.
  LeaveOrganization: 'member',
  CreateOrganization: 'anyone',
}
const table = Object.entries(whoMayCall)

/** What AWS's description of each operation says in a sentence of its own. */
const sentences: readonly (readonly [string, readonly Who[]])[] = [
  [
    'You can only call this operation from the management account or a member account that is a delegated administrator',
    ['reader', 'delegate'],
  ],
  ['You can only call this operation from the management account', ['management']],
  ['You can call this operation from any account in a organization', ['member', 'anyone']],
  ['Only the account that sent a handshake can call this operation', ['anyone']],
  ['Only the account that receives a handshake can call this operation', ['anyone']],
]

/** The minimal input, where it would be refused before anybody asks who calls, or would be about somebody else. */
const inputs: Readonly<Record<string, object>> = {
  DisableAWSServiceAccess: { ServicePrincipal: 'config.amazonaws.com' },
  EnableAWSServiceAccess: { ServicePrincipal: 'config.amazonaws.com' },
}

let world: OrganizationsWorld
let callers: Readonly<Record<'management' | 'delegatedAdministrator' | 'member' | 'outsider', commands.OrganizationsClient>>

beforeAll(async () => {
  world = await startOrganizationsWorld()
  const delegatedAdministrator = (await world.delegate('guardduty.amazonaws.com')).client
  callers = { management: world.admin, delegatedAdministrator, member: world.member.client, outsider: world.outsider.client }
})
afterAll(() => world?.stop())

const call = (caller: commands.OrganizationsClient, operation: string) =>
  answerTo(caller, commands, operation, inputs[operation] ?? minimalInput(model, operation))

/** `open`, or the error by which an account is turned away. */
const doorOf = (answer: string): string => (/^(AccessDenied|AWSOrganizationsNotInUse)Exception$/.test(answer) ? answer : 'open')

const closed = { member: 'AccessDeniedException', outsider: 'AWSOrganizationsNotInUseException' }
const doors: Readonly<Record<Who, object>> = {
  management: { management: 'open', delegatedAdministrator: 'AccessDeniedException', ...closed },
  delegate: { management: 'open', delegatedAdministrator: 'AccessDeniedException', ...closed },
  reader: { management: 'open', delegatedAdministrator: 'open', ...closed },
  member: { management: 'open', delegatedAdministrator: 'open', member: 'open', outsider: closed.outsider },
  anyone: { management: 'open', delegatedAdministrator: 'open', member: 'open', outsider: 'open' },
}

test('the table names each operation of the service', () => {
  expect(Object.keys(whoMayCall).sort()).toEqual([...offered].sort())
  expect(offered).toHaveLength(63)
})

test.each(table)('AWS says of %s what the table says: %s', (operation, who) => {
  const file = new URL(`../../node_modules/@aws-sdk/client-organizations/dist-types/commands/${operation}Command.d.ts`, import.meta.url)
  const description = readFileSync(file, 'utf8').replaceAll(/[\s*]+/g, ' ')
  const [sentence, said] = sentences.find(([sentence]) => description.includes(sentence)) ?? []
  if (sentence === undefined) expect(unsaid).toContain(operation)
  else expect(said).toContain(who)
})

/** Of these AWS's description says it otherwise, or not at all. */
const unsaid = [
  ...['AcceptHandshake', 'CloseAccount', 'CreateGovCloudAccount', 'CreateOrganization', 'DeleteOrganization', 'LeaveOrganization'],
  ...['DescribeResponsibilityTransfer', 'ListInboundResponsibilityTransfers', 'ListOutboundResponsibilityTransfers'],
  ...['TerminateResponsibilityTransfer', 'UpdateResponsibilityTransfer'],
]

describe('the resource policy', () => {
  const put = (Action: string) => {
    const Statement = { Effect: 'Allow', Principal: { AWS: world.member.id }, Action, Resource: '*' }
    return world.admin.send(new commands.PutResourcePolicyCommand({ Content: JSON.stringify({ Version: '2012-10-17', Statement }) }))
  }
  const delegable = table.filter(([, who]) => who === 'reader' || who === 'delegate').map(([operation]) => operation)
  const kept = table.filter(([, who]) => who === 'management').map(([operation]) => operation)

  test.each(delegable)('opens %s to the member that it names, and to no other', async (operation) => {
    await put(`organizations:${operation}`)
    expect(doorOf(await call(callers.member, operation))).toBe('open')
    const other = delegable.find((name) => name !== operation && whoMayCall[name as keyof typeof whoMayCall] === 'delegate')
    expect(doorOf(await call(callers.member, given(other)))).toBe('AccessDeniedException')
  })

  test.each(kept)('cannot open %s', async (operation) => {
    await expect(put(`organizations:${operation}`)).rejects.toMatchObject({
      name: 'InvalidInputException',
      Reason: 'UNSUPPORTED_ACTION_IN_RESOURCE_POLICY',
    })
    await put('organizations:*')
    expect(doorOf(await call(callers.member, operation))).toBe('AccessDeniedException')
  })

  afterAll(() => world.admin.send(new commands.DeleteResourcePolicyCommand({})))
})

test('what delegated administrators and members read is what the management account reads', async () => {
  const { management, delegatedAdministrator, member } = callers
  const organization = await management.send(new commands.DescribeOrganizationCommand({}))
  expect((await member.send(new commands.DescribeOrganizationCommand({}))).Organization).toEqual(organization.Organization)
  const accounts = await management.send(new commands.ListAccountsCommand({}))
  expect((await delegatedAdministrator.send(new commands.ListAccountsCommand({}))).Accounts).toEqual(accounts.Accounts)
})

test('the management account of another organization sees and changes nothing of this one', async () => {
  const { neighbour, member, rootId } = world
  const { client } = neighbour
  const refused = async (answer: Promise<unknown>, name: string) => expect(answer).rejects.toMatchObject({ name })
  await refused(client.send(new commands.DescribeAccountCommand({ AccountId: member.id })), 'AccountNotFoundException')
  await refused(client.send(new commands.CloseAccountCommand({ AccountId: member.id })), 'AccountNotFoundException')
  await refused(client.send(new commands.ListParentsCommand({ ChildId: member.id })), 'ChildNotFoundException')
  await refused(client.send(new commands.ListAccountsForParentCommand({ ParentId: rootId })), 'ParentNotFoundException')
  await refused(client.send(new commands.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Any' })), 'ParentNotFoundException')
  await refused(client.send(new commands.ListTagsForResourceCommand({ ResourceId: rootId })), 'TargetNotFoundException')
  await refused(client.send(new commands.TagResourceCommand({ ResourceId: rootId, Tags: [] })), 'TargetNotFoundException')
  expect((await client.send(new commands.ListAccountsCommand({}))).Accounts?.map(({ Id }) => Id)).toEqual([neighbour.id])
  expect((await client.send(new commands.ListCreateAccountStatusCommand({}))).CreateAccountStatuses).toEqual([])
})

test.each(table)('%s is open to: %s', async (operation, who) => {
  const answers: Record<string, string> = {}
  for (const [name, client] of Object.entries(callers)) answers[name] = doorOf(await call(client, operation))
  expect(answers).toEqual(doors[who])
})
