import * as commands from '@aws-sdk/client-identitystore'
import { minimalInput } from '../minimal-input.ts'
import { brokenInput } from './broken-input.ts'
import { type IdentityCenterWorld, startIdentityCenterWorld } from './identity-center-world.ts'
import { as, type Cases, type Excuse, modelOf, testModelledErrors, type World } from './matrix.ts'

const serviceId = 'identitystore'
const { model } = modelOf(serviceId)
type StoreWorld = IdentityCenterWorld & World

/** The least an operation takes, of the store that is there. */
const minimal = ({ identityStoreId }: StoreWorld, operation: string) => ({
  ...minimalInput(model, operation),
  IdentityStoreId: identityStoreId,
})

const person = { Name: { GivenName: 'Ada', FamilyName: 'Example' }, DisplayName: 'Ada' }
const change = (AttributePath: string, AttributeValue: string) => ({ Operations: [{ AttributePath, AttributeValue }] })

const cases: Cases<StoreWorld> = {
  CreateUser: {
    'ConflictException UNIQUENESS_CONSTRAINT_VIOLATION': ({ identityStoreId }) => ({
      ...{ ...person, UserName: 'admin', IdentityStoreId: identityStoreId },
    }),
  },
  CreateGroup: {
    'ConflictException UNIQUENESS_CONSTRAINT_VIOLATION': async ({ identityStoreId: IdentityStoreId, store, name }) => {
      const group = { DisplayName: name(), IdentityStoreId }
      await store.send(new commands.CreateGroupCommand(group))
      return group
    },
  },
  CreateGroupMembership: {
    'ConflictException UNIQUENESS_CONSTRAINT_VIOLATION': async (world) => {
      const membership = { IdentityStoreId: world.identityStoreId, GroupId: await world.group(), MemberId: { UserId: await world.user() } }
      await world.store.send(new commands.CreateGroupMembershipCommand(membership))
      return membership
    },
  },
  UpdateUser: {
    'ConflictException UNIQUENESS_CONSTRAINT_VIOLATION': async ({ identityStoreId: IdentityStoreId, user }) => ({
      ...{ IdentityStoreId, UserId: await user(), ...change('userName', 'admin') },
    }),
  },
  UpdateGroup: {
    'ConflictException UNIQUENESS_CONSTRAINT_VIOLATION': async ({ identityStoreId: IdentityStoreId, group, store }) => {
      const [GroupId, other] = [await group(), await group()]
      const { DisplayName = '' } = await store.send(new commands.DescribeGroupCommand({ IdentityStoreId, GroupId: other }))
      return { IdentityStoreId, GroupId, ...change('displayName', DisplayName) }
    },
  },
}

const excused: readonly Excuse[] = [
  { error: 'InternalServerException', reason: 'a fault of the server: no input makes it' },
  { error: 'ThrottlingException', reason: 'calls of this service are not throttled' },
  {
    error: 'ResourceNotFoundException',
    operations: ['CreateGroup', 'CreateUser', 'ListGroups', 'ListUsers'],
    reason: 'a store that is not the caller’s own is denied, whether it is there or not',
  },
  {
    error: 'ConflictException',
    operations: ['DeleteGroup', 'DeleteGroupMembership', 'DeleteUser'],
    reason: 'what is deleted takes with it what hangs on it, and of two that delete it one finds nothing',
  },
  { error: 'ServiceQuotaExceededException', reason: 'a store holds as many people and groups as the machine does' },
]

testModelledErrors<StoreWorld>({
  serviceId,
  commands,
  start: async () => {
    const world = await startIdentityCenterWorld()
    return { ...world, admin: world.store }
  },
  everywhere: {
    AccessDeniedException: (world, operation) => as(world.nobody.store, minimal(world, operation)),
    ValidationException: (_, operation) => brokenInput(model, operation),
    ResourceNotFoundException: minimal,
  },
  cases,
  excused,
})
