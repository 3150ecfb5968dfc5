import * as Org from '@aws-sdk/client-organizations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OrganizationsWorld, startOfMonth, startOrganizationsWorld } from './modelled-errors/organizations-world.ts'

// Transfers of responsibilities, children of a unit and invalid effective policies, through AWS's own client.

let world: OrganizationsWorld

beforeAll(async () => {
  world = await startOrganizationsWorld()
})
afterAll(() => world?.stop())

test('a billing transfer is asked for, accepted, renamed and ended, and both sides list it', async () => {
  const { admin, neighbour } = world
  const Type = 'BILLING'
  const { handshakeId, transferId: Id } = await world.askForTransfer(neighbour.id)
  const read = async () => (await admin.send(new Org.DescribeResponsibilityTransferCommand({ Id }))).ResponsibilityTransfer
  expect(await read()).toMatchObject({ Id, Type, Status: 'REQUESTED', StartTimestamp: startOfMonth(1) })
  await neighbour.client.send(new Org.AcceptHandshakeCommand({ HandshakeId: handshakeId }))
  await admin.send(new Org.UpdateResponsibilityTransferCommand({ Id, Name: 'Renamed' }))
  const { ResponsibilityTransfers: inbound } = await admin.send(new Org.ListInboundResponsibilityTransfersCommand({ Type }))
  expect(inbound).toMatchObject([{ Id, Name: 'Renamed', Status: 'ACCEPTED' }])
  const outbound = await neighbour.client.send(new Org.ListOutboundResponsibilityTransfersCommand({ Type }))
  expect(outbound.ResponsibilityTransfers?.map((each) => each.Id)).toEqual([Id])
  await neighbour.client.send(new Org.TerminateResponsibilityTransferCommand({ Id }))
  expect((await read())?.Status).toBe('WITHDRAWN')
})

test('the children of a unit are listed by their kind', async () => {
  const ParentId = await world.unit()
  const [child, { id }] = [await world.unit(ParentId), await world.account()]
  await world.admin.send(new Org.MoveAccountCommand({ AccountId: id, SourceParentId: world.rootId, DestinationParentId: ParentId }))
  const children = async (ChildType: Org.ChildType) =>
    (await world.admin.send(new Org.ListChildrenCommand({ ParentId, ChildType }))).Children
  expect(await children('ORGANIZATIONAL_UNIT')).toEqual([{ Id: child, Type: 'ORGANIZATIONAL_UNIT' }])
  expect(await children('ACCOUNT')).toEqual([{ Id: id, Type: 'ACCOUNT' }])
})

test('accounts whose effective policy is in order are not listed, and have no errors', async () => {
  const PolicyType = 'TAG_POLICY'
  await world.enable(PolicyType)
  const invalid = await world.admin.send(new Org.ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType }))
  expect(invalid).toMatchObject({ PolicyType, Accounts: [] })
  const question = { PolicyType, AccountId: world.member.id } as const
  const errors = await world.admin.send(new Org.ListEffectivePolicyValidationErrorsCommand(question))
  expect(errors.EffectivePolicyValidationErrors).toEqual([])
})
