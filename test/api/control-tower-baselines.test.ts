import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { landingZoneOf, registeredOrganizationalUnitIds } from '../../src/services/control-tower/index.ts'
import { operations } from '../../src/services/control-tower/operations.ts'
import type { Operations } from '../../src/wire/models/controltower.ts'
import { controlTowerBaseline, createLandingZoneStage, identityCenterBaseline, type LandingZoneStage } from './control-tower-stage.ts'
import {
  allPages,
  controlTower,
  createAccount,
  createUnit,
  given,
  managementAccountId,
  move,
  outsiderAccountId,
} from './organizations-stage.ts'

const paceMs = 60_000
let stage: LandingZoneStage

beforeAll(async () => {
  stage = await createLandingZoneStage({ 'enable-baseline': paceMs })
})
afterAll(() => stage.close())

test('the landing zone is listed and described in its home Region with its manifest, and is nowhere else', async () => {
  expect(stage.arn).toMatch(new RegExp(`^arn:aws:controltower:us-east-1:${managementAccountId}:landingzone/[A-Z0-9]{16}$`))
  expect(await controlTower.ListLandingZones(stage.admin, {})).toEqual({ landingZones: [{ arn: stage.arn }] })
  const expected = {
    landingZone: {
      arn: stage.arn,
      version: '3.3',
      latestAvailableVersion: '3.3',
      status: 'ACTIVE',
      driftStatus: { status: 'IN_SYNC' },
      remediationTypes: ['INHERITANCE_DRIFT'],
      manifest: {
        governedRegions: ['us-east-1'],
        organizationStructure: { security: { name: 'Security' }, sandbox: { name: 'Sandbox' } },
        centralizedLogging: {
          accountId: stage.logArchiveAccountId,
          configurations: { loggingBucket: { retentionDays: 365 }, accessLoggingBucket: { retentionDays: 3650 } },
          enabled: true,
        },
        securityRoles: { accountId: stage.auditAccountId },
        accessManagement: { enabled: true },
      },
    },
  }
  expect(await controlTower.GetLandingZone(stage.admin, { landingZoneIdentifier: stage.arn })).toEqual(expected)
  expect(await controlTower.GetLandingZone(stage.admin, { landingZoneIdentifier: stage.arn.slice(-16) })).toEqual(expected)
  const elsewhere = stage.as(managementAccountId, { region: 'eu-west-1' })
  expect(await controlTower.ListLandingZones(elsewhere, {})).toEqual({ landingZones: [] })
  for (const context of [elsewhere, stage.as(outsiderAccountId)]) {
    await expect(controlTower.GetLandingZone(context, { landingZoneIdentifier: stage.arn })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  }
  expect(await landingZoneOf(stage.admin, stage.organizationId)).toMatchObject({ arn: stage.arn, homeRegion: 'us-east-1', version: '3.3' })
  expect(await landingZoneOf(stage.admin, 'o-none')).toBeUndefined()
})

test('baselines have the ids and names of AWS, page by page', async () => {
  const listed = await allPages(async (nextToken) => {
    const page = await controlTower.ListBaselines(stage.admin, { maxResults: 4, nextToken })
    return { items: page.baselines, nextToken: page.nextToken }
  })
  expect(listed.pages).toBe(3)
  expect(listed.items).toHaveLength(10)
  expect(listed.items.map(({ arn, name }) => [arn, name])).toContainEqual([controlTowerBaseline, 'AWSControlTowerBaseline'])
  for (const baseline of listed.items) {
    expect(await controlTower.GetBaseline(stage.admin, { baselineIdentifier: baseline.arn })).toEqual(baseline)
  }
  const baselineIdentifier = 'arn:aws:controltower:us-east-1::baseline/0000000000000000'
  await expect(controlTower.GetBaseline(stage.admin, { baselineIdentifier })).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
})

test('a new landing zone has the baselines of its shared accounts and registered units, all in force', async () => {
  const { enabledBaselines } = await controlTower.ListEnabledBaselines(stage.admin, {})
  expect(
    enabledBaselines.map(({ baselineIdentifier, targetIdentifier, statusSummary }) => [
      baselineIdentifier.slice(-16),
      targetIdentifier,
      statusSummary.status,
    ]),
  ).toEqual([
    ['LN25R72TTG6IGPTQ', stage.accountArn(managementAccountId), 'SUCCEEDED'],
    ['J8HX46AHS5MIKQPD', stage.accountArn(stage.logArchiveAccountId), 'SUCCEEDED'],
    ['4T4HA1KMO10S6311', stage.accountArn(stage.auditAccountId), 'SUCCEEDED'],
    ['17BSJV3IGJ2QSGA2', stage.unitArn(stage.sandboxUnitId), 'SUCCEEDED'],
  ])
  for (const { arn } of enabledBaselines)
    expect(arn).toMatch(new RegExp(`^arn:aws:controltower:us-east-1:${managementAccountId}:enabledbaseline/X[AO][A-Z0-9]{15}$`))
  expect(await registeredOrganizationalUnitIds(stage.admin, stage.organizationId)).toEqual([stage.securityUnitId, stage.sandboxUnitId])
  expect(await registeredOrganizationalUnitIds(stage.admin, 'o-none')).toEqual([])
})

describe('EnableBaseline', () => {
  test('registers a unit with the accounts in it, under change until the pace has passed', async () => {
    const unit = await createUnit(stage.admin, stage.rootId, 'Workloads')
    const account = await createAccount(stage.admin, 'resident')
    await move(stage.admin, account, stage.rootId, unit)
    const answer = await stage.register(unit)
    expect(answer).toEqual({
      arn: expect.stringMatching(/enabledbaseline\/XO[A-Z0-9]{15}$/),
      operationIdentifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    const operation = async () => (await controlTower.GetBaselineOperation(stage.admin, answer)).baselineOperation
    const details = async () =>
      given((await controlTower.GetEnabledBaseline(stage.admin, { enabledBaselineIdentifier: answer.arn })).enabledBaselineDetails)
    const child = async () =>
      given((await controlTower.ListEnabledBaselines(stage.admin, { filter: { parentIdentifiers: [answer.arn] } })).enabledBaselines[0])
    expect(await operation()).toEqual({
      operationIdentifier: answer.operationIdentifier,
      operationType: 'ENABLE_BASELINE',
      status: 'IN_PROGRESS',
      startTime: expect.any(Date),
    })
    expect(await details()).toEqual({
      arn: answer.arn,
      baselineIdentifier: controlTowerBaseline,
      baselineVersion: '4.0',
      driftStatusSummary: { types: { inheritance: { status: 'IN_SYNC' } } },
      targetIdentifier: stage.unitArn(unit),
      statusSummary: { status: 'UNDER_CHANGE', lastOperationIdentifier: answer.operationIdentifier },
      parameters: [{ key: 'IdentityCenterEnabledBaselineArn', value: expect.stringContaining(':enabledbaseline/XA') }],
    })
    expect(await child()).toMatchObject({
      targetIdentifier: stage.accountArn(account),
      parentIdentifier: answer.arn,
      statusSummary: { status: 'UNDER_CHANGE' },
    })
    stage.clock.advance(paceMs)
    expect(await operation()).toMatchObject({ status: 'SUCCEEDED', endTime: expect.any(Date) })
    expect((await details()).statusSummary.status).toBe('SUCCEEDED')
    expect((await child()).statusSummary.status).toBe('SUCCEEDED')
    expect(await registeredOrganizationalUnitIds(stage.admin, stage.organizationId)).toContain(unit)
  })

  test('is refused when the unit is registered, once it has been asked for, however many ask at a time', async () => {
    const conflict = { code: 'ConflictException', message: 'This baseline is already enabled on this target.' }
    await expect(stage.register(stage.sandboxUnitId)).rejects.toMatchObject(conflict)
    const unit = await createUnit(stage.admin, stage.rootId, 'Contested')
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => stage.register(unit)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(conflict)
  })

  test('needs a registered parent', async () => {
    const outer = await createUnit(stage.admin, stage.rootId, 'Outer')
    const inner = await createUnit(stage.admin, outer, 'Inner')
    await expect(stage.register(inner)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('not registered'),
    })
    await stage.register(outer)
    await stage.register(inner)
  })

  test('is refused on the Security OU, and inside it', async () => {
    const inside = await createUnit(stage.admin, stage.securityUnitId, 'Inside')
    for (const unit of [stage.securityUnitId, inside]) {
      await expect(stage.register(unit)).rejects.toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining('cannot be enabled on the Security OU'),
      })
    }
  })

  test('says what is wrong with target, baseline, version and parameters', async () => {
    const unit = await createUnit(stage.admin, stage.rootId, 'Refused')
    const refused = (changes: object, code: string) => expect(stage.register(unit, changes)).rejects.toMatchObject({ code })
    await refused({ targetIdentifier: stage.accountArn(stage.auditAccountId) }, 'ValidationException')
    await refused(
      { targetIdentifier: `arn:aws:organizations::${managementAccountId}:root/${stage.organizationId}/${stage.rootId}` },
      'ValidationException',
    )
    await refused({ targetIdentifier: stage.unitArn(`ou-${stage.rootId.slice(2)}-00000000`) }, 'ResourceNotFoundException')
    await refused({ targetIdentifier: stage.unitArn(unit).replace(managementAccountId, '222222222222') }, 'ResourceNotFoundException')
    await refused({ baselineIdentifier: 'arn:aws:controltower:us-east-1::baseline/0000000000000000' }, 'ResourceNotFoundException')
    await refused({ baselineIdentifier: controlTowerBaseline.replace('us-east-1', 'eu-west-1') }, 'ResourceNotFoundException')
    await refused({ baselineIdentifier: identityCenterBaseline }, 'ValidationException')
    await refused({ baselineVersion: '9.9' }, 'ResourceNotFoundException')
    await refused({ baselineVersion: '3.0' }, 'ValidationException')
    await refused({ parameters: undefined }, 'ValidationException')
    await refused({ parameters: [{ key: 'Other', value: 'x' }] }, 'ValidationException')
    await refused({ parameters: [{ key: 'IdentityCenterEnabledBaselineArn', value: 'x' }] }, 'ValidationException')
    expect(await registeredOrganizationalUnitIds(stage.admin, stage.organizationId)).not.toContain(unit)
  })

  test('needs a landing zone in this Region', async () => {
    const input = { baselineIdentifier: controlTowerBaseline, baselineVersion: '4.0', targetIdentifier: stage.unitArn(stage.sandboxUnitId) }
    for (const context of [stage.as(outsiderAccountId), stage.as(managementAccountId, { region: 'eu-west-1' })]) {
      await expect(controlTower.EnableBaseline(context, input)).rejects.toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining('a landing zone must be created first'),
      })
    }
  })

  test('with parity runs for one unit at a time', async () => {
    const parity = stage.as(managementAccountId, { settings: { ...stage.admin.settings, parity: true } })
    const [first, second] = [await createUnit(stage.admin, stage.rootId, 'First'), await createUnit(stage.admin, stage.rootId, 'Second')]
    stage.clock.advance(paceMs)
    const { enabledBaselines } = await controlTower.ListEnabledBaselines(stage.admin, {
      filter: { baselineIdentifiers: [identityCenterBaseline] },
    })
    const enable = (unitId: string) =>
      controlTower.EnableBaseline(parity, {
        baselineIdentifier: controlTowerBaseline,
        baselineVersion: '4.0',
        targetIdentifier: stage.unitArn(unitId),
        parameters: [{ key: 'IdentityCenterEnabledBaselineArn', value: enabledBaselines[0]?.arn }],
      })
    await enable(first)
    await expect(enable(second)).rejects.toMatchObject({ code: 'ConflictException' })
    stage.clock.advance(paceMs)
    await enable(second)
  })
})

