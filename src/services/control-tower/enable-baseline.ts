import { type OperationContext, transaction } from '../../access/context.ts'
import type { EnableBaselineInput, EnableBaselineOutput } from '../../wire/models/controltower.ts'
import { accountsWithin, findOrganizationalUnit, organizationOf } from '../organizations/index.ts'
import { startOperation } from './baseline-operation.ts'
import { awsControlTowerBaselineId, baselineVersionFor, baselineVersions, findBaseline, identityCenterBaselineId } from './baselines.ts'
import { findGovernance, insertChildren, newEnabledBaselineArn, selectEnabledBaselines } from './enabled-baseline.ts'
import { conflict, notFound, quotaExceeded, validation } from './faults.ts'
import { type LandingZoneRow, landingZoneNeeded, lockLandingZone } from './landing-zone.ts'
import { tables } from './tables.ts'

/** "Number of accounts per OU" that can be registered (quotas of AWS Control Tower). */
const maxAccounts = 1_000

type Unit = NonNullable<Awaited<ReturnType<typeof findOrganizationalUnit>>>

/** Registers an organizational unit: its baseline, and those of the accounts directly inside, are under change until the pace says otherwise. */
export async function enableBaseline(context: OperationContext, input: EnableBaselineInput): Promise<EnableBaselineOutput> {
  const landingZone = await landingZoneNeeded(context)
  checkBaseline(context, landingZone, input)
  const unitId = unitIdOf(input.targetIdentifier)
  await checkParameters(context, landingZone, input)
  return transaction(context, async (context) => {
    await lockLandingZone(context, landingZone.organization_id, 'change')
    const unit = await findOrganizationalUnit(context, landingZone.organization_id, unitId)
    if (unit?.arn !== input.targetIdentifier) {
      throw notFound(`The organizational unit ${input.targetIdentifier} does not exist in the organization.`)
    }
    await checkUnit(context, landingZone, unit)
    const accountIds = await accountsWithin(context, unit.id, maxAccounts + 1)
    if (accountIds.length > maxAccounts) {
      throw quotaExceeded(`The organizational unit ${unit.name} holds more than ${maxAccounts} accounts, the most that can be registered.`)
    }
    return register(context, landingZone, unit, input, accountIds)
  })
}

async function register(
  context: OperationContext,
  landingZone: LandingZoneRow,
  unit: Unit,
  input: EnableBaselineInput,
  accountIds: readonly string[],
): Promise<EnableBaselineOutput> {
  const work = await startOperation(context, landingZone.organization_id, context.pace['enable-baseline'])
  const arn = newEnabledBaselineArn(landingZone, 'O')
  await tables(context)
    .insertInto('enabled_baselines')
    .values({
      arn,
      organization_id: landingZone.organization_id,
      baseline_id: awsControlTowerBaselineId,
      baseline_version: input.baselineVersion,
      target_id: unit.id,
      target_arn: unit.arn,
      parent_arn: null,
      parameters: JSON.stringify(input.parameters ?? []),
      last_operation_id: work.operationId,
      completes_at: work.completesAt,
      created_at: context.clock.now(),
    })
    .execute()
  const members = accountIds.filter((id) => id !== landingZone.management_account_id)
  await insertChildren(context, landingZone, { arn, baseline_version: input.baselineVersion }, members, work)
  return { arn, operationIdentifier: work.operationId }
}

function checkBaseline(context: OperationContext, landingZone: LandingZoneRow, input: EnableBaselineInput): void {
  const baseline = findBaseline(context.region, input.baselineIdentifier)
  if (!baseline) throw notFound(`AWS Control Tower could not find the baseline ${input.baselineIdentifier}.`)
  if (baseline.id !== awsControlTowerBaselineId) {
    throw validation(
      `The baseline '${baseline.name}' cannot be enabled on an organizational unit of a landing zone ${landingZone.version}.`,
    )
  }
  if (!baselineVersions.includes(input.baselineVersion)) {
    throw notFound(`The baseline '${baseline.name}' has no version ${input.baselineVersion}.`)
  }
  const version = baselineVersionFor(landingZone.version)
  if (input.baselineVersion !== version) {
    throw validation(
      `Version ${input.baselineVersion} of the baseline '${baseline.name}' does not go with landing zone version ${landingZone.version}; use ${version}.`,
    )
  }
}

function unitIdOf(arn: string): string {
  const unitId = /^arn:aws:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/.exec(arn)?.[1]
  if (!unitId) throw validation(`Only organizational units are supported as targets; '${arn}' is not the ARN of one.`)
  return unitId
}

/** A landing zone that manages Identity Center needs to be told which enabled baseline stands for it. */
async function checkParameters(
  context: OperationContext,
  landingZone: LandingZoneRow,
  { parameters = [] }: EnableBaselineInput,
): Promise<void> {
  const name = 'IdentityCenterEnabledBaselineArn'
  const unknown = parameters.find((parameter) => parameter.key !== name)
  if (unknown) throw validation(`The baseline has no parameter '${unknown.key}'.`)
  if (parameters.length !== 1)
    throw validation(`The parameter '${name}' is required, once, because the landing zone manages IAM Identity Center.`)
  const enabled = await selectEnabledBaselines(context, landingZone.organization_id)
    .where('baseline_id', '=', identityCenterBaselineId)
    .executeTakeFirst()
  if (parameters[0]?.value !== enabled?.arn) {
    throw validation(
      `The value of '${name}' is not the ARN of the landing zone's enabled IdentityCenterBaseline; see ListEnabledBaselines.`,
    )
  }
}

async function checkUnit(context: OperationContext, landingZone: LandingZoneRow, unit: Unit): Promise<void> {
  if (unit.path.split('/').includes(landingZone.security_unit_id)) {
    throw validation("The baseline 'AWSControlTowerBaseline' cannot be enabled on the Security OU, nor on one inside it.")
  }
  if (await findGovernance(context, landingZone.organization_id, unit.id)) {
    throw conflict('This baseline is already enabled on this target.')
  }
  const organization = await organizationOf(context, landingZone.management_account_id)
  if (unit.parentId !== organization?.rootId && !(await findGovernance(context, landingZone.organization_id, unit.parentId ?? ''))) {
    throw validation(
      `The parent of the organizational unit ${unit.name} is not registered with AWS Control Tower: enable the baseline on it first.`,
    )
  }
  if (context.settings.parity) await checkNothingRuns(context, landingZone)
}

/** AWS registers one organizational unit at a time. */
async function checkNothingRuns(context: OperationContext, landingZone: LandingZoneRow): Promise<void> {
  const running = await selectEnabledBaselines(context, landingZone.organization_id)
    .where('parent_arn', 'is', null)
    .where('completes_at', '>', context.clock.now())
    .executeTakeFirst()
  if (running)
    throw conflict(
      `AWS Control Tower cannot complete the operation because another one is in progress on ${running.target_arn}. Try again later.`,
    )
}
