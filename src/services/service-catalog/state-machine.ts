import type { ProvisionedProductDetail, RecordDetail } from '../../wire/models/servicecatalog.ts'

// Which state allows what, and where it leads: the code, the tests and the console read these tables.

export type RecordStatus = NonNullable<RecordDetail['Status']>
export type ProvisionedProductStatus = NonNullable<ProvisionedProductDetail['Status']>
export type RecordType = 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT'

/** States that a record may go to. FAILED -> IN_PROGRESS is ours: a retry goes on where the work stopped. */
export const recordTransitions: Readonly<Record<RecordStatus, readonly RecordStatus[]>> = {
  CREATED: ['IN_PROGRESS', 'FAILED'],
  IN_PROGRESS: ['IN_PROGRESS_IN_ERROR', 'SUCCEEDED', 'FAILED'],
  IN_PROGRESS_IN_ERROR: ['FAILED'],
  SUCCEEDED: [],
  FAILED: ['IN_PROGRESS'],
}

interface ProvisionedProductTransition {
  /** States in which the record may be made; NONE is no provisioned product yet. */
  readonly from: readonly (ProvisionedProductStatus | 'NONE')[]
  readonly during: 'UNDER_CHANGE'
  /** TERMINATED is no state that AWS shows: the provisioned product is gone. */
  readonly succeeded: ProvisionedProductStatus | 'TERMINATED'
  /** Depends on whether something usable had been provisioned before. */
  readonly failed: { readonly provisionedBefore: ProvisionedProductStatus; readonly neverProvisioned: ProvisionedProductStatus }
}

/** What each type of record does to its provisioned product. */
export const provisionedProductTransitions: Readonly<Record<RecordType, ProvisionedProductTransition>> = {
  PROVISION_PRODUCT: {
    from: ['NONE'],
    during: 'UNDER_CHANGE',
    succeeded: 'AVAILABLE',
    failed: { provisionedBefore: 'TAINTED', neverProvisioned: 'ERROR' },
  },
  UPDATE_PROVISIONED_PRODUCT: {
    from: ['AVAILABLE', 'TAINTED'],
    during: 'UNDER_CHANGE',
    succeeded: 'AVAILABLE',
    failed: { provisionedBefore: 'TAINTED', neverProvisioned: 'ERROR' },
  },
  TERMINATE_PROVISIONED_PRODUCT: {
    from: ['AVAILABLE', 'TAINTED', 'ERROR'],
    during: 'UNDER_CHANGE',
    succeeded: 'TERMINATED',
    failed: { provisionedBefore: 'TAINTED', neverProvisioned: 'ERROR' },
  },
}

export function canMove(from: RecordStatus, to: RecordStatus): boolean {
  return recordTransitions[from].includes(to)
}

/** Whether a record of this type may be made for a provisioned product in this state. */
export function allows(status: ProvisionedProductStatus, recordType: RecordType): boolean {
  return provisionedProductTransitions[recordType].from.includes(status)
}