test('what does not exist is not found', async () => {
  const missing = { code: 'ResourceNotFoundException' }
  const operationIdentifier = '00000000-0000-0000-0000-000000000000'
  await expect(controlTower.GetBaselineOperation(stage.admin, { operationIdentifier })).rejects.toMatchObject(missing)
  await expect(controlTower.GetEnabledBaseline(stage.admin, { enabledBaselineIdentifier: stage.arn })).rejects.toMatchObject(missing)
  await expect(controlTower.GetLandingZone(stage.admin, { landingZoneIdentifier: 'other' })).rejects.toMatchObject(missing)
})

const offered = Object.keys(operations) as Array<keyof typeof operations & keyof Operations>

test.each(offered)('%s is refused to a member account', async (name) => {
  const inputs: { [Name in keyof Operations]?: Operations[Name]['input'] } = {
    EnableBaseline: {
      baselineIdentifier: controlTowerBaseline,
      baselineVersion: '4.0',
      targetIdentifier: stage.unitArn(stage.sandboxUnitId),
    },
    GetBaseline: { baselineIdentifier: controlTowerBaseline },
    GetBaselineOperation: { operationIdentifier: '00000000-0000-0000-0000-000000000000' },
    GetEnabledBaseline: { enabledBaselineIdentifier: stage.arn },
    GetLandingZone: { landingZoneIdentifier: stage.arn },
  }
  await expect(controlTower[name](stage.as(stage.auditAccountId), (inputs[name] ?? {}) as never)).rejects.toMatchObject({
    code: 'AccessDeniedException',
  })
})
