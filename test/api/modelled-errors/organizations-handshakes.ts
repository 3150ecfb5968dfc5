import {
  AcceptHandshakeCommand,
  CancelHandshakeCommand,
  DeclineHandshakeCommand,
  EnableAllFeaturesCommand,
  TerminateResponsibilityTransferCommand,
} from '@aws-sdk/client-organizations'
import { as, type Cases } from './matrix.ts'
import { managementAccountId, type OrganizationsWorld, type Party, startOfMonth } from './organizations-world.ts'

const to = (Id: string) => ({ Target: { Type: 'ACCOUNT' as const, Id } })
const transferFrom = (Id: string, changes: object = {}) => ({
  ...{ Type: 'BILLING', SourceName: 'Billing', StartTimestamp: startOfMonth(1), ...to(Id), ...changes },
})

/** An invitation of the organization that its account has accepted, cancelled or declined. */
async function ended(world: OrganizationsWorld, how: 'accepted' | 'cancelled' | 'declined'): Promise<{ HandshakeId: string } & Party> {
  const party = await world.loner()
  const HandshakeId = await world.invite(party.id)
  if (how === 'accepted') await party.client.send(new AcceptHandshakeCommand({ HandshakeId }))
  else if (how === 'declined') await party.client.send(new DeclineHandshakeCommand({ HandshakeId }))
  else await world.admin.send(new CancelHandshakeCommand({ HandshakeId }))
  return { HandshakeId, ...party }
}

/** A transfer that another organization has agreed to. */
async function agreed(world: OrganizationsWorld): Promise<{ transferId: string; source: Party }> {
  const source = await world.stranger()
  const { handshakeId, transferId } = await world.askForTransfer(source.id)
  await source.client.send(new AcceptHandshakeCommand({ HandshakeId: handshakeId }))
  return { transferId, source }
}

const limit = (world: OrganizationsWorld, { id }: Party, accounts: number): Promise<void> =>
  world.sql('update organizations.organizations set account_quota = $2 where management_account_id = $1', [id, accounts])

