import type { OperationContext } from '../../access/context.ts'
import type { ProvisioningArtifactParameter, RecordOutput, Tag } from '../../wire/models/servicecatalog.ts'

/**
 * What makes a product's provisioned products. The server hands one per product type to this service,
 * which does not know what an account is.
 */
export interface ProductHandler {
  /** The provisioned products' `Type`, e.g. `CONTROL_TOWER_ACCOUNT`. */
  readonly provisionedProductType: string
  /** For DescribeProvisioningParameters. */
  listParameters(context: OperationContext): Promise<ProvisioningArtifactParameter[]>
  /** Throws the Fault that ProvisionProduct is to answer with; writes nothing. */
  checkProvision(context: OperationContext, request: ProvisionRequest): Promise<void>
  /** Enqueues the work of a record in the context's transaction. */
  start(context: OperationContext, job: ProductJob): Promise<void>
}

export interface ProvisionRequest {
  readonly provisionedProductName: string
  readonly parameters: Readonly<Record<string, string>>
  readonly tags: readonly Tag[]
  readonly notificationArns: readonly string[]
}

export interface ProductJob {
  readonly type: 'PROVISION_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT'
  readonly recordId: string
  readonly provisionedProductId: string
  readonly provisionedProductName: string
  /** Parameters and tags the product was last provisioned with. */
  readonly parameters: Readonly<Record<string, string>>
  readonly tags: readonly Tag[]
  /** Of a launch. */
  readonly notificationArns?: readonly string[]
  /** The account id behind the provisioned product, when there is one. */
  readonly physicalId?: string
  readonly organizationId: string
  readonly accountId: string
  readonly region: string
  /** ARN of who asked. */
  readonly requestedBy: string
}

/** How the handler tells this service what became of a record; each call may be repeated and changes nothing the second time. */
export interface RecordKeeper {
  /** CREATED or FAILED (a retry) -> IN_PROGRESS. */
  recordStarted(context: OperationContext, recordId: string): Promise<void>
  /** The physical id is known: visible while the work goes on. */
  recordPhysicalId(context: OperationContext, recordId: string, physicalId: string): Promise<void>
  /** IN_PROGRESS -> SUCCEEDED; a terminated provisioned product disappears. */
  recordSucceeded(context: OperationContext, recordId: string, outputs: readonly RecordOutput[]): Promise<void>
  /** CREATED or IN_PROGRESS -> FAILED, with the reason as RecordErrors and StatusMessage. */
  recordFailed(context: OperationContext, recordId: string, reason: { code: string; description: string }): Promise<void>
}
