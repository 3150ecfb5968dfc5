import { type Authorize, createAuthorize } from '../access/authorize.ts'
import type { OperationContext } from '../access/context.ts'
import type { FoundPrincipal, Principal } from '../access/credentials.ts'
import { type AwsClients, createAwsClients } from '../factory/clients.ts'
import { createAccountManagement } from '../services/account/index.ts'
import * as cloudTrail from '../services/cloudtrail/index.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as iam from '../services/iam/index.ts'
import * as identityStore from '../services/identity-store/index.ts'
import * as organizations from '../services/organizations/index.ts'
import { createServiceCatalog } from '../services/service-catalog/index.ts'
import type { ProductHandler } from '../services/service-catalog/product-handler.ts'
import * as serviceQuotas from '../services/service-quotas/index.ts'
import * as ssoAdmin from '../services/sso-admin/index.ts'
import { createSts, trustPoliciesOf } from '../services/sts/index.ts'
import { inProcessRequestHandler } from '../wire/in-process.ts'
import { type AnsweredCall, createPipeline, type Pipeline } from '../wire/pipeline.ts'
import type { WireRequest } from '../wire/router.ts'
import type { Service } from '../wire/service.ts'
import { anonymousPrincipal, type CreateContext, type Surroundings } from './operation-context.ts'

export interface EmbeddedAws {
  readonly pipeline: Pipeline<Principal>
  readonly authorize: Authorize
  /** SDK clients that call this very process as the principal. */
  clientsAs(principal: Principal): AwsClients
}

export interface EmbeddedAwsOptions extends Pick<Surroundings, 'clock' | 'log'> {
  readonly secretKey: Buffer
  readonly homeRegion: string
  readonly createContext: CreateContext
  readonly handlers: readonly ProductHandler[]
  /** Services that need what the first start has yet to make. */
  readonly more?: readonly Service<OperationContext>[]
  readonly findCredentials: (accessKeyId: string, sessionToken: string | undefined) => Promise<FoundPrincipal>
  /** The trail; nothing is recorded without. */
  readonly onAnswered?: (call: AnsweredCall<Principal, OperationContext>) => Promise<void>
  readonly authenticateSession: (request: WireRequest) => Promise<{ principal: Principal; region: string }>
}

/** Actions that nobody needs a permission for, and why. */
export const openActions = {
  'sts:GetCallerIdentity': 'whoever has credentials may know whose they are',
  'sts:GetSessionToken': 'a user gains nothing by credentials that are worth what their own are',
} as const

/** All AWS services that this process answers, on one pipeline. A new service is one line here. */
export function embedAws(options: EmbeddedAwsOptions): EmbeddedAws {
  const authorize = createAuthorize({
    policiesOf: iam.policiesOf,
    controlPoliciesOf: organizations.controlPoliciesOf,
    resourcePoliciesOf: trustPoliciesOf,
    organizationOf: organizations.accountPlace,
  })
  const pipeline = createPipeline<Principal, OperationContext>({
    services: [
      organizations.service,
      identityStore.service,
      ssoAdmin.service,
      controlTower.service,
      createServiceCatalog({ handlers: options.handlers }),
      createSts({ secretKey: options.secretKey, authorize }),
      iam.createIam({ secretKey: options.secretKey }),
      cloudTrail.service,
      serviceQuotas.service,
      createAccountManagement({ secretKey: options.secretKey }),
      ...(options.more ?? []),
    ],
    findCredentials: options.findCredentials,
    authenticateSession: options.authenticateSession,
    anonymous: { principal: anonymousPrincipal, region: options.homeRegion },
    createContext: options.createContext,
    authorize,
    openActions: new Set(Object.keys(openActions)),
    nameOf: ({ arn }) => arn,
    ...(options.onAnswered && { onAnswered: options.onAnswered }),
    clock: options.clock,
    log: options.log,
  })
  const clientsAs = (principal: Principal): AwsClients => {
    const requestHandler = inProcessRequestHandler(pipeline, { principal, region: options.homeRegion })
    return createAwsClients({ region: options.homeRegion, requestHandler })
  }
  return { pipeline, authorize, clientsAs }
}
