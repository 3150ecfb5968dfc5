// SCIM: the identity store as external identity providers keep it, and what our own API shows of their tokens.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type OperationContext, transaction } from '../access/context.ts'
import type { RecordEvent } from '../access/trail.ts'
import type { ApiDependencies } from '../api/dependencies.ts'
import type { ScimTokenView } from '../api/identity-schemas.ts'
import { Fault } from '../fault.ts'
import type { ScimDirectory } from '../scim/directory.ts'
import { registerScimRoutes } from '../scim/routes.ts'
import { scimPath } from '../scim/scope.ts'
import { createToken, deleteToken, listTokens, type ScimToken } from '../scim/tokens.ts'
import * as identityStore from '../services/identity-store/index.ts'
import type { Installation } from './installation.ts'

export interface ProvisioningOptions {
  readonly installation: Installation
  readonly url: string
  readonly createContext: (request: FastifyRequest) => OperationContext
  readonly record: RecordEvent
  readonly endSessions: (context: OperationContext, userId: string) => Promise<void>
}

/** Registers what providers call. Nothing where there is no identity store. */
export async function registerProvisioning(fastify: FastifyInstance, options: ProvisioningOptions): Promise<void> {
  const { installation, endSessions } = options
  const { identityStoreId } = installation
  if (identityStoreId === undefined) return
  const directory = scimDirectory(identityStoreId, endSessions)
  await fastify.register((scope) => registerScimRoutes(scope, { ...options, directory }))
}

function scimDirectory(storeId: string, endSessions: ProvisioningOptions['endSessions']): ScimDirectory {
  return {
    listUsers: (context, query) => identityStore.listProvisionedUsers(context, storeId, query),
    findUser: (context, id) => identityStore.findProvisionedUser(context, storeId, id),
    createUser: (context, user) => identityStore.createProvisionedUser(context, storeId, user),
    changeUser: (context, id, change) =>
      transaction(context, async (context) => {
        const changed = await identityStore.changeProvisionedUser(context, storeId, id, change)
        if (!changed.active) await endSessions(context, id)
        return changed
      }),
    deleteUser: (context, id) =>
      transaction(context, async (context) => {
        await identityStore.deleteProvisionedUser(context, storeId, id)
        await endSessions(context, id)
      }),
    listGroups: (context, query) => identityStore.listProvisionedGroups(context, storeId, query),
    findGroup: (context, id) => identityStore.findProvisionedGroup(context, storeId, id),
    memberIds: identityStore.memberIdsOf,
    createGroup: (context, group, members) => identityStore.createProvisionedGroup(context, storeId, group, members),
    changeGroup: (context, id, change) => identityStore.changeProvisionedGroup(context, storeId, id, change),
    deleteGroup: (context, id) => identityStore.deleteProvisionedGroup(context, storeId, id),
  }
}

/** The tokens, for the management account. */
export function scimTokens(installation: Installation, url: string): ApiDependencies['scimTokens'] {
  const onlyManagement = (context: OperationContext): void => {
    if (context.caller.accountId !== installation.managementAccountId)
      throw new Fault('AccessDeniedException', 'Provisioning belongs to the management account; enter that account.')
  }
  return {
    list: async (context) => {
      onlyManagement(context)
      return { endpoint: url + scimPath, tokens: (await listTokens(context)).map(show) }
    },
    create: async (context) => {
      onlyManagement(context)
      const created = await createToken(context)
      return { ...show(created), token: created.token }
    },
    remove: async (context, id) => {
      onlyManagement(context)
      await deleteToken(context, id)
    },
  }
}

function show({ id, createdAt, createdBy, expiresAt, lastUsedAt }: ScimToken): ScimTokenView {
  return {
    id,
    createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  }
}
