import pino from 'pino'
import type { DomainEvent, OperationContext } from '../../src/access/context.ts'
import { type Pace, paceTable } from '../../src/access/pace.ts'
import { SystemClock } from '../../src/clock.ts'
import type { Database } from '../../src/database/database.ts'
import { Notifications } from '../../src/database/notifications.ts'
import { type AccountFactory, createAccountFactory } from '../../src/factory/account-factory.ts'
import { type AwsClients, createAwsClients } from '../../src/factory/clients.ts'
import type { OrganizationDirectory } from '../../src/factory/organization-directory.ts'
import type { StepPoint } from '../../src/factory/work.ts'
import * as controlTower from '../../src/services/control-tower/index.ts'
import * as identityStore from '../../src/services/identity-store/index.ts'
import * as organizations from '../../src/services/organizations/index.ts'
import * as serviceCatalog from '../../src/services/service-catalog/index.ts'
import * as ssoAdmin from '../../src/services/sso-admin/index.ts'
import { inProcessRequestHandler } from '../../src/wire/in-process.ts'
import { createPipeline } from '../../src/wire/pipeline.ts'
import type { CallFaults } from './call-faults.ts'

export const managementAccountId = '111122223333'
export const automationUserArn = `arn:aws:iam::${managementAccountId}:user/account-factory`

export interface EmbeddedOptions {
  readonly nodeId: string
  readonly callFaults?: CallFaults
  readonly onStep?: (point: StepPoint) => Promise<void>
  readonly parity?: boolean
  readonly pace?: Pace
}

export interface Embedded {
  readonly context: OperationContext
  /** A person's; only the factory's own calls fail by CallFaults. */
  readonly clients: AwsClients
  readonly factory: AccountFactory
  readonly notifications: Notifications
}

/** The account factory on the embedded services, without a listener: everything that a launch goes through. */
export function embed(db: Database, connectionString: string, options: EmbeddedOptions): Embedded {
  const context = createContext(db, options)
  const notifications = new Notifications(connectionString)
  let handler: AccountFactory['productHandler'] | undefined
  const catalog = serviceCatalog.createServiceCatalog({ handlers: [lateHandler(() => handler)] })
  const services = [organizations.service, identityStore.service, ssoAdmin.service, controlTower.service, catalog]
  const unsigned = async (): Promise<never> => {
    throw new Error('calls in this process bring their identity')
  }
  const pipeline = createPipeline<OperationContext['caller'], OperationContext>({
    services,
    findCredentials: unsigned,
    authenticateSession: unsigned,
    anonymous: { principal: context.caller, region: context.region },
    createContext: ({ principal, region }, { requestId }) => ({ ...context, caller: principal, region, requestId }),
    authorize: async () => {},
    openActions: new Set(),
    clock: context.clock,
    log: context.log,
  })
  const inProcess = inProcessRequestHandler(pipeline, { principal: context.caller, region: context.region })
  const { callFaults } = options
  const failing: typeof inProcess = {
    ...inProcess,
    handle: (request) => {
      const send = () => inProcess.handle(request)
      return callFaults ? callFaults.around(operationOf(request), send) : send()
    },
  }
  const { region } = context
  const factory = createAccountFactory({
    context,
    clients: createAwsClients({ region, requestHandler: failing }),
    directory: createDirectory(context),
    recordKeeper: serviceCatalog.recordKeeper,
    connectionString,
    notifications,
    nodeId: options.nodeId,
    ...(options.onStep ? { onStep: options.onStep } : {}),
  })
  handler = factory.productHandler
  return { context, clients: createAwsClients({ region, requestHandler: inProcess }), factory, notifications }
}

function createContext(db: Database, options: EmbeddedOptions): OperationContext {
  return {
    requestId: 'embedded',
    caller: {
      type: 'iam-user',
      accountId: managementAccountId,
      arn: automationUserArn,
      principalArn: automationUserArn,
      userId: 'AIDAEXAMPLEEXAMPLE00A',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
      sourceIp: '127.0.0.1',
    },
    region: 'us-east-1',
    clock: new SystemClock(),
    log: pino({ level: 'fatal' }),
    db,
    pace: options.pace ?? paceTable.instant,
    settings: { parity: options.parity ?? false, homeRegion: 'us-east-1', startUrl: 'http://127.0.0.1:4500/start' },
    announce: (context, event: DomainEvent) =>
      event.type === 'AccountMoved' ? controlTower.accountMoved(context, event) : controlTower.accountsDeparted(context, event),
  }
}

/** Service Catalog is made before the factory, whose clients call it. */
function lateHandler(handler: () => AccountFactory['productHandler'] | undefined): AccountFactory['productHandler'] {
  const made = (): AccountFactory['productHandler'] => {
    const it = handler()
    if (!it) throw new Error('the factory is not made yet')
    return it
  }
  return {
    provisionedProductType: 'CONTROL_TOWER_ACCOUNT',
    listParameters: (context) => made().listParameters(context),
    checkProvision: (context, request) => made().checkProvision(context, request),
    start: (context, job) => made().start(context, job),
  }
}

function createDirectory(context: OperationContext): OrganizationDirectory {
  const organizationId = async (): Promise<string> => {
    const organization = await organizations.organizationOf(context, managementAccountId)
    if (!organization) throw new Error('there is no organization yet')
    return organization.id
  }
  return {
    findAccountByEmail: (email) => organizations.findAccountByEmail(context, undefined, email),
    listOrganizationalUnits: async () => {
      const id = await organizationId()
      const registered = new Set(await controlTower.registeredOrganizationalUnitIds(context, id))
      const units = await organizations.listOrganizationalUnits(context, id)
      return units.map((unit) => ({
        ...unit,
        registered: registered.has(unit.id),
        vendable: registered.has(unit.id) && unit.name !== 'Security',
      }))
    },
  }
}

function operationOf(request: { headers: Record<string, string>; path: string }): string {
  const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1]
  return target?.split('.').at(-1) ?? request.path
}
