import { type AccountMoved, type AccountsDeparted, type OperationContext, transaction } from '../../access/context.ts'
import { startOperation } from './baseline-operation.ts'
import { awsControlTowerBaselineId } from './baselines.ts'
import { findGovernance, insertChildren } from './enabled-baseline.ts'
import { lockLandingZone } from './landing-zone.ts'
import { tables } from './tables.ts'

/**
 * Follows an account that moved: out of the baseline of the unit it left, and into that of the unit it came to when that is
 * registered (automatic enrollment). Does nothing where there is no landing zone. Part of the move's transaction.
 */
export function accountMoved(context: OperationContext, event: AccountMoved): Promise<void> {
  return transaction(context, async (context) => {
    const landingZone = await lockLandingZone(context, event.organizationId, 'share')
    if (!landingZone || event.accountId === landingZone.management_account_id) return
    await endEnrollment(context, event.organizationId, [event.accountId])
    const destination = await findGovernance(context, event.organizationId, event.destinationParentId)
    if (!destination) return
    const work = await startOperation(context, event.organizationId, context.pace['enroll-account'])
    await insertChildren(context, landingZone, destination, [event.accountId], work)
  })
}

/** Accounts that left the organization are enrolled no more. */
export function accountsDeparted(context: OperationContext, event: AccountsDeparted): Promise<void> {
  return transaction(context, async (context) => {
    if (await lockLandingZone(context, event.organizationId, 'share')) await endEnrollment(context, event.organizationId, event.accountIds)
  })
}

async function endEnrollment(context: OperationContext, organizationId: string, accountIds: readonly string[]): Promise<void> {
  await tables(context)
    .deleteFrom('enabled_baselines')
    .where('organization_id', '=', organizationId)
    .where('baseline_id', '=', awsControlTowerBaselineId)
    .where('target_id', 'in', accountIds)
    .execute()
}
