import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import {
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  managementAccountId,
  move,
  organizations,
  type Stage,
} from './organizations-stage.ts'

// Two changes that cross: the second begins while the first has written and not yet committed, and has to wait for it.

let stage: Stage
let rootId: string

beforeAll(async () => {
  stage = await createStage()
  ;({ rootId } = await createOrganization(stage))
})
afterAll(() => stage.close())

async function untilSomeoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      stage.admin.db,
    )
    if (rows.length > 0) return
  }
}

/** Moves the account, and before that is committed begins `second`; gives how the second ends. */
async function moveAcross(account: string, destination: string, second: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>> {
  let crossing: Promise<PromiseSettledResult<unknown>[]> | undefined
  const announce: OperationContext['announce'] = async () => {
    crossing = Promise.allSettled([second()])
    await untilSomeoneWaits()
  }
  await move(stage.as(managementAccountId, { announce }), account, rootId, destination)
  const [result] = (await crossing) ?? []
  if (!result) throw new Error('the second change did not begin')
  return result
}

test('a unit is not deleted while an account is on its way into it', async () => {
  const account = await createAccount(stage.admin, 'arriving')
  const unit = await createUnit(stage.admin, rootId, 'Threatened')
  const deletion = await moveAcross(account, unit, () =>
    organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: unit }),
  )
  expect(deletion).toMatchObject({ status: 'rejected', reason: { code: 'OrganizationalUnitNotEmptyException' } })
  expect(await organizations.ListParents(stage.admin, { ChildId: account })).toMatchObject({ Parents: [{ Id: unit }] })
})

test('an account is not moved twice from the same place', async () => {
  const account = await createAccount(stage.admin, 'torn')
  const [here, there] = [await createUnit(stage.admin, rootId, 'Here'), await createUnit(stage.admin, rootId, 'There')]
  const second = await moveAcross(account, here, () => move(stage.admin, account, rootId, there))
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'SourceParentNotFoundException' } })
  expect(await organizations.ListParents(stage.admin, { ChildId: account })).toMatchObject({ Parents: [{ Id: here }] })
})

test('of a move into a unit and its deletion at the same moment one succeeds', async () => {
  const account = await createAccount(stage.admin, 'gambler')
  for (let round = 0; round < 30; round++) {
    const unit = await createUnit(stage.admin, rootId, `Round ${round}`)
    const [moved, deleted] = await Promise.allSettled([
      move(stage.admin, account, rootId, unit),
      organizations.DeleteOrganizationalUnit(stage.admin, { OrganizationalUnitId: unit }),
    ])
    if (moved.status === 'fulfilled') {
      expect(deleted).toMatchObject({ reason: { code: 'OrganizationalUnitNotEmptyException' } })
      await move(stage.admin, account, unit, rootId)
    } else {
      expect(moved.reason).toMatchObject({ code: 'DestinationParentNotFoundException' })
      expect(deleted.status).toBe('fulfilled')
    }
  }
})
