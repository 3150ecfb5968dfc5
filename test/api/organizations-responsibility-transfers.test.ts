import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import {
  createAccount,
  createOrganization,
  createStage,
  given,
  managementAccountId,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

const Type = 'BILLING'
const dayMs = 86_400_000
let stage: Stage
let organizationId: string
/** Manages another organization of the installation. */
let other: OperationContext

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId } = await createOrganization(stage))
  other = stage.as(outsiderAccountId)
  await organizations.CreateOrganization(other, {})
})
afterAll(() => stage.close())

const startOfMonth = (ahead: number): Date => {
  const now = stage.clock.now()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
}
const endOfMonth = (ahead: number): Date => new Date(startOfMonth(ahead + 1).getTime() - 1000)

async function invite(changes: Partial<Parameters<typeof organizations.InviteOrganizationToTransferResponsibility>[1]> = {}) {
  const Target = { Type: 'ACCOUNT' as const, Id: outsiderAccountId }
  const input = { Type, Target, StartTimestamp: startOfMonth(1), SourceName: 'Our billing', ...changes } as const
  return given((await organizations.InviteOrganizationToTransferResponsibility(stage.admin, input)).Handshake)
}
const transferIdOf = (handshake: Awaited<ReturnType<typeof invite>>): string =>
  given(handshake.Resources?.find((resource) => resource.Type === 'RESPONSIBILITY_TRANSFER')?.Value)
const describe = async (Id: string, context = stage.admin) =>
  (await organizations.DescribeResponsibilityTransfer(context, { Id })).ResponsibilityTransfer
const accept = (HandshakeId = '') => organizations.AcceptHandshake(other, { HandshakeId })
const terminate = (Id: string, EndTimestamp?: Date, context = stage.admin) =>
  organizations.TerminateResponsibilityTransfer(context, { Id, ...(EndTimestamp && { EndTimestamp }) })
const invalid = (Reason: string) => ({ code: 'InvalidInputException', fields: { Reason } })
const constraint = (Reason: string) => ({ code: 'HandshakeConstraintViolationException', fields: { Reason } })
const code = (code: string) => ({ code })

test('a transfer is asked for, accepted, renamed, tagged and withdrawn, and both sides see it their way', async () => {
  const handshake = await invite({ Notes: 'please', Tags: [{ Key: 'team', Value: 'blue' }] })
  expect(handshake).toMatchObject({ Action: 'TRANSFER_RESPONSIBILITY', State: 'OPEN' })
  const Id = transferIdOf(handshake)
  expect(await describe(Id)).toMatchObject({
    ...{ Id, Type, Name: 'Our billing', Status: 'REQUESTED', StartTimestamp: startOfMonth(1), ActiveHandshakeId: handshake.Id },
    Arn: `arn:aws:organizations::${managementAccountId}:transfer/${organizationId}/billing/inbound/${Id}`,
    Source: { ManagementAccountId: outsiderAccountId, ManagementAccountEmail: 'outsider@example.com' },
    Target: { ManagementAccountId: managementAccountId, ManagementAccountEmail: 'management@example.com' },
  })
  expect((await describe(Id, other))?.Arn).toContain('/billing/outbound/')
  await accept(handshake.Id)
  expect(await describe(Id, other)).toMatchObject({ Status: 'ACCEPTED' })
  expect((await organizations.ListTagsForResource(stage.admin, { ResourceId: Id })).Tags).toEqual([{ Key: 'team', Value: 'blue' }])
  const { ResponsibilityTransfer } = await organizations.UpdateResponsibilityTransfer(stage.admin, { Id, Name: 'Another name' })
  expect(ResponsibilityTransfer?.Name).toBe('Another name')
  await expect(organizations.UpdateResponsibilityTransfer(other, { Id, Name: 'Theirs' })).rejects.toMatchObject(
    code('AccessDeniedException'),
  )
  await expect(invite()).rejects.toMatchObject(constraint('RESPONSIBILITY_TRANSFER_ALREADY_EXISTS'))
  await expect(terminate(Id, new Date(endOfMonth(2).getTime() - dayMs))).rejects.toMatchObject(invalid('END_DATE_NOT_END_OF_MONTH'))
  await expect(terminate(Id, endOfMonth(0))).rejects.toMatchObject(invalid('END_DATE_TOO_EARLY'))
  const ended = await terminate(Id, undefined, other)
  expect(ended.ResponsibilityTransfer).toMatchObject({ Status: 'WITHDRAWN', EndTimestamp: endOfMonth(1) })
  await expect(terminate(Id)).rejects.toMatchObject(code('ResponsibilityTransferAlreadyInStatusException'))
  for (const context of [stage.admin, other])
    await expect(organizations.DeleteOrganization(context, {})).rejects.toMatchObject({
      fields: { Reason: 'ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS' },
    })
  stage.clock.advance(70 * dayMs)
  const { ResponsibilityTransfers = [] } = await organizations.ListInboundResponsibilityTransfers(stage.admin, { Type, Id })
  expect(ResponsibilityTransfers.map((transfer) => transfer.Status)).toEqual(['WITHDRAWN'])
})

