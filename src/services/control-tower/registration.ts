import type { OperationContext } from '../../access/context.ts'
import { awsControlTowerBaselineId } from './baselines.ts'
import { selectEnabledBaselines } from './enabled-baseline.ts'
import { landingZoneOf } from './landing-zone.ts'
import { tables } from './tables.ts'

/** Ids of the organizational units that are registered, or being so; the Security OU is one of them. Empty without a landing zone. */
export async function registeredOrganizationalUnitIds(context: OperationContext, organizationId: string): Promise<string[]> {
  const landingZone = await landingZoneOf(context, organizationId)
  if (!landingZone) return []
  const rows = await selectEnabledBaselines(context, organizationId)
    .clearSelect()
    .select('target_id')
    .where('baseline_id', '=', awsControlTowerBaselineId)
    .where('parent_arn', 'is', null)
    .orderBy('sequence')
    .execute()
  return [landingZone.securityUnitId, ...rows.map((row) => row.target_id)]
}

/** Those of the accounts that are enrolled: with a baseline in force, whose enabling is over. The shared accounts are. */
export async function enrolledAccountIds(context: OperationContext, accountIds: readonly string[]): Promise<Set<string>> {
  if (accountIds.length === 0) return new Set()
  const rows = await tables(context)
    .selectFrom('enabled_baselines')
    .select('target_id')
    .distinct()
    .where('target_id', 'in', accountIds)
    .where('completes_at', '<=', context.clock.now())
    .execute()
  return new Set(rows.map((row) => row.target_id))
}
