import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** Services that take more than one delegated administrator, and how many ("AWS services that you can use with AWS Organizations"). */
const severalAdministrators: Readonly<Record<string, number>> = {
  'cloudtrail.amazonaws.com': 3,
  'config.amazonaws.com': 3,
  'config-multiaccountsetup.amazonaws.com': 3,
  'member.org.stacksets.cloudformation.amazonaws.com': 5,
  'stacksets.cloudformation.amazonaws.com': 5,
}

export const maxAdministrators = (servicePrincipal: string): number => severalAdministrators[servicePrincipal] ?? 1

/** Is the account a delegated administrator of the service, or of any? Such may read the organization. */
export async function isDelegatedAdministrator(
  context: OperationContext,
  organizationId: string,
  accountId: string,
  servicePrincipal?: string,
): Promise<boolean> {
  let query = tables(context)
    .selectFrom('delegated_administrators')
    .select('service_principal')
    .where('account_id', '=', accountId)
    .where('organization_id', '=', organizationId)
  if (servicePrincipal !== undefined) query = query.where('service_principal', '=', servicePrincipal)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

export interface Administrator {
  readonly accountId: string
  /** Since when it is one, of the service that was asked for or of any. */
  readonly since: Date
}

/** Delegated administrators of a service, or of any; by account id. */
export function readAdministrators(
  context: OperationContext,
  filter: { organizationId: string; servicePrincipal: string | undefined },
  after: string | undefined,
  limit: number,
): Promise<Administrator[]> {
  let query = tables(context)
    .selectFrom('delegated_administrators')
    .select(['account_id as accountId', sql<Date>`min(enabled_at)`.as('since')])
    .where('organization_id', '=', filter.organizationId)
  if (filter.servicePrincipal !== undefined) query = query.where('service_principal', '=', filter.servicePrincipal)
  if (after !== undefined) query = query.where('account_id', '>', after)
  return query.groupBy('account_id').orderBy('account_id').limit(limit).execute()
}
