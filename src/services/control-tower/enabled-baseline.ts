import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { randomString } from '../../random.ts'
import type { EnabledBaselineSummary } from '../../wire/models/controltower.ts'
import { accountArn } from '../organizations/index.ts'
import { awsControlTowerBaselineId, baselineArn } from './baselines.ts'
import type { LandingZoneRow } from './landing-zone.ts'
import { type EnabledBaselinesTable, tables } from './tables.ts'

export type EnabledBaselineRow = Selectable<EnabledBaselinesTable>

const upperAlphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** 17 characters: X, then O for a baseline on an organizational unit and A for one on an account. */
export function newEnabledBaselineArn(landingZone: LandingZoneRow, on: 'O' | 'A'): string {
  const id = `X${on}${randomString(15, upperAlphanumeric)}`
  return `arn:aws:controltower:${landingZone.region}:${landingZone.management_account_id}:enabledbaseline/${id}`
}

export const newLandingZoneId = (): string => randomString(16, upperAlphanumeric)

export const selectEnabledBaselines = (context: OperationContext, organizationId: string) =>
  tables(context).selectFrom('enabled_baselines').selectAll().where('organization_id', '=', organizationId)

/** The AWSControlTowerBaseline in force on an organizational unit or account, finished or not. */
export async function findGovernance(
  context: OperationContext,
  organizationId: string,
  targetId: string,
): Promise<EnabledBaselineRow | undefined> {
  return selectEnabledBaselines(context, organizationId)
    .where('baseline_id', '=', awsControlTowerBaselineId)
    .where('target_id', '=', targetId)
    .executeTakeFirst()
}

/** Puts accounts under the baseline of the unit they lie in; they are enrolled when `completesAt` has passed. One that is under it already stays. */
export async function insertChildren(
  context: OperationContext,
  landingZone: LandingZoneRow,
  parent: Pick<EnabledBaselineRow, 'arn' | 'baseline_version'>,
  accountIds: readonly string[],
  work: { operationId: string; completesAt: Date },
): Promise<void> {
  if (accountIds.length === 0) return
  const organization = { id: landingZone.organization_id, managementAccountId: landingZone.management_account_id }
  await tables(context)
    .insertInto('enabled_baselines')
    .values(
      accountIds.map((accountId) => ({
        arn: newEnabledBaselineArn(landingZone, 'A'),
        organization_id: landingZone.organization_id,
        baseline_id: awsControlTowerBaselineId,
        baseline_version: parent.baseline_version,
        target_id: accountId,
        target_arn: accountArn(organization, accountId),
        parent_arn: parent.arn,
        parameters: '[]',
        last_operation_id: work.operationId,
        completes_at: work.completesAt,
        created_at: context.clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.constraint('enabled_baselines_once').doNothing())
    .execute()
}

/** The API's shape, as ListEnabledBaselines gives it. */
export function summarizeEnabledBaseline(row: EnabledBaselineRow, context: OperationContext): EnabledBaselineSummary {
  return {
    arn: row.arn,
    baselineIdentifier: baselineArn(context.region, row.baseline_id),
    baselineVersion: row.baseline_version,
    // Drift is computed for AWSControlTowerBaseline; a move is followed at once, so that there is never any.
    ...(row.baseline_id === awsControlTowerBaselineId && {
      driftStatusSummary: { types: { inheritance: { status: 'IN_SYNC' as const } } },
    }),
    targetIdentifier: row.target_arn,
    ...(row.parent_arn && { parentIdentifier: row.parent_arn }),
    statusSummary: {
      status: row.completes_at > context.clock.now() ? 'UNDER_CHANGE' : 'SUCCEEDED',
      ...(row.last_operation_id && { lastOperationIdentifier: row.last_operation_id }),
    },
  }
}
