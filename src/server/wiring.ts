// The composition root: every room is built here and handed what it needs.
//
// Order: who may call (portal, credentials), the embedded AWS services, the factory on top of them through SDK clients, the own API.
// One thing is known later than it is handed in: the product's handler.
import type { FastifyInstance } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import type { Principal } from '../access/credentials.ts'
import { withStartLock } from '../database/migrate.ts'
import type { Notifications } from '../database/notifications.ts'
import { type AccountFactory, createAccountFactory } from '../factory/account-factory.ts'
import type { AwsClients } from '../factory/clients.ts'
import { createOneTimePassword, hasOwnPassword } from '../portal/passwords.ts'
import { createPortal } from '../portal/portal.ts'
import { sessionCookieName } from '../portal/routes.ts'
import { recordKeeper } from '../services/service-catalog/index.ts'
import type { ProductHandler } from '../services/service-catalog/product-handler.ts'
import { endTokens } from '../services/sso-oidc/index.ts'
import type { WireReply } from '../wire/pipeline.ts'
import type { WireRequest } from '../wire/router.ts'
import { sessionCallers } from './callers.ts'
import { createCommandLineSignIn } from './command-line-sign-in.ts'
import type { Config } from './config.ts'
import { organizationDirectory, portalDirectory } from './directories.ts'
import { embedAws } from './embedded-aws.ts'
import { administratorName, automationUserName, setUp } from './first-start.ts'
import { findInstallation, type Installation } from './installation.ts'
import { createSendMail } from './mailer.ts'
import { createOpenCredentialFinder } from './open-accounts.ts'
import { contextMaker, type Surroundings, servicePrincipal } from './operation-context.ts'
import { isSecure, registerRoutes } from './register-routes.ts'
import { createTrail } from './trail.ts'
import { callRecorder } from './trail-events.ts'

export interface ApplicationOptions extends Surroundings {
  readonly connectionString: string
  readonly notifications: Notifications
  readonly secretKey: Buffer
  /** Fixed on one machine; unique per boot when several nodes may share the database. */
  readonly nodeId: string
}

export interface Application {
  /** People reach us over https. */
  readonly secure: boolean
  /** What the operator has to be told to sign in; undefined once the administrator has a password of their own. */
  readonly oneTimePassword: { readonly userName: string; readonly password: string } | undefined
  handleWire(request: WireRequest): Promise<WireReply>
  registerRoutes(fastify: FastifyInstance): Promise<void>
  /** Running and waiting account operations, for the metrics. */
  countRequests(): Promise<{ running: number; waiting: number }>
  start(): Promise<void>
  stop(): Promise<void>
}

export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const installation = await withStartLock(options.connectionString, () => findOrSetUp(options))
  // Fixed at the first start, whatever the settings say now.
  const config = { ...options.config, homeRegion: installation.homeRegion }
  const { db, clock, log, secretKey } = options
  const createContext = contextMaker({ ...options, config })
  const service = servicePrincipal(installation.managementAccountId)
  const serverContext = createContext({ principal: service, region: config.homeRegion })
  const directory = portalDirectory(installation)
  const portal = createPortal({ ...installation, directory, secretKey, sendMail: createSendMail(config.mail), onSessionsEnded: endTokens })
  const commandLine = createCommandLineSignIn({ installation, directory, secretKey })
  const trail = createTrail({ ...installation, db, clock, log, days: config.trailDays })
  const cookieName = sessionCookieName(isSecure(options.url))
  const enter = sessionCallers({ portal, createContext, service, homeRegion: config.homeRegion, cookieName })
  // Service Catalog is made before the factory, whose clients call it.
  let factory: AccountFactory | undefined
  const embedded = embedAws({
    clock,
    log,
    secretKey,
    homeRegion: config.homeRegion,
    createContext,
    handlers: [lateHandler(() => factory)],
    more: commandLine.services,
    findCredentials: createOpenCredentialFinder(serverContext, { secretKey, trustAs: trusted(config, installation) }),
    authenticateSession: enter,
    onAnswered: callRecorder(trail.record, commandLine.findHolder),
  })
  const accountFactory = makeFactory(options, serverContext, embedded.clientsAs(service))
  factory = accountFactory
  return {
    secure: isSecure(options.url),
    oneTimePassword: await oneTimePassword(serverContext, installation),
    handleWire: (request) => embedded.pipeline.handle(request),
    registerRoutes: (fastify) =>
      registerRoutes(fastify, {
        ...options,
        config,
        installation,
        createContext,
        service,
        serverContext,
        portal,
        commandLine,
        trail,
        enter,
        embedded,
        accountFactory,
      }),
    countRequests: async () => {
      const { running, waiting } = await accountFactory.requests.queue(serverContext, {})
      return { running: running.length, waiting: waiting.length }
    },
    start: () => accountFactory.start(),
    stop: async () => {
      await accountFactory.stop()
      await trail.close()
    },
  }
}

function makeFactory(options: ApplicationOptions, context: OperationContext, clients: AwsClients): AccountFactory {
  return createAccountFactory({
    context,
    clients,
    directory: organizationDirectory(context),
    recordKeeper,
    concurrency: options.config.concurrency,
    connectionString: options.connectionString,
    notifications: options.notifications,
    nodeId: options.nodeId,
  })
}

/** On the first start the landing zone is made through services that nobody else can reach yet. */
async function findOrSetUp(options: ApplicationOptions): Promise<Installation> {
  const { config, db, clock, log, secretKey } = options
  const found = await findInstallation(db)
  if (found) return found
  const nobody = async (): Promise<never> => {
    throw new Error('during the first start only the server itself calls')
  }
  const asServer = contextMaker(options)({ principal: servicePrincipal(config.accountId), region: config.homeRegion })
  const aws = { clock, log, secretKey, homeRegion: config.homeRegion, handlers: [], findCredentials: nobody, authenticateSession: nobody }
  return setUp(asServer, { config, aws })
}

/** A new one at every start until it is used: it is kept as a digest, so an old one cannot be shown again. */
async function oneTimePassword(context: OperationContext, { administratorId }: Installation): Promise<Application['oneTimePassword']> {
  if (administratorId === undefined || (await hasOwnPassword(context, administratorId))) return undefined
  const { password } = await createOneTimePassword(context, administratorId)
  return { userName: administratorName, password }
}

/** Whom an unknown access key acts as, when any is trusted. */
function trusted({ trustAnyCredentials }: Config, { managementAccountId }: Installation): Principal | undefined {
  if (!trustAnyCredentials) return undefined
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

/** The product's handler, made after what it is handed to. */
function lateHandler(factory: () => AccountFactory | undefined): ProductHandler {
  const made = (): ProductHandler => {
    const handler = factory()?.productHandler
    if (!handler) throw new Error('the account factory is not made yet')
    return handler
  }
  return {
    provisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    listParameters: (context) => made().listParameters(context),
    checkProvision: (context, request) => made().checkProvision(context, request),
    start: (context, job) => made().start(context, job),
  }
}
