// The composition root: every room is built here and handed what it needs.
//
// Order: who may call (portal, credentials), the embedded AWS services, the factory on top of them through SDK clients, the own API.
// Two things are known later than they are handed in: the product's handler and the installation of a first start.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import { transaction } from '../access/context.ts'
import { createCredentialFinder, type Principal } from '../access/credentials.ts'
import { registerApiRoutes } from '../api/api-routes.ts'
import { toErrorResponse } from '../api/error-response.ts'
import { withStartLock } from '../database/migrate.ts'
import type { Notifications } from '../database/notifications.ts'
import { type AccountFactory, createAccountFactory } from '../factory/account-factory.ts'
import { createOneTimePassword, hasOwnPassword } from '../portal/passwords.ts'
import { createPortal, type Portal } from '../portal/portal.ts'
import { registerPortalRoutes, sessionCookie } from '../portal/routes.ts'
import { recordKeeper } from '../services/service-catalog/index.ts'
import type { ProductHandler } from '../services/service-catalog/product-handler.ts'
import type { WireReply } from '../wire/pipeline.ts'
import type { WireRequest } from '../wire/router.ts'
import { checkSameOrigin } from '../wire/session-origin.ts'
import { isSigned } from '../wire/signature.ts'
import { organizationDirectory, portalDirectory } from './directories.ts'
import { type EmbeddedAwsOptions, embedAws } from './embedded-aws.ts'
import { administratorName, automationUserName, setUp } from './first-start.ts'
import { findInstallation, type Installation } from './installation.ts'
import { contextMaker, type Surroundings, servicePrincipal } from './operation-context.ts'
import { ownApi } from './own-api.ts'
import { chosenRole, cookieOf, toWireRequest } from './requests.ts'
import { restoreSnapshot } from './snapshot.ts'

export interface ApplicationOptions extends Surroundings {
  readonly connectionString: string
  readonly notifications: Notifications
  readonly secretKey: Buffer
  /** Fixed on one machine; unique per boot when several nodes may share the database. */
  readonly nodeId: string
}

export interface Application {
  /** What the operator has to be told to sign in; undefined once the administrator has a password of their own. */
  readonly oneTimePassword: { readonly userName: string; readonly password: string } | undefined
  handleWire(request: WireRequest): Promise<WireReply>
  registerRoutes(fastify: FastifyInstance): Promise<void>
  /** Running and waiting account operations, for the metrics. */
  countRequests(): Promise<{ running: number; waiting: number }>
  start(): Promise<void>
  stop(): Promise<void>
}

const ownService = 'account-factory'

