// What the listener answers beside the wire and the pages: the portal and our own API, handed the rooms they need.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type OperationContext, transaction } from '../access/context.ts'
import type { Principal } from '../access/credentials.ts'
import { registerApiRoutes } from '../api/api-routes.ts'
import type { ApiDependencies } from '../api/dependencies.ts'
import { toErrorResponse } from '../api/error-response.ts'
import type { AccountFactory } from '../factory/account-factory.ts'
import type { Portal } from '../portal/portal.ts'
import type { RouteScope } from '../portal/route-scope.ts'
import { registerPortalRoutes } from '../portal/routes.ts'
import { checkSameOrigin } from '../wire/session-origin.ts'
import { accessAdministration } from './access-administration.ts'
import { apiCallers, type sessionCallers } from './callers.ts'
import type { CommandLineSignIn } from './command-line-sign-in.ts'
import type { Config } from './config.ts'
import type { EmbeddedAws } from './embedded-aws.ts'
import { createExternalIdentity } from './external-identity.ts'
import type { Installation } from './installation.ts'
import { mfaAdministration } from './mfa-administration.ts'
import type { CreateContext } from './operation-context.ts'
import { ownApi } from './own-api.ts'
import { registerProvisioning, scimTokens } from './provisioning.ts'
import { toWireRequest } from './requests.ts'
import { restoreSnapshot } from './snapshot.ts'
import type { Trail } from './trail.ts'
import { userAdministration } from './user-administration.ts'

/** What createApplication has built. */
export interface Rooms {
  readonly config: Config
  /** Address that people reach us by, without a path. */
  readonly url: string
  readonly installation: Installation
  readonly secretKey: Buffer
  readonly createContext: CreateContext
  /** The server itself, and its context. */
  readonly service: Principal
  readonly serverContext: OperationContext
  readonly portal: Portal
  readonly commandLine: CommandLineSignIn
  readonly trail: Trail
  readonly enter: ReturnType<typeof sessionCallers>
  readonly embedded: EmbeddedAws
  readonly accountFactory: AccountFactory
}

/** Whether people reach us over https. */
export const isSecure = (url: string): boolean => url.startsWith('https:')

export async function registerRoutes(fastify: FastifyInstance, rooms: Rooms): Promise<void> {
  const { config, installation, commandLine, createContext, serverContext, trail, enter, embedded, accountFactory } = rooms
  const externalIdentity = createExternalIdentity(rooms)
  await fastify.register((scope) => registerPortal(scope, rooms, [commandLine.registerRoutes, externalIdentity.registerRoutes]))
  await registerProvisioning(fastify, {
    ...rooms,
    record: trail.record,
    createContext: (request) => createContext({ principal: rooms.service, region: config.homeRegion }, originOf(request)),
    endSessions: rooms.portal.signOutEverywhere,
  })
  const api: ApiDependencies = {
    ...ownApi(config, installation, rooms.secretKey),
    identity: externalIdentity.api,
    users: userAdministration(rooms),
    accessSettings: accessAdministration(rooms),
    mfa: mfaAdministration(installation),
    scimTokens: scimTokens(installation, rooms.url),
    factory: accountFactory,
    authenticate: apiCallers(embedded.pipeline.signatures, enter),
    authorize: embedded.authorize,
    record: trail.record,
    createContext: ({ caller, region }, requestId) =>
      createContext({ principal: caller, region }, { requestId, remoteAddress: caller.sourceIp, userAgent: caller.userAgent }),
    resetSimulation: () => resetSimulation(serverContext, accountFactory),
  }
  await fastify.register((scope) => registerApiRoutes(scope, api))
}

async function registerPortal(
  fastify: FastifyInstance,
  { url, portal, trail, createContext, service }: Rooms,
  more: readonly ((scope: RouteScope) => void)[],
): Promise<void> {
  await registerPortalRoutes(fastify, {
    portal,
    more,
    record: trail.record,
    createContext: (request) => createContext({ principal: service, region: 'us-east-1' }, originOf(request)),
    checkOrigin: (request) => checkSameOrigin(toWireRequest(request)),
    sendError: (error, request, reply) => {
      const { status, body } = toErrorResponse(error, request.id)
      if (status >= 500) request.log.error({ err: error }, 'a request of the portal failed')
      return reply.code(status).send(body)
    },
    startUrl: `${url}/start`,
    secure: isSecure(url),
  })
}

const originOf = (request: FastifyRequest) => ({
  requestId: request.id,
  remoteAddress: request.ip,
  userAgent: request.headers['user-agent'],
})

/** Back to the state right after the first start. Work under way is dropped with what it worked on. */
async function resetSimulation(context: OperationContext, factory: AccountFactory): Promise<void> {
  await factory.stop()
  await transaction(context, ({ db }) => restoreSnapshot(db))
  await factory.clear()
  await factory.start()
}
