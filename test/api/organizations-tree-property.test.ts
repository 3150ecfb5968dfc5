import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import { isFault } from '../../src/fault.ts'
import { randomString } from '../../src/random.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import {
  createAccount,
  createOrganization,
  createStage,
  createUnit,
  managementAccountId,
  move,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

// Any mix of changes, also several at a time, leaves a tree in which each account has one parent that exists.

type Change =
  | { readonly type: 'create'; readonly parent: number; readonly name: string }
  | { readonly type: 'delete'; readonly unit: number }
  | { readonly type: 'move'; readonly account: number; readonly from: number | undefined; readonly to: number }
  | { readonly type: 'rename'; readonly unit: number; readonly name: string }
  | { readonly type: 'leave' | 'close' | 'invite' | 'accept'; readonly account: number }
  | { readonly type: 'hand over' | 'take over' | 'withdraw' }

const index = fc.nat({ max: 1_000 })
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant('create' as const), parent: index, name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ type: fc.constant('delete' as const), unit: index }),
  fc.record({ type: fc.constant('move' as const), account: index, from: fc.option(index, { nil: undefined }), to: index }),
  fc.record({ type: fc.constant('rename' as const), unit: index, name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ type: fc.constantFrom('hand over' as const, 'take over' as const, 'withdraw' as const) }),
  fc.record({ type: fc.constantFrom('leave' as const, 'close' as const, 'invite' as const, 'accept' as const), account: index }),
)

const dayMs = 86_400_000
let stage: Stage
let organizationId: string
let rootId: string
const accounts: string[] = []

beforeAll(async () => {
  stage = await createStage()
  ;({ organizationId, rootId } = await createOrganization(stage))
  for (const name of ['one', 'two', 'three']) accounts.push(await createAccount(stage.admin, name))
  await organizations.CreateOrganization(stage.as(outsiderAccountId), {})
})
afterAll(() => stage.close())

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? rootId

async function apply(context: OperationContext, parents: string[], change: Change): Promise<void> {
  if (change.type === 'create') {
    parents.push(await createUnit(context, pick(parents, change.parent), change.name))
  } else if (change.type === 'delete') {
    await organizations.DeleteOrganizationalUnit(context, { OrganizationalUnitId: pick(parents, change.unit) })
  } else if (change.type === 'leave') {
    await organizations.LeaveOrganization(stage.as(pick(accounts, change.account)), {})
  } else if (change.type === 'close') {
    const AccountId = await createAccount(context, `closing-${randomString(12)}`)
    await move(context, AccountId, rootId, pick(parents, change.account))
    await organizations.CloseAccount(context, { AccountId })
  } else if (change.type === 'invite') {
    await organizations.InviteAccountToOrganization(context, { Target: { Type: 'ACCOUNT', Id: pick(accounts, change.account) } })
  } else if (change.type === 'accept') {
    await acceptInvitation(stage.as(pick(accounts, change.account)))
  } else if (change.type === 'rename') {
    await organizations.UpdateOrganizationalUnit(context, { OrganizationalUnitId: pick(parents, change.unit), Name: change.name })
  } else if (change.type === 'hand over') {
    await organizations.InviteOrganizationToTransferResponsibility(context, transferFrom(outsiderAccountId))
  } else if (change.type === 'take over') {
    await acceptInvitation(stage.as(outsiderAccountId))
  } else if (change.type === 'withdraw') {
    const { ResponsibilityTransfers = [] } = await organizations.ListInboundResponsibilityTransfers(context, { Type: 'BILLING' })
    for (const { Id = '' } of ResponsibilityTransfers) await organizations.TerminateResponsibilityTransfer(context, { Id })
  } else if ('from' in change) {
    const account = pick(accounts, change.account)
    const from = change.from === undefined ? await parentOf(context, account) : pick(parents, change.from)
    await move(context, account, from, pick(parents, change.to))
  }
}

async function parentOf(context: OperationContext, ChildId: string): Promise<string> {
  const { Parents } = await organizations.ListParents(context, { ChildId })
  return Parents?.[0]?.Id ?? rootId
}

function transferFrom(Id: string) {
  const now = stage.clock.now()
  const StartTimestamp = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  return { Type: 'BILLING', Target: { Type: 'ACCOUNT', Id }, StartTimestamp, SourceName: 'Billing' } as const
}

