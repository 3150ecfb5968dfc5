import { type OperationContext, transaction } from '../../access/context.ts'
import { accountArn, accountsWithin, listOrganizationalUnits } from '../organizations/index.ts'
import { startOperation } from './baseline-operation.ts'
import {
  auditBaselineId,
  awsControlTowerBaselineId,
  baselineVersionFor,
  identityCenterBaselineId,
  logArchiveBaselineId,
} from './baselines.ts'
import { insertChildren, newEnabledBaselineArn, newLandingZoneId } from './enabled-baseline.ts'
import { type LandingZoneRow, landingZoneVersion } from './landing-zone.ts'
import { tables } from './tables.ts'

export interface LandingZonePlan {
  readonly organizationId: string
  readonly managementAccountId: string
  readonly logArchiveAccountId: string
  readonly auditAccountId: string
  /** The organizational unit of the log archive and audit account. */
  readonly securityUnitId: string
  readonly governedRegions: readonly string[]
  /** Organizational units to register, parents before children; the Security OU is so by itself. */
  readonly registeredUnitIds: readonly string[]
}

/**
 * Makes the organization's landing zone in the home Region, finished at once: the shared accounts with their baselines,
 * the units registered and the accounts in them enrolled. Fails when the organization has one.
 */
export function setUpLandingZone(context: OperationContext, plan: LandingZonePlan): Promise<{ arn: string }> {
  return transaction(context, async (context) => {
    const units = await findUnits(context, plan)
    const { homeRegion } = context.settings
    const landingZone: LandingZoneRow = {
      arn: `arn:aws:controltower:${homeRegion}:${plan.managementAccountId}:landingzone/${newLandingZoneId()}`,
      organization_id: plan.organizationId,
      management_account_id: plan.managementAccountId,
      region: homeRegion,
      version: landingZoneVersion,
      security_unit_id: plan.securityUnitId,
      manifest: manifest(plan, units),
      created_at: context.clock.now(),
    }
    await tables(context)
      .insertInto('landing_zones')
      .values({ ...landingZone, manifest: JSON.stringify(landingZone.manifest) })
      .execute()
    await enableOnAccount(context, landingZone, identityCenterBaselineId, plan.managementAccountId)
    await enableOnAccount(context, landingZone, logArchiveBaselineId, plan.logArchiveAccountId)
    await enableOnAccount(context, landingZone, auditBaselineId, plan.auditAccountId)
    for (const unit of units) if (unit.id !== plan.securityUnitId) await register(context, landingZone, unit)
    return { arn: landingZone.arn }
  })
}

type Unit = Awaited<ReturnType<typeof listOrganizationalUnits>>[number]

async function findUnits(context: OperationContext, plan: LandingZonePlan): Promise<Unit[]> {
  const all = new Map((await listOrganizationalUnits(context, plan.organizationId)).map((unit) => [unit.id, unit]))
  return [...new Set([plan.securityUnitId, ...plan.registeredUnitIds])].map((id) => {
    const unit = all.get(id)
    if (!unit) throw new Error(`no organizational unit ${id} in ${plan.organizationId}`)
    return unit
  })
}

/** In the form that version 3.3 has (Control Tower guide, "Landing zone schemas"). */
function manifest(plan: LandingZonePlan, units: readonly Unit[]): object {
  const security = units.find((unit) => unit.id === plan.securityUnitId)
  const sandbox = units.find((unit) => unit.id !== plan.securityUnitId && unit.depth === 1)
  return {
    governedRegions: plan.governedRegions,
    organizationStructure: { security: { name: security?.name }, ...(sandbox && { sandbox: { name: sandbox.name } }) },
    centralizedLogging: {
      accountId: plan.logArchiveAccountId,
      configurations: { loggingBucket: { retentionDays: 365 }, accessLoggingBucket: { retentionDays: 3650 } },
      enabled: true,
    },
    securityRoles: { accountId: plan.auditAccountId },
    accessManagement: { enabled: true },
  }
}

async function enableOnAccount(
  context: OperationContext,
  landingZone: LandingZoneRow,
  baselineId: string,
  accountId: string,
): Promise<void> {
  const organization = { id: landingZone.organization_id, managementAccountId: landingZone.management_account_id }
  await insert(context, landingZone, {
    arn: newEnabledBaselineArn(landingZone, 'A'),
    baseline_id: baselineId,
    baseline_version: '1.0',
    target_id: accountId,
    target_arn: accountArn(organization, accountId),
  })
}

async function register(context: OperationContext, landingZone: LandingZoneRow, unit: Unit): Promise<void> {
  const arn = newEnabledBaselineArn(landingZone, 'O')
  const version = baselineVersionFor(landingZone.version)
  await insert(context, landingZone, {
    arn,
    baseline_id: awsControlTowerBaselineId,
    baseline_version: version,
    target_id: unit.id,
    target_arn: unit.arn,
  })
  const accountIds = await accountsWithin(context, unit.id, 1_000)
  const work = await startOperation(context, landingZone.organization_id, 0)
  await insertChildren(context, landingZone, { arn, baseline_version: version }, accountIds, work)
}

async function insert(
  context: OperationContext,
  landingZone: LandingZoneRow,
  baseline: { arn: string; baseline_id: string; baseline_version: string; target_id: string; target_arn: string },
): Promise<void> {
  const now = context.clock.now()
  await tables(context)
    .insertInto('enabled_baselines')
    .values({
      ...baseline,
      organization_id: landingZone.organization_id,
      parent_arn: null,
      parameters: '[]',
      last_operation_id: null,
      completes_at: now,
      created_at: now,
    })
    .execute()
}