/** Invitations, all features, and transfers of responsibilities. */
export const handshakeCases: Cases<OrganizationsWorld> = {
  AcceptHandshake: {
    'HandshakeConstraintViolationException ACCOUNT_NUMBER_LIMIT_EXCEEDED': async (world) => {
      const [host, guest] = [await world.stranger(), await world.loner()]
      const HandshakeId = await world.invite(guest.id, host.client)
      await limit(world, host, 1)
      return as(guest.client, { HandshakeId })
    },
    InvalidHandshakeTransitionException: async (world) => {
      const { HandshakeId, client } = await ended(world, 'declined')
      return as(client, { HandshakeId })
    },
    HandshakeAlreadyInStateException: async (world) => {
      const { HandshakeId, client } = await ended(world, 'accepted')
      return as(client, { HandshakeId })
    },
    MasterCannotLeaveOrganizationException: async (world) => {
      const host = await world.stranger()
      return as(host.client, { HandshakeId: await world.invite(host.id) })
    },
    'ConstraintViolationException CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG': async (world) => {
      const { id, client } = await world.delegate('macie.amazonaws.com')
      return as(client, { HandshakeId: await world.invite(id, world.neighbour.client) })
    },
  },
  CancelHandshake: {
    InvalidHandshakeTransitionException: async (world) => ({ HandshakeId: (await ended(world, 'declined')).HandshakeId }),
    HandshakeAlreadyInStateException: async (world) => ({ HandshakeId: (await ended(world, 'cancelled')).HandshakeId }),
  },
  DeclineHandshake: {
    InvalidHandshakeTransitionException: async (world) => {
      const { HandshakeId, client } = await ended(world, 'cancelled')
      return as(client, { HandshakeId })
    },
    HandshakeAlreadyInStateException: async (world) => {
      const { HandshakeId, client } = await ended(world, 'declined')
      return as(client, { HandshakeId })
    },
  },
  InviteAccountToOrganization: {
    'HandshakeConstraintViolationException ALREADY_IN_AN_ORGANIZATION': ({ member }) => to(member.id),
    'HandshakeConstraintViolationException ACCOUNT_NUMBER_LIMIT_EXCEEDED': async (world) => {
      const host = await world.stranger()
      await limit(world, host, 1)
      return as(host.client, to(world.outsider.id))
    },
    'HandshakeConstraintViolationException HANDSHAKE_RATE_LIMIT_EXCEEDED': async (world) => {
      const host = await world.stranger()
      await limit(world, host, 5)
      const guest = await world.loner()
      const HandshakeId = await world.invite(guest.id, host.client)
      await host.client.send(new CancelHandshakeCommand({ HandshakeId }))
      await world.sql(
        `insert into organizations.handshakes
         select (jsonb_populate_record(h, jsonb_build_object('id', h.id || i))).* from organizations.handshakes h, generate_series(1, 19) i where h.id = $1`,
        [HandshakeId],
      )
      return as(host.client, to(guest.id))
    },
    'HandshakeConstraintViolationException INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES': async (world) => {
      const host = await world.stranger('CONSOLIDATED_BILLING')
      await host.client.send(new EnableAllFeaturesCommand({}))
      return as(host.client, to(world.outsider.id))
    },
    DuplicateHandshakeException: async (world) => {
      const { id } = await world.loner()
      await world.invite(id)
      return to(id)
    },
    'ConstraintViolationException TAG_POLICY_VIOLATION': ({ outsider }) => ({
      ...to(outsider.id),
      Tags: [{ Key: 'Stage', Value: 'nowhere' }],
    }),
    'InvalidInputException INVALID_PARTY_TYPE_TARGET': () => ({ Target: { Type: 'ORGANIZATION', Id: 'o-0123456789' } }),
    'InvalidInputException INVALID_EMAIL_ADDRESS_TARGET': () => ({ Target: { Type: 'EMAIL', Id: 'nobody@example.com' } }),
    'InvalidInputException TARGET_NOT_SUPPORTED': () => to('000000000000'),
  },
  ListHandshakesForAccount: {
    'InvalidInputException MAX_LIMIT_EXCEEDED_FILTER': () => ({ Filter: { ActionType: 'INVITE', ParentHandshakeId: 'h-01234567' } }),
  },
  InviteOrganizationToTransferResponsibility: {
    DuplicateHandshakeException: async (world) => {
      const { id } = await world.stranger()
      await world.askForTransfer(id)
      return transferFrom(id)
    },
    'HandshakeConstraintViolationException SOURCE_AND_TARGET_CANNOT_MATCH': () => transferFrom(managementAccountId),
    'HandshakeConstraintViolationException RESPONSIBILITY_TRANSFER_ALREADY_EXISTS': async (world) =>
      transferFrom((await agreed(world)).source.id),
    'InvalidInputException START_DATE_NOT_BEGINNING_OF_MONTH': ({ neighbour }) =>
      transferFrom(neighbour.id, { StartTimestamp: new Date(startOfMonth(1).getTime() + 86_400_000) }),
    'InvalidInputException START_DATE_NOT_BEGINNING_OF_DAY': ({ neighbour }) =>
      transferFrom(neighbour.id, { StartTimestamp: new Date(startOfMonth(1).getTime() + 1000) }),
    'InvalidInputException START_DATE_TOO_EARLY': ({ neighbour }) => transferFrom(neighbour.id, { StartTimestamp: startOfMonth(-1) }),
    'InvalidInputException START_DATE_TOO_LATE': ({ neighbour }) => transferFrom(neighbour.id, { StartTimestamp: startOfMonth(24) }),
    'ConstraintViolationException RESPONSIBILITY_TRANSFER_MAX_INBOUND_QUOTA_VIOLATION': async (world) => {
      const host = await world.stranger()
      const { transferId } = await world.askForTransfer(world.neighbour.id, host.client)
      await world.sql(
        `with copied as (
           insert into organizations.handshakes
           select (jsonb_populate_record(h, jsonb_build_object('id', h.id || i))).* from organizations.handshakes h, organizations.responsibility_transfers t,
             generate_series(1, 1000) i where h.id = t.handshake_id and t.id = $1 returning id)
         insert into organizations.responsibility_transfers
         select (jsonb_populate_record(t, jsonb_build_object('id', t.id || c.id, 'handshake_id', c.id))).*
         from organizations.responsibility_transfers t, copied c where t.id = $1`,
        [transferId],
      )
      return as(host.client, transferFrom((await world.stranger()).id))
    },
  },
  TerminateResponsibilityTransfer: {
    ResponsibilityTransferAlreadyInStatusException: async (world) => {
      const { transferId: Id } = await agreed(world)
      await world.admin.send(new TerminateResponsibilityTransferCommand({ Id }))
      return { Id }
    },
    InvalidResponsibilityTransferTransitionException: async (world) => ({
      Id: (await world.askForTransfer((await world.stranger()).id)).transferId,
    }),
    'InvalidInputException END_DATE_NOT_END_OF_MONTH': async (world) => ({
      ...{ Id: (await agreed(world)).transferId, EndTimestamp: startOfMonth(3) },
    }),
    'InvalidInputException END_DATE_TOO_EARLY': async (world) => ({
      ...{ Id: (await agreed(world)).transferId, EndTimestamp: new Date(startOfMonth(0).getTime() - 1000) },
    }),
  },
  ListInboundResponsibilityTransfers: {
    ResponsibilityTransferNotFoundException: () => ({ Type: 'BILLING', Id: 'rt-01234567' }),
  },
}
