import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolledAccountIds } from '../../src/services/control-tower/index.ts'
import type { ListEnabledBaselinesInput } from '../../src/wire/models/controltower.ts'
import { controlTowerBaseline, createLandingZoneStage, type LandingZoneStage } from './control-tower-stage.ts'
import {
  allPages,
  controlTower,
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  managementAccountId,
  move,
} from './organizations-stage.ts'

const paceMs = 60_000
let stage: LandingZoneStage

beforeAll(async () => {
  stage = await createLandingZoneStage({ 'enroll-account': paceMs })
})
afterAll(() => stage.close())

async function list(input: ListEnabledBaselinesInput) {
  return (await controlTower.ListEnabledBaselines(stage.admin, input)).enabledBaselines
}

const ofAccount = (accountId: string) => list({ filter: { targetIdentifiers: [stage.accountArn(accountId)] } })

test('an account is enrolled by moving into a registered unit, under change until the pace has passed', async () => {
  const account = await createAccount(stage.admin, 'enrolled')
  expect(await ofAccount(account)).toEqual([])
  await move(stage.admin, account, stage.rootId, stage.sandboxUnitId)
  const [parent] = await list({ filter: { targetIdentifiers: [stage.unitArn(stage.sandboxUnitId)] } })
  const [child] = await ofAccount(account)
  expect(child).toEqual({
    arn: expect.stringMatching(/enabledbaseline\/XA[A-Z0-9]{15}$/),
    baselineIdentifier: controlTowerBaseline,
    baselineVersion: '4.0',
    driftStatusSummary: { types: { inheritance: { status: 'IN_SYNC' } } },
    targetIdentifier: stage.accountArn(account),
    parentIdentifier: parent?.arn,
    statusSummary: { status: 'UNDER_CHANGE', lastOperationIdentifier: expect.any(String) },
  })
  const operationIdentifier = child?.statusSummary.lastOperationIdentifier ?? ''
  expect((await controlTower.GetBaselineOperation(stage.admin, { operationIdentifier })).baselineOperation.status).toBe('IN_PROGRESS')
  expect(await enrolledAccountIds(stage.admin, [account])).toEqual(new Set())
  stage.clock.advance(paceMs)
  expect((await ofAccount(account))[0]?.statusSummary.status).toBe('SUCCEEDED')
  expect((await controlTower.GetBaselineOperation(stage.admin, { operationIdentifier })).baselineOperation.status).toBe('SUCCEEDED')
  expect(await enrolledAccountIds(stage.admin, [account, stage.auditAccountId, '123412341234'])).toEqual(
    new Set([account, stage.auditAccountId]),
  )
  expect(await enrolledAccountIds(stage.admin, [])).toEqual(new Set())
})

test('an account that moves to the root, to an unregistered unit or to Security is no longer enrolled', async () => {
  const unregistered = await createUnit(stage.admin, stage.rootId, 'Unregistered')
  for (const destination of [stage.rootId, unregistered, stage.securityUnitId]) {
    const account = await createAccount(stage.admin, `leaver-${destination}`)
    await move(stage.admin, account, stage.rootId, stage.sandboxUnitId)
    await move(stage.admin, account, stage.sandboxUnitId, destination)
    expect(await ofAccount(account)).toEqual([])
  }
})

test('an account that moves between registered units gets the new unit for parent and is under change again', async () => {
  const unit = await createUnit(stage.admin, stage.rootId, 'Second home')
  const { arn } = await stage.register(unit)
  const account = await createAccount(stage.admin, 'wanderer')
  await move(stage.admin, account, stage.rootId, stage.sandboxUnitId)
  stage.clock.advance(paceMs)
  const [before] = await ofAccount(account)
  await move(stage.admin, account, stage.sandboxUnitId, unit)
  const after = await ofAccount(account)
  expect(after).toHaveLength(1)
  expect(after[0]).toMatchObject({ parentIdentifier: arn, statusSummary: { status: 'UNDER_CHANGE' } })
  expect(after[0]?.arn).not.toBe(before?.arn)
})

test('a shared account keeps its own baseline wherever it moves', async () => {
  const baselines = async () => (await ofAccount(stage.auditAccountId)).map(({ baselineIdentifier }) => baselineIdentifier.slice(-16))
  await move(stage.admin, stage.auditAccountId, stage.securityUnitId, stage.sandboxUnitId)
  expect(await baselines()).toEqual(['4T4HA1KMO10S6311', '17BSJV3IGJ2QSGA2'])
  await move(stage.admin, stage.auditAccountId, stage.sandboxUnitId, stage.securityUnitId)
  expect(await baselines()).toEqual(['4T4HA1KMO10S6311'])
})

