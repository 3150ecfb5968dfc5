import type { OperationContext } from '../../access/context.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { releaseClosedAccounts } from './closure.ts'
import { accessDenied, constraintViolation, notInUse } from './faults.ts'
import { organizationArn } from './identifiers.ts'
import { tables } from './tables.ts'

export interface Organization {
  readonly id: string
  readonly arn: string
  readonly managementAccountId: string
  readonly managementAccountEmail: string
  readonly rootId: string
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING'
  /** How many accounts the organization may have, the management account included, until it asks for more: see `accountQuotaOf`. */
  readonly accountQuota: number
}

/** The organization the account belongs to, also while the account is being created; undefined for a stand-alone or unknown account. */
export async function organizationOf(context: OperationContext, accountId: string): Promise<Organization | undefined> {
  const row = await tables(context)
    .selectFrom('accounts')
    .innerJoin('organizations', 'organizations.id', 'accounts.organization_id')
    .innerJoin('accounts as management', 'management.id', 'organizations.management_account_id')
    .selectAll('organizations')
    .select('management.email as management_account_email')
    .where('accounts.id', '=', accountId)
    .executeTakeFirst()
  if (!row) return undefined
  const key = { id: row.id, managementAccountId: row.management_account_id }
  return {
    ...key,
    arn: organizationArn(key),
    managementAccountEmail: row.management_account_email,
    rootId: row.root_id,
    featureSet: row.feature_set,
    accountQuota: row.account_quota,
  }
}

/** The caller's organization. Throws AWSOrganizationsNotInUseException. */
export async function organizationOfCaller(context: OperationContext): Promise<Organization> {
  const organization = await organizationOf(context, context.caller.accountId)
  if (!organization) throw notInUse()
  return organization
}

/** The organization that the caller's account manages. Throws AWSOrganizationsNotInUseException, and AccessDeniedException to a member account. */
export async function organizationManagedByCaller(context: OperationContext): Promise<Organization> {
  const organization = await organizationOfCaller(context)
  if (organization.managementAccountId !== context.caller.accountId) throw accessDenied()
  return organization
}

/** Throws ConstraintViolationException where only consolidated billing is. */
export function checkAllFeatures({ featureSet }: Organization): void {
  if (featureSet === 'ALL') return
  throw constraintViolation(
    'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
    'You attempted to perform an operation that requires the organization to be configured to support all features.',
  )
}

/**
 * Lets one transaction at a time change the organization's units or its number of accounts; others wait until it ends.
 * What was read before the lock may be old: read what the change depends on after it.
 */
export async function lockOrganization(context: OperationContext, organizationId: string): Promise<{ accountCount: number }> {
  const row = await tables(context)
    .selectFrom('organizations')
    .select('account_count')
    .where('id', '=', organizationId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return { accountCount: row.account_count - (await releaseClosedAccounts(context, organizationId)) }
}

/** How many accounts the organization may have now. */
export const accountQuotaOf = (context: OperationContext, { managementAccountId, accountQuota }: Organization): Promise<number> =>
  quotaOf(context, managementAccountId, 'accounts of an organization', accountQuota)
