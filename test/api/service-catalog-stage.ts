import type { OperationContext } from '../../src/access/context.ts'
import { SystemClock } from '../../src/clock.ts'
import type { Fault } from '../../src/fault.ts'
import { randomAccountId } from '../../src/random.ts'
import * as organizations from '../../src/services/organizations/index.ts'
import { createServiceCatalog, ensureAccountFactoryProduct } from '../../src/services/service-catalog/index.ts'
import type { ProductHandler, ProductJob, ProvisionRequest } from '../../src/services/service-catalog/product-handler.ts'
import type { Operations } from '../../src/wire/models/servicecatalog.ts'
import { createTestContext, createTestDatabase } from '../harness/database.ts'

/** Makes nothing: keeps what it was asked for, and refuses what a test tells it to. */
export class RememberingHandler implements ProductHandler {
  readonly provisionedProductType = 'CONTROL_TOWER_ACCOUNT'
  readonly jobs: ProductJob[] = []
  readonly checked: ProvisionRequest[] = []
  refusal: Fault | undefined
  startFailure: Error | undefined

  async listParameters() {
    return [
      { ParameterKey: 'AccountName', ParameterType: 'String', IsNoEcho: false, ParameterConstraints: { AllowedPattern: '.+' } },
      { ParameterKey: 'Size', DefaultValue: 'small', ParameterType: 'String', IsNoEcho: false },
    ]
  }

  async checkProvision(_context: OperationContext, request: ProvisionRequest) {
    this.checked.push(request)
    if (this.refusal) throw this.refusal
  }

  async start(_context: OperationContext, job: ProductJob) {
    if (this.startFailure) throw this.startFailure
    this.jobs.push(job)
  }
}

export type Input<Name extends keyof Operations> = Operations[Name]['input']

/** A catalog with the Account Factory product in a fresh database; the user `launcher` of its account may launch. */
export async function setUpCatalog() {
  const database = await createTestDatabase()
  const clock = new SystemClock()
  const accountId = randomAccountId()
  const context = (change: { user?: string; account?: string; region?: string; parity?: boolean } = {}): OperationContext => {
    const account = change.account ?? accountId
    const arn = `arn:aws:iam::${account}:user/${change.user ?? 'launcher'}`
    const caller = {
      type: 'iam-user',
      accountId: account,
      arn,
      principalArn: arn,
      userId: 'AIDATEST',
      accessKeyId: 'AKIATEST',
      sourceIp: '127.0.0.1',
    } as const
    const made = createTestContext(database.db, { clock, caller })
    return { ...made, region: change.region ?? made.region, settings: { ...made.settings, parity: change.parity ?? false } }
  }
  /** A context of the session of a role. */
  const sessionOf = (role: string, session: string): OperationContext => {
    const made = context()
    const arn = `arn:aws:sts::${accountId}:assumed-role/${role.split('/').at(-1)}/${session}`
    const principalArn = `arn:aws:iam::${accountId}:role/${role}`
    return { ...made, caller: { ...made.caller, type: 'assumed-role', arn, principalArn, userId: `AROATEST:${session}` } }
  }
  await organizations.createStandaloneAccount(context(), { id: accountId, name: 'Management', email: `root-${accountId}@example.com` })
  await organizations.service.operations.CreateOrganization?.(context(), { FeatureSet: 'ALL' } as never)
  const handler = new RememberingHandler()
  const service = createServiceCatalog({ handlers: [handler] })
  const product = { accountId, region: context().region, principals: [context().caller.principalArn] }
  const ids = await ensureAccountFactoryProduct(context(), product)

  const call = <Name extends keyof Operations>(
    on: OperationContext,
    name: Name,
    input: Input<Name>,
  ): Promise<Operations[Name]['output']> => {
    const operation = service.operations[name]
    if (!operation) throw new Error(`${name} is not offered`)
    // Each call comes at its own time, so that lists by time have one order.
    clock.advance(1)
    return operation(on, input as never) as Promise<Operations[Name]['output']>
  }
  const launchInput = (name: string, change: Partial<Input<'ProvisionProduct'>> = {}): Input<'ProvisionProduct'> => ({
    ProductId: ids.productId,
    ProvisioningArtifactId: ids.provisioningArtifactId,
    ProvisionedProductName: name,
    ProvisioningParameters: [{ Key: 'AccountName', Value: name }],
    ProvisionToken: `token-${name}`,
    ...change,
  })
  /** Launches and answers the ids of record and provisioned product. */
  const launch = async (name: string, change: Partial<Input<'ProvisionProduct'>> = {}, on = context()) => {
    const { RecordDetail } = await call(on, 'ProvisionProduct', launchInput(name, change))
    return { recordId: RecordDetail?.RecordId ?? '', provisionedProductId: RecordDetail?.ProvisionedProductId ?? '' }
  }
  return { accountId, ids, product, handler, service, clock, context, sessionOf, call, launchInput, launch, close: () => database.drop() }
}

export type Catalog = Awaited<ReturnType<typeof setUpCatalog>>