test('the management account is never enrolled', async () => {
  await move(stage.admin, managementAccountId, stage.rootId, stage.sandboxUnitId)
  expect(await ofAccount(managementAccountId)).toHaveLength(1)
  await move(stage.admin, managementAccountId, stage.sandboxUnitId, stage.rootId)
})

test('without a landing zone accounts just move', async () => {
  const other = await createStage()
  const { rootId } = await createOrganization(other)
  const unit = await createUnit(other.admin, rootId, 'Unit')
  const account = await createAccount(other.admin, 'plain')
  await move(other.admin, account, rootId, unit)
  expect(await enrolledAccountIds(other.admin, [account])).toEqual(new Set())
  expect((await controlTower.ListEnabledBaselines(other.admin, {})).enabledBaselines).toEqual([])
  await other.close()
})

test('accounts that move in while their unit is being registered are all enrolled', async () => {
  const unit = await createUnit(stage.admin, stage.rootId, 'Busy')
  const accounts: string[] = []
  for (let number = 0; number < 12; number++) accounts.push(await createAccount(stage.admin, `busy${number}`))
  const moves = accounts.map((account) => move(stage.admin, account, stage.rootId, unit))
  const [{ arn }] = await Promise.all([stage.register(unit), ...moves])
  const children = await list({ filter: { parentIdentifiers: [arn] } })
  expect(children.map(({ targetIdentifier }) => targetIdentifier).sort()).toEqual(accounts.map(stage.accountArn).sort())
})

test('lists leave out the accounts unless asked for, and count running work as AFT asks for it', async () => {
  const quiet = await createLandingZoneStage({ 'enroll-account': paceMs })
  const accounts: string[] = []
  for (let number = 0; number < 7; number++) {
    const account = await createAccount(quiet.admin, `worker${number}`)
    await move(quiet.admin, account, quiet.rootId, quiet.sandboxUnitId)
    accounts.push(account)
  }
  const count = async (input: ListEnabledBaselinesInput) => {
    const { items, pages } = await allPages(async (nextToken) => {
      const page = await controlTower.ListEnabledBaselines(quiet.admin, { ...input, maxResults: 5, nextToken })
      return { items: page.enabledBaselines, nextToken: page.nextToken }
    })
    return { items: items.length, pages }
  }
  expect(await count({})).toEqual({ items: 4, pages: 1 })
  expect(await count({ includeChildren: true })).toEqual({ items: 11, pages: 3 })
  expect(await count({ filter: { baselineIdentifiers: [controlTowerBaseline] } })).toEqual({ items: 1, pages: 1 })
  const running = { baselineIdentifiers: [controlTowerBaseline], statuses: ['UNDER_CHANGE' as const] }
  expect(await count({ filter: running })).toEqual({ items: 7, pages: 2 })
  expect(await count({ filter: running, includeChildren: false })).toEqual({ items: 0, pages: 1 })
  expect(await count({ filter: { statuses: ['SUCCEEDED'] } })).toEqual({ items: 4, pages: 1 })
  expect(await count({ filter: { statuses: ['FAILED'] } })).toEqual({ items: 0, pages: 1 })
  expect(await count({ filter: { inheritanceDriftStatuses: ['IN_SYNC'] }, includeChildren: true })).toEqual({ items: 8, pages: 2 })
  expect(await count({ filter: { inheritanceDriftStatuses: ['DRIFTED'] }, includeChildren: true })).toEqual({ items: 0, pages: 1 })
  quiet.clock.advance(paceMs)
  expect(await count({ filter: running })).toEqual({ items: 0, pages: 1 })
  const first = await controlTower.ListEnabledBaselines(quiet.admin, { includeChildren: true, maxResults: 5 })
  await expect(controlTower.ListEnabledBaselines(quiet.admin, { nextToken: first.nextToken })).rejects.toMatchObject({
    code: 'ValidationException',
  })
  await expect(controlTower.ListBaselines(quiet.admin, { nextToken: 'x' })).rejects.toMatchObject({ code: 'ValidationException' })
  await quiet.close()
})