async function acceptInvitation(context: OperationContext): Promise<void> {
  const { Handshakes = [] } = await organizations.ListHandshakesForAccount(context, {})
  const open = Handshakes.find(({ State }) => State === 'OPEN')
  if (open?.Id) await organizations.AcceptHandshake(context, { HandshakeId: open.Id })
}

/** Every row hangs on the root; nothing hangs on what is gone; no limit is passed. */
async function checkTree(): Promise<void> {
  const parents = await tables(stage.admin).selectFrom('parents').selectAll().where('organization_id', '=', organizationId).execute()
  const members = await tables(stage.admin).selectFrom('accounts').selectAll().where('organization_id', '=', organizationId).execute()
  const byId = new Map(parents.map((parent) => [parent.id, parent]))
  for (const parent of parents) {
    const above = parent.parent_id === null ? undefined : byId.get(parent.parent_id)
    if (parent.parent_id !== null) expect(above).toBeDefined()
    expect(parent.depth).toBe(above ? above.depth + 1 : 0)
    expect(parent.depth).toBeLessThanOrEqual(5)
    expect(parent.path).toBe(above ? `${above.path}${parent.id}/` : `${parent.organization_id}/${parent.id}/`)
  }
  expect(parents.filter((parent) => parent.parent_id === null).map(({ id }) => id)).toEqual([rootId])
  const siblings = parents.map(({ parent_id, name }) => `${parent_id} ${name}`)
  expect(new Set(siblings).size).toBe(siblings.length)
  const { account_count } = await tables(stage.admin)
    .selectFrom('organizations')
    .select('account_count')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow()
  expect(account_count).toBe(members.length)
  expect(members.map(({ id }) => id)).toContain(managementAccountId)
  for (const account of members) expect(byId.has(account.parent_id ?? '')).toBe(true)
  const isShown = (account: { closes_at: Date | null }): boolean =>
    account.closes_at === null || account.closes_at.getTime() > stage.clock.now().getTime() - 90 * dayMs
  for (const account of members.filter(isShown)) {
    const { Parents } = await organizations.ListParents(stage.admin, { ChildId: account.id })
    expect(Parents).toMatchObject([{ Id: account.parent_id }])
    const { Account } = await organizations.DescribeAccount(stage.admin, { AccountId: account.id })
    expect(Account?.Paths).toEqual([`${byId.get(account.parent_id ?? '')?.path}${account.id}/`])
    expect(Account?.Status).toBe(Account?.State)
  }
  await checkTransfers()
}

/** At most one transfer with the other organization is asked for or agreed on, and both sides tell the same of it. */
async function checkTransfers(): Promise<void> {
  const { ResponsibilityTransfers: inbound = [] } = await organizations.ListInboundResponsibilityTransfers(stage.admin, { Type: 'BILLING' })
  const other = stage.as(outsiderAccountId)
  const { ResponsibilityTransfers: outbound = [] } = await organizations.ListOutboundResponsibilityTransfers(other, { Type: 'BILLING' })
  expect(outbound.map(({ Id, Status }) => [Id, Status])).toEqual(inbound.map(({ Id, Status }) => [Id, Status]))
  expect(inbound.filter(({ Status }) => Status === 'REQUESTED' || Status === 'ACCEPTED').length).toBeLessThanOrEqual(1)
}

const run = (width: number) =>
  fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 24 }), async (changes) => {
      const units = await tables(stage.admin).selectFrom('parents').select('id').where('organization_id', '=', organizationId).execute()
      const parents = [rootId, ...units.map(({ id }) => id).filter((id) => id !== rootId)]
      for (let at = 0; at < changes.length; at += width) {
        const results = await Promise.allSettled(changes.slice(at, at + width).map((change) => apply(stage.admin, parents, change)))
        for (const result of results) if (result.status === 'rejected' && !isFault(result.reason)) throw result.reason
      }
      await checkTree()
      stage.clock.advance(dayMs * 10)
    }),
    { numRuns: 100 },
  )

test(
  'after any sequence of creating, renaming, moving, deleting, leaving, closing, inviting and handing over the tree is a tree and each account has one parent',
  () => run(1),
  60_000,
)

test('after any mix of concurrent changes the tree is a tree and each account has one parent', () => run(6), 60_000)