export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { config, db, clock, log, secretKey, url } = options
  const createContext = contextMaker(options)
  let factory: AccountFactory | undefined
  let portal: Portal | undefined
  const aws: Omit<EmbeddedAwsOptions, 'createContext'> = {
    clock,
    log,
    secretKey,
    homeRegion: config.homeRegion,
    handlers: [lateHandler(() => made(factory))],
    findCredentials: async (accessKeyId, sessionToken) => made(findCredentials)(accessKeyId, sessionToken),
    authenticateSession: async (request) => enter(request),
  }
  const asServer = createContext({ principal: servicePrincipal(config.accountId), region: config.homeRegion })
  const installation = await withStartLock(
    options.connectionString,
    async () => (await findInstallation(db)) ?? (await setUp(asServer, { config, aws })),
  )
  const findCredentials = createCredentialFinder({
    db,
    secretKey,
    clock,
    trustAs: config.trustAnyCredentials ? automationUser(installation) : undefined,
  })
  portal = createPortal({ directory: portalDirectory(installation), secretKey })
  const embedded = embedAws({ ...aws, createContext })
  const service = servicePrincipal(installation.managementAccountId)
  const serverContext = createContext({ principal: service, region: installation.homeRegion })
  factory = createAccountFactory({
    context: serverContext,
    clients: embedded.clientsAs(service),
    directory: organizationDirectory(serverContext),
    recordKeeper,
    concurrency: config.concurrency,
    connectionString: options.connectionString,
    notifications: options.notifications,
    nodeId: options.nodeId,
  })

  const enter = async (request: WireRequest): Promise<{ principal: Principal; region: string }> => {
    const { region, ...role } = chosenRole(request, config.homeRegion)
    const context = createContext({ principal: service, region }, { remoteAddress: request.remoteAddress })
    return { principal: await made(portal).enter(context, cookieOf(request, sessionCookie), role), region }
  }
  const authenticate = async (request: FastifyRequest) => {
    const wireRequest = toWireRequest(request)
    const signed = isSigned(wireRequest)
    if (!signed && request.method !== 'GET') checkSameOrigin(wireRequest)
    const { principal, region } = signed ? await embedded.pipeline.signatures.verify(wireRequest, ownService) : await enter(wireRequest)
    return { caller: { ...principal, sourceIp: wireRequest.remoteAddress }, region }
  }

  return {
    oneTimePassword: await oneTimePassword(serverContext, installation),
    handleWire: (request) => embedded.pipeline.handle(request),
    registerRoutes: async (fastify) => {
      await fastify.register((scope) => registerPortal(scope, options, made(portal), createContext, service))
      await fastify.register((scope) =>
        registerApiRoutes(scope, {
          ...ownApi(config, installation),
          factory: made(factory),
          authenticate,
          authorize: embedded.authorize,
          createContext: ({ caller, region }, requestId) =>
            createContext({ principal: caller, region }, { requestId, remoteAddress: caller.sourceIp }),
          resetSimulation: () => resetSimulation(serverContext, made(factory)),
        }),
      )
    },
    countRequests: async () => {
      const { running, waiting } = await made(factory).requests.queue(serverContext, {})
      return { running: running.length, waiting: waiting.length }
    },
    start: () => made(factory).start(),
    stop: () => made(factory).stop(),
  }

  function made<Part>(part: Part | undefined): Part {
    if (part === undefined) throw new Error(`the server at ${url} is not built yet`)
    return part
  }
}

/** A new one at every start until it is used: it is kept as a digest, so an old one cannot be shown again. */
async function oneTimePassword(context: OperationContext, { administratorId }: Installation): Promise<Application['oneTimePassword']> {
  if (administratorId === undefined || (await hasOwnPassword(context, administratorId))) return undefined
  const { password } = await createOneTimePassword(context, administratorId)
  return { userName: administratorName, password }
}

function automationUser({ managementAccountId }: Installation): Principal {
  const arn = `arn:aws:iam::${managementAccountId}:user/${automationUserName}`
  return {
    type: 'iam-user',
    accountId: managementAccountId,
    arn,
    principalArn: arn,
    userId: 'AIDATRUSTEDCREDENTIAL',
    accessKeyId: 'trusted',
  }
}

async function registerPortal(
  fastify: FastifyInstance,
  { url }: ApplicationOptions,
  portal: Portal,
  createContext: ReturnType<typeof contextMaker>,
  principal: Principal,
): Promise<void> {
  await registerPortalRoutes(fastify, {
    portal,
    createContext: (request) => createContext({ principal, region: 'us-east-1' }, { requestId: request.id, remoteAddress: request.ip }),
    checkOrigin: (request) => checkSameOrigin(toWireRequest(request)),
    sendError: (error, request, reply) => {
      const { status, body } = toErrorResponse(error, request.id)
      if (status >= 500) request.log.error({ err: error }, 'a request of the portal failed')
      return reply.code(status).send(body)
    },
    startUrl: `${url}/start`,
    secure: url.startsWith('https:'),
  })
}

/** Service Catalog is made before the factory, whose clients call it. */
function lateHandler(factory: () => AccountFactory): ProductHandler {
  return {
    provisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    listParameters: (context) => factory().productHandler.listParameters(context),
    checkProvision: (context, request) => factory().productHandler.checkProvision(context, request),
    start: (context, job) => factory().productHandler.start(context, job),
  }
}

/** Back to the state right after the first start. Work under way is dropped with what it worked on. */
async function resetSimulation(context: OperationContext, factory: AccountFactory): Promise<void> {
  await factory.stop()
  await transaction(context, ({ db }) => restoreSnapshot(db))
  await factory.clear()
  await factory.start()
}
