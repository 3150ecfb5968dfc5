import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { organizationOf } from '../organizations/index.ts'
import { accessDenied, noLandingZone } from './faults.ts'
import { type LandingZonesTable, tables } from './tables.ts'

export type LandingZoneRow = Selectable<LandingZonesTable>

/** The version that is set up, and the newest there is. */
export const landingZoneVersion = '3.3'

/** Throws AccessDeniedException to a member account; an account outside any organization may ask and finds nothing. */
export async function checkCaller(context: OperationContext): Promise<void> {
  const organization = await organizationOf(context, context.caller.accountId)
  if (organization && organization.managementAccountId !== context.caller.accountId) throw accessDenied()
}

/** The landing zone that the caller's account manages, when this is its home Region. Throws AccessDeniedException. */
export async function landingZoneOfCaller(context: OperationContext): Promise<LandingZoneRow | undefined> {
  await checkCaller(context)
  return tables(context)
    .selectFrom('landing_zones')
    .selectAll()
    .where('management_account_id', '=', context.caller.accountId)
    .where('region', '=', context.region)
    .executeTakeFirst()
}

/** As landingZoneOfCaller; throws ValidationException when there is none. */
export async function landingZoneNeeded(context: OperationContext): Promise<LandingZoneRow> {
  const landingZone = await landingZoneOfCaller(context)
  if (!landingZone) throw noLandingZone(context.region)
  return landingZone
}

/**
 * Until the transaction ends, `share` keeps the set of registered organizational units as it is and `change` is alone with it:
 * an account that moves while its new unit is being registered is enrolled by one of the two.
 */
export async function lockLandingZone(
  context: OperationContext,
  organizationId: string,
  lock: 'share' | 'change',
): Promise<LandingZoneRow | undefined> {
  const query = tables(context).selectFrom('landing_zones').selectAll().where('organization_id', '=', organizationId)
  return (lock === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
}

export interface LandingZone {
  readonly arn: string
  readonly organizationId: string
  readonly managementAccountId: string
  readonly homeRegion: string
  readonly version: string
  readonly securityUnitId: string
}

/** The organization's landing zone, whoever asks. */
export async function landingZoneOf(context: OperationContext, organizationId: string): Promise<LandingZone | undefined> {
  const row = await tables(context).selectFrom('landing_zones').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
  return (
    row && {
      arn: row.arn,
      organizationId: row.organization_id,
      managementAccountId: row.management_account_id,
      homeRegion: row.region,
      version: row.version,
      securityUnitId: row.security_unit_id,
    }
  )
}