test('the answer to the handshake is the status of the transfer, and only what was accepted can be ended', async () => {
  const declined = await invite()
  await expect(invite()).rejects.toMatchObject(code('DuplicateHandshakeException'))
  await organizations.DeclineHandshake(other, { HandshakeId: given(declined.Id) })
  const cancelled = await invite({ Target: { Type: 'EMAIL', Id: 'outsider@example.com' } })
  await organizations.CancelHandshake(stage.admin, { HandshakeId: given(cancelled.Id) })
  const expired = await invite()
  stage.clock.advance(16 * dayMs)
  const statuses = await Promise.all(
    [declined, cancelled, expired].map(async (handshake) => (await describe(transferIdOf(handshake)))?.Status),
  )
  expect(statuses).toEqual(['DECLINED', 'CANCELED', 'EXPIRED'])
  await expect(terminate(transferIdOf(declined))).rejects.toMatchObject(code('InvalidResponsibilityTransferTransitionException'))
})

test('lists are paged, each of one direction, and a token is good for its own list', async () => {
  const { ResponsibilityTransfers = [], NextToken } = await organizations.ListInboundResponsibilityTransfers(stage.admin, {
    Type,
    MaxResults: 1,
  })
  expect(ResponsibilityTransfers).toHaveLength(1)
  const rest = await organizations.ListInboundResponsibilityTransfers(stage.admin, { Type, ...(NextToken && { NextToken }) })
  expect(rest.ResponsibilityTransfers?.map(({ Id }) => Id)).not.toContain(ResponsibilityTransfers[0]?.Id)
  const outbound = await organizations.ListOutboundResponsibilityTransfers(other, { Type })
  expect(outbound.ResponsibilityTransfers).toHaveLength(1 + (rest.ResponsibilityTransfers?.length ?? 0))
  expect((await organizations.ListOutboundResponsibilityTransfers(stage.admin, { Type })).ResponsibilityTransfers).toEqual([])
  const foreign = { Type, ...(NextToken && { NextToken }) } as const
  await expect(organizations.ListOutboundResponsibilityTransfers(other, foreign)).rejects.toMatchObject(invalid('INVALID_NEXT_TOKEN'))
  await expect(organizations.ListInboundResponsibilityTransfers(stage.admin, { Type, Id: 'rt-00000000' })).rejects.toMatchObject(
    code('ResponsibilityTransferNotFoundException'),
  )
})

test.each<[string, () => Parameters<typeof invite>[0], object]>([
  [
    'that starts within a day',
    () => ({ StartTimestamp: new Date(startOfMonth(1).getTime() + 1000) }),
    invalid('START_DATE_NOT_BEGINNING_OF_DAY'),
  ],
  [
    'that starts within a month',
    () => ({ StartTimestamp: new Date(startOfMonth(1).getTime() + dayMs) }),
    invalid('START_DATE_NOT_BEGINNING_OF_MONTH'),
  ],
  ['of the past', () => ({ StartTimestamp: startOfMonth(0) }), invalid('START_DATE_TOO_EARLY')],
  ['of a far future', () => ({ StartTimestamp: startOfMonth(13) }), invalid('START_DATE_TOO_LATE')],
  ['with oneself', () => ({ Target: { Type: 'ACCOUNT', Id: managementAccountId } }), constraint('SOURCE_AND_TARGET_CANNOT_MATCH')],
  ['with an organization’s id', () => ({ Target: { Type: 'ORGANIZATION', Id: 'o-example123' } }), invalid('INVALID_PARTY_TYPE_TARGET')],
  ['with nobody', () => ({ Target: { Type: 'EMAIL', Id: 'nobody@example.com' } }), invalid('INVALID_EMAIL_ADDRESS_TARGET')],
])('a transfer %s is refused', async (_, changes, error) => {
  await expect(invite(changes())).rejects.toMatchObject(error)
})

test('only management accounts have transfers, and only those who have a part in one see it', async () => {
  const member = await createAccount(stage.admin, 'member')
  await expect(invite({ Target: { Type: 'ACCOUNT', Id: member } })).rejects.toMatchObject(invalid('TARGET_NOT_SUPPORTED'))
  const Id = transferIdOf(await invite())
  await expect(describe(Id, stage.as(member))).rejects.toMatchObject(code('AccessDeniedException'))
  const third = await createAccount(stage.admin, 'third')
  await organizations.LeaveOrganization(stage.as(third), {})
  await expect(describe(Id, stage.as(third))).rejects.toMatchObject(code('AWSOrganizationsNotInUseException'))
  await organizations.CreateOrganization(stage.as(third), {})
  await expect(describe(Id, stage.as(third))).rejects.toMatchObject(code('ResponsibilityTransferNotFoundException'))
})

test('one organization at a time manages the billing of another', async () => {
  const rival = await createAccount(stage.admin, 'rival')
  await organizations.LeaveOrganization(stage.as(rival), {})
  await organizations.CreateOrganization(stage.as(rival), {})
  const { ResponsibilityTransfers = [] } = await organizations.ListInboundResponsibilityTransfers(stage.admin, { Type })
  const open = given(ResponsibilityTransfers.find(({ Status }) => Status === 'REQUESTED'))
  await accept(open.ActiveHandshakeId)
  const target = { Target: { Type: 'ACCOUNT', Id: outsiderAccountId }, StartTimestamp: startOfMonth(1), SourceName: 'Rival' } as const
  const { Handshake } = await organizations.InviteOrganizationToTransferResponsibility(stage.as(rival), { Type, ...target })
  await expect(accept(Handshake?.Id)).rejects.toMatchObject(constraint('RESPONSIBILITY_TRANSFER_ALREADY_EXISTS'))
})
