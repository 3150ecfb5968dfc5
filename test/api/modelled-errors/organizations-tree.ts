import { CreateOrganizationalUnitCommand, EnableAllFeaturesCommand } from '@aws-sdk/client-organizations'
import { as, type Cases } from './matrix.ts'
import type { OrganizationsWorld } from './organizations-world.ts'

const absentAccount = '000000000000'

async function named(world: OrganizationsWorld): Promise<string> {
  const Name = world.name()
  await world.admin.send(new CreateOrganizationalUnitCommand({ ParentId: world.rootId, Name }))
  return Name
}

const absentUnit = (rootId: string): string => `${rootId.replace('r-', 'ou-')}-00000000`

/** The organization itself, its units, and where accounts are. */
export const treeCases: Cases<OrganizationsWorld> = {
  CreateOrganization: {
    AlreadyInOrganizationException: () => ({}),
    'InvalidInputException INVALID_ENUM': () => ({ FeatureSet: 'SOME' }),
  },
  DeleteOrganization: {
    OrganizationNotEmptyException: () => ({}),
    'ConstraintViolationException ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS': async (world) => {
      const { id, client } = await world.stranger()
      await world.askForTransfer(id)
      return as(client, {})
    },
  },
  CreateOrganizationalUnit: {
    DuplicateOrganizationalUnitException: async (world) => ({ ParentId: world.rootId, Name: await named(world) }),
    'ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED': async (world) => {
      let ParentId = world.rootId
      for (let depth = 1; depth <= 5; depth++) ParentId = await world.unit(ParentId)
      return { ParentId, Name: 'Deeper' }
    },
    'ConstraintViolationException OU_NUMBER_LIMIT_EXCEEDED': async (world) => {
      const host = await world.stranger()
      const ParentId = await world.rootOf(host)
      await world.sql(
        `insert into organizations.parents (id, organization_id, parent_id, name, depth, path, created_at)
         select replace(p.id, 'r-', 'ou-') || '-' || i, p.organization_id, p.id, 'U' || i, p.depth + 1, p.path || i || '/', p.created_at
         from organizations.parents p, generate_series(1, 2000) i where p.id = $1`,
        [ParentId],
      )
      return as(host.client, { ParentId, Name: 'OneMore' })
    },
  },
  UpdateOrganizationalUnit: {
    DuplicateOrganizationalUnitException: async (world) => ({ OrganizationalUnitId: await world.unit(), Name: await named(world) }),
  },
  DeleteOrganizationalUnit: {
    OrganizationalUnitNotEmptyException: async (world) => {
      const OrganizationalUnitId = await world.unit()
      await world.unit(OrganizationalUnitId)
      return { OrganizationalUnitId }
    },
  },
  ListParents: { ChildNotFoundException: () => ({ ChildId: absentAccount }) },
  MoveAccount: {
    AccountNotFoundException: async (world) => ({
      ...{ AccountId: absentAccount, SourceParentId: world.rootId, DestinationParentId: await world.unit() },
    }),
    SourceParentNotFoundException: (world) => ({
      ...{ AccountId: world.member.id, SourceParentId: absentUnit(world.rootId), DestinationParentId: world.rootId },
    }),
    DestinationParentNotFoundException: (world) => ({
      ...{ AccountId: world.member.id, SourceParentId: world.rootId, DestinationParentId: absentUnit(world.rootId) },
    }),
    DuplicateAccountException: (world) => ({
      ...{ AccountId: world.member.id, SourceParentId: world.rootId, DestinationParentId: world.rootId },
    }),
  },
  LeaveOrganization: {
    MasterCannotLeaveOrganizationException: () => ({}),
    'ConstraintViolationException CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG': async (world) =>
      as((await world.delegate('backup.amazonaws.com')).client, {}),
  },
  EnableAllFeatures: {
    'HandshakeConstraintViolationException ORGANIZATION_ALREADY_HAS_ALL_FEATURES': () => ({}),
    'HandshakeConstraintViolationException ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION': async ({ stranger }) => {
      const { client } = await stranger('CONSOLIDATED_BILLING')
      await client.send(new EnableAllFeaturesCommand({}))
      return as(client, {})
    },
  },
}
