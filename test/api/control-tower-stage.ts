import { setUpLandingZone } from '../../src/services/control-tower/index.ts'
import {
  controlTower,
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  given,
  managementAccountId,
  move,
  type Stage,
} from './organizations-stage.ts'

export const controlTowerBaseline = 'arn:aws:controltower:us-east-1::baseline/17BSJV3IGJ2QSGA2'
export const identityCenterBaseline = 'arn:aws:controltower:us-east-1::baseline/LN25R72TTG6IGPTQ'

/** A landing zone as the first start sets it up: Security with two shared accounts, Sandbox registered, pace as given from then on. */
export interface LandingZoneStage extends Stage {
  readonly organizationId: string
  readonly rootId: string
  readonly securityUnitId: string
  readonly sandboxUnitId: string
  readonly auditAccountId: string
  readonly logArchiveAccountId: string
  readonly arn: string
  readonly unitArn: (unitId: string) => string
  readonly accountArn: (accountId: string) => string
  /** EnableBaseline with everything right, but for the changes. */
  readonly register: (unitId: string, changes?: object) => ReturnType<typeof controlTower.EnableBaseline>
}

export async function createLandingZoneStage(pace: Parameters<typeof createStage>[0] = {}): Promise<LandingZoneStage> {
  const stage = await createStage(pace)
  const { organizationId, rootId } = await createOrganization(stage)
  const securityUnitId = await createUnit(stage.admin, rootId, 'Security')
  const sandboxUnitId = await createUnit(stage.admin, rootId, 'Sandbox')
  const logArchiveAccountId = await createAccount(stage.admin, 'log-archive')
  const auditAccountId = await createAccount(stage.admin, 'audit')
  await move(stage.admin, logArchiveAccountId, rootId, securityUnitId)
  await move(stage.admin, auditAccountId, rootId, securityUnitId)
  const { arn } = await setUpLandingZone(stage.admin, {
    organizationId,
    managementAccountId,
    logArchiveAccountId,
    auditAccountId,
    securityUnitId,
    governedRegions: ['us-east-1'],
    registeredUnitIds: [securityUnitId, sandboxUnitId],
  })
  const { enabledBaselines } = await controlTower.ListEnabledBaselines(stage.admin, {
    filter: { baselineIdentifiers: [identityCenterBaseline] },
  })
  const parameters = [{ key: 'IdentityCenterEnabledBaselineArn', value: given(enabledBaselines[0]).arn }]
  const unitArn = (unitId: string) => `arn:aws:organizations::${managementAccountId}:ou/${organizationId}/${unitId}`
  return {
    ...stage,
    organizationId,
    rootId,
    securityUnitId,
    sandboxUnitId,
    auditAccountId,
    logArchiveAccountId,
    arn,
    unitArn,
    accountArn: (accountId) => `arn:aws:organizations::${managementAccountId}:account/${organizationId}/${accountId}`,
    register: (unitId, changes = {}) =>
      controlTower.EnableBaseline(stage.admin, {
        baselineIdentifier: controlTowerBaseline,
        baselineVersion: '4.0',
        targetIdentifier: unitArn(unitId),
        parameters,
        ...changes,
      }),
  }
}
