import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import { isFault } from '../../src/fault.ts'
import { randomAccountId, randomString } from '../../src/random.ts'
import { createStandaloneAccount } from '../../src/services/organizations/index.ts'
import { tables } from '../../src/services/organizations/tables.ts'
import type { Account } from '../../src/wire/models/organizations.ts'
import { allPages, createAccount, createStage, createUnit, given, move, organizations, type Stage } from './organizations-stage.ts'
import { accountQuota, anyChange, type Change, closingMs, Model } from './organizations-tree-model.ts'

// Any sequence of changes, those that AWS refuses included, leaves the tree that a plain model says it leaves, and every answer tells it
// so; any mix of changes at a time leaves a tree in which each account has one parent that exists, and no limit is passed.

let stage: Stage
beforeAll(async () => {
  stage = await createStage({ 'close-account': closingMs })
})
afterAll(() => stage.close())

/** No account at all. */
const nobody = '000000000000'

/** One organization, and all that ever was in it. */
interface World {
  readonly admin: OperationContext
  /** Manages the organization whose billing is asked for. */
  readonly other: OperationContext
  readonly model: Model
  readonly places: string[]
  readonly accounts: string[]
}

async function standalone(): Promise<string> {
  const id = randomAccountId()
  await createStandaloneAccount(stage.admin, { id, name: 'Alone', email: `${id}@example.com` })
  return id
}

async function createWorld(): Promise<World> {
  const [managementAccountId, otherAccountId, guest] = [await standalone(), await standalone(), await standalone()]
  const [admin, other] = [stage.as(managementAccountId), stage.as(otherAccountId)]
  const { Organization } = await organizations.CreateOrganization(admin, {})
  const organizationId = given(Organization?.Id)
  await tables(admin).updateTable('organizations').set({ account_quota: accountQuota }).where('id', '=', organizationId).execute()
  await organizations.CreateOrganization(other, {})
  const { Roots } = await organizations.ListRoots(admin, {})
  const rootId = given(Roots?.[0]?.Id)
  const model = new Model({ organizationId, rootId, managementAccountId })
  const accounts = [managementAccountId, guest, nobody]
  for (let times = 0; times < 4; times++) {
    accounts.push(await createAccount(admin, randomString(16)))
    model.createAccount(accounts.at(-1))
  }
  const places = [rootId, `ou-${rootId.slice(2)}-00000000`]
  const plant = async (parent: string, name: string): Promise<string> => {
    const id = await createUnit(admin, parent, name)
    model.createUnit(parent, name, id)
    places.push(id)
    return id
  }
  await plant(rootId, 'a')
  await plant(await plant(await plant(await plant(rootId, 'b'), 'b'), 'b'), 'b')
  return { admin, other, model, places, accounts }
}

const pick = (list: readonly string[], at: number): string => given(list[at % list.length])
const keysOf = (count: number): string[] => Array.from({ length: count }, (_, at) => (count === 30 ? `many-${at}` : `key-${at}`))

/** A change of things that are there: the call, and the error that the model, which takes the change along, has AWS refuse it by. */
interface Step {
  /** Gives the id of what it made. */
  readonly call: () => Promise<unknown>
  readonly foretell: (made: string | undefined) => string | undefined
}
type Steps = { readonly [Type in Change['type']]: (world: World, change: Change & { readonly type: Type }, now: number) => Step }

const unforetold = () => undefined

const steps: Steps = {
  'create unit': ({ admin, model, places }, { parent, name }) => {
    const parentId = pick(places, parent)
    return { call: () => createUnit(admin, parentId, name), foretell: (made) => model.createUnit(parentId, name, made) }
  },
  'rename unit': ({ admin, model, places }, { unit, name: Name }) => {
    const OrganizationalUnitId = pick(places, unit)
    return {
      call: async () => void (await organizations.UpdateOrganizationalUnit(admin, { OrganizationalUnitId, Name })),
      foretell: () => model.renameUnit(OrganizationalUnitId, Name),
    }
  },
  'delete unit': ({ admin, model, places }, { unit }) => {
    const OrganizationalUnitId = pick(places, unit)
    return {
      call: () => organizations.DeleteOrganizationalUnit(admin, { OrganizationalUnitId }),
      foretell: () => model.deleteUnit(OrganizationalUnitId),
    }
  },
  move: ({ admin, model, places, accounts }, { account, from, to }) => {
    const [accountId, toId] = [pick(accounts, account), pick(places, to)]
    const fromId = from === undefined ? (model.members.get(accountId)?.parent ?? pick(places, 0)) : pick(places, from)
    return { call: () => move(admin, accountId, fromId, toId), foretell: () => model.move(accountId, fromId, toId) }
  },
  'create account': ({ admin, model }) => ({ call: () => create(admin), foretell: (made) => model.createAccount(made) }),
  close: ({ admin, model, accounts }, { account }, now) => {
    const AccountId = pick(accounts, account)
    return { call: () => organizations.CloseAccount(admin, { AccountId }), foretell: () => model.close(AccountId, now) }
  },
  remove: ({ admin, model, accounts }, { account }) => {
    const AccountId = pick(accounts, account)
    return { call: () => organizations.RemoveAccountFromOrganization(admin, { AccountId }), foretell: () => model.remove(AccountId) }
  },
  invite: ({ admin, model, accounts }, { account }, now) => {
    const Id = pick(accounts, account)
    const call = async () => void (await organizations.InviteAccountToOrganization(admin, { Target: { Type: 'ACCOUNT', Id } }))
    return { call, foretell: () => (Id === nobody ? 'TARGET_NOT_SUPPORTED' : model.invite(Id, now)) }
  },
  // Credentials of an account that is being closed, or is closed, are refused before anything is asked.
  leave: ({ model, accounts }, { account }, now) => {
    const id = pick(accounts, account)
    if (model.state(id, now) !== 'ACTIVE') return wait(0)
    return { call: () => organizations.LeaveOrganization(stage.as(id), {}), foretell: () => model.leave(id) }
  },
  accept: ({ model, accounts }, { account }, now) => {
    const id = pick(accounts, account)
    if (model.state(id, now) !== 'ACTIVE' || !model.isInvited(id)) return wait(0)
    return { call: () => acceptFirst(stage.as(id)), foretell: () => model.accept(id) }
  },
  tag: ({ admin, model, places, accounts }, { resource, keys, value: Value }) => {
    const ResourceId = pick([...places, ...accounts], resource)
    const Tags = keysOf(keys).map((Key) => ({ Key, Value }))
    const call = () => organizations.TagResource(admin, { ResourceId, Tags })
    return { call, foretell: () => model.tag(ResourceId, keysOf(keys), Value) }
  },
  untag: ({ admin, model, places, accounts }, { resource, keys }) => {
    const ResourceId = pick([...places, ...accounts], resource)
    const call = () => organizations.UntagResource(admin, { ResourceId, TagKeys: keysOf(keys) })
    return { call, foretell: () => model.untag(ResourceId, keysOf(keys)) }
  },
  'ask for billing': ({ admin, other }) => ({ call: () => askForBilling(admin, other.caller.accountId), foretell: unforetold }),
  'hand billing over': ({ other }) => ({ call: () => acceptFirst(other), foretell: unforetold }),
  'end billing': ({ admin }) => ({ call: () => endBilling(admin), foretell: unforetold }),
  wait: (_, { ms }) => wait(ms),
}

const wait = (ms: number): Step => ({ call: async () => stage.clock.advance(ms), foretell: unforetold })

function stepOf(world: World, change: Change): Step {
  const step = steps[change.type] as (world: World, change: Change, now: number) => Step
  return step(world, change, stage.clock.now().getTime())
}

class Refused extends Error {}

async function create(admin: OperationContext): Promise<string> {
  const AccountName = randomString(16)
  const { CreateAccountStatus } = await organizations.CreateAccount(admin, { AccountName, Email: `${AccountName}@example.com` })
  const CreateAccountRequestId = given(CreateAccountStatus?.Id)
  const { CreateAccountStatus: status } = await organizations.DescribeCreateAccountStatus(admin, { CreateAccountRequestId })
  if (status?.State === 'FAILED') throw new Refused(status.FailureReason)
  return given(status?.AccountId)
}

async function acceptFirst(context: OperationContext): Promise<void> {
  const { Handshakes = [] } = await organizations.ListHandshakesForAccount(context, {})
  const open = Handshakes.find(({ State }) => State === 'OPEN')
  if (open?.Id) await organizations.AcceptHandshake(context, { HandshakeId: open.Id })
}

async function askForBilling(admin: OperationContext, Id: string): Promise<void> {
  const now = stage.clock.now()
  const StartTimestamp = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  const asked = { Type: 'BILLING', Target: { Type: 'ACCOUNT', Id }, StartTimestamp, SourceName: 'Billing' } as const
  await organizations.InviteOrganizationToTransferResponsibility(admin, asked)
}

async function endBilling(admin: OperationContext): Promise<void> {
  const { ResponsibilityTransfers = [] } = await organizations.ListInboundResponsibilityTransfers(admin, { Type: 'BILLING' })
  const accepted = ResponsibilityTransfers.find(({ Status }) => Status === 'ACCEPTED')
  if (accepted?.Id) await organizations.TerminateResponsibilityTransfer(admin, { Id: accepted.Id })
}

/** The error by which a call was refused, or the id of what it made. */
async function outcomeOf({ call }: Step): Promise<{ readonly made?: string; readonly error?: string }> {
  try {
    const made = await call()
    return typeof made === 'string' ? { made } : {}
  } catch (error) {
    if (error instanceof Refused) return { error: error.message }
    if (isFault(error)) return { error: String(error.fields.Reason ?? error.code) }
    throw error
  }
}

function remember({ places, accounts }: World, { type }: Change, made: string | undefined): void {
  if (made !== undefined) (type === 'create unit' ? places : accounts).push(made)
}

/** All of a list, however many pages it has. */
const all = async <Item>(read: (NextToken: string | undefined) => Promise<{ items?: Item[]; NextToken?: string }>): Promise<Item[]> =>
  (await allPages(async (token) => read(token).then(({ items, NextToken }) => ({ items, nextToken: NextToken })))).items

interface Seen {
  readonly parents: Map<string, { readonly name: string | undefined; readonly path: string | undefined; readonly parent: string }>
  readonly members: Map<string, { readonly account: Account; readonly parent: string }>
}

/** The organization as its lists show it, from the root down. Fails where something is met twice, or below what is not there. */
async function walk({ admin, model }: World): Promise<Seen> {
  const seen: Seen = { parents: new Map(), members: new Map() }
  const { Roots } = await organizations.ListRoots(admin, {})
  expect(Roots?.map(({ Id }) => Id)).toEqual([model.rootId])
  const ahead = [model.rootId]
  for (let ParentId = ahead.pop(); ParentId !== undefined; ParentId = ahead.pop()) {
    const parent = ParentId
    const units = await all(async (NextToken) => {
      const page = await organizations.ListOrganizationalUnitsForParent(admin, { ParentId: parent, ...(NextToken && { NextToken }) })
      return { ...page, items: page.OrganizationalUnits }
    })
    for (const { Id = '', Name: name, Path: path } of units) {
      expect(seen.parents.has(Id)).toBe(false)
      seen.parents.set(Id, { name, path, parent })
      ahead.push(Id)
    }
    const { Accounts = [] } = await organizations.ListAccountsForParent(admin, { ParentId: parent })
    for (const account of Accounts) {
      expect(seen.members.has(given(account.Id))).toBe(false)
      seen.members.set(given(account.Id), { account, parent })
    }
  }
  return seen
}

/** Nothing is passed that AWS limits, and what is told twice is told alike. */
async function checkInvariants(world: World): Promise<Seen> {
  const { admin, model } = world
  const seen = await walk(world)
  const siblings = [...seen.parents.values()].map(({ parent, name }) => `${parent} ${name}`)
  expect(new Set(siblings).size).toBe(siblings.length)
  for (const [id, { path = '', parent }] of seen.parents) {
    expect(path).toBe(`${seen.parents.get(parent)?.path ?? `${model.organizationId}/${model.rootId}/`}${id}/`)
    expect(path.split('/').length - 3).toBeLessThanOrEqual(5)
  }
  const { Accounts = [] } = await organizations.ListAccounts(admin, {})
  expect(new Map(Accounts.map((account) => [account.Id, account]))).toEqual(
    new Map([...seen.members].map(([id, { account }]) => [id, account])),
  )
  expect(seen.members.size).toBeLessThanOrEqual(accountQuota)
  expect(Accounts.filter(({ State }) => State === 'PENDING_CLOSURE').length).toBeLessThanOrEqual(3)
  for (const [id, { account, parent }] of seen.members) {
    expect(account.Paths).toEqual([`${seen.parents.get(parent)?.path ?? `${model.organizationId}/${model.rootId}/`}${id}/`])
    expect(account.Status).toBe(account.State)
  }
  await checkCount(world)
  await checkTransfers(world)
  return seen
}

/** The organization's own count is the number of its accounts, those included that are closed for good and not let go of yet. */
async function checkCount({ admin, model }: World): Promise<void> {
  const { account_count } = await tables(admin)
    .selectFrom('organizations')
    .select('account_count')
    .where('id', '=', model.organizationId)
    .executeTakeFirstOrThrow()
  const rows = await tables(admin).selectFrom('accounts').select('id').where('organization_id', '=', model.organizationId).execute()
  expect(account_count).toBe(rows.length)
}

/** At most one transfer with the other organization is asked for or agreed on, and both sides tell the same of it. */
async function checkTransfers({ admin, other }: World): Promise<void> {
  const { ResponsibilityTransfers: inbound = [] } = await organizations.ListInboundResponsibilityTransfers(admin, { Type: 'BILLING' })
  const { ResponsibilityTransfers: outbound = [] } = await organizations.ListOutboundResponsibilityTransfers(other, { Type: 'BILLING' })
  expect(outbound.map(({ Id, Status }) => [Id, Status])).toEqual(inbound.map(({ Id, Status }) => [Id, Status]))
  expect(inbound.filter(({ Status }) => Status === 'REQUESTED' || Status === 'ACCEPTED').length).toBeLessThanOrEqual(1)
}

/** The organization is what the model says, in every answer. */
async function checkAgainstModel(world: World): Promise<void> {
  const { admin, model, places, accounts } = world
  const now = stage.clock.now().getTime()
  model.settle(now)
  const { parents, members } = await checkInvariants(world)
  expect(new Map([...parents].map(([id, { name, parent }]) => [id, { name, parent }]))).toEqual(model.units)
  const seen = [...members].map(([id, { account, parent }]) => [id, parent, account.State, account.JoinedMethod])
  expect(seen.sort()).toEqual([...model.members].map(([id, { parent, method }]) => [id, parent, model.state(id, now), method]).sort())
  for (const ChildId of [...parents.keys(), ...members.keys()]) {
    const Id = (parents.get(ChildId) ?? members.get(ChildId))?.parent
    const Type = Id === model.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT'
    expect((await organizations.ListParents(admin, { ChildId })).Parents).toEqual([{ Id, Type }])
  }
  for (const [AccountId, { account }] of members) {
    expect((await organizations.DescribeAccount(admin, { AccountId })).Account).toEqual(account)
  }
  for (const ResourceId of [...places, ...accounts]) {
    const tags = all(async (NextToken) => {
      const page = await organizations.ListTagsForResource(admin, { ResourceId, ...(NextToken && { NextToken }) })
      return { ...page, items: page.Tags }
    })
    if (!model.has(ResourceId)) await expect(tags).rejects.toMatchObject({ code: 'TargetNotFoundException' })
    else expect(new Map((await tags).map(({ Key, Value }) => [Key, Value]))).toEqual(model.tags.get(ResourceId) ?? new Map())
  }
}

test('after every change of any sequence the organization is what was asked for, and refuses by AWS’s errors what cannot be', async () => {
  const property = fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 30, size: 'max' }), async (changes) => {
    const world = await createWorld()
    for (const change of changes) {
      world.model.settle(stage.clock.now().getTime())
      const step = stepOf(world, change)
      const { made, error } = await outcomeOf(step)
      const foretold = step.foretell(made)
      if (step.foretell !== unforetold) expect(error).toBe(foretold)
      remember(world, change, made)
      await checkInvariants(world)
    }
    await checkAgainstModel(world)
  })
  await fc.assert(property, { numRuns: 30 })
}, 120_000)

test('after any mix of concurrent changes the tree is a tree, each account has one parent, and no limit is passed', async () => {
  const property = fc.asyncProperty(fc.array(anyChange, { minLength: 6, maxLength: 36, size: 'max' }), async (changes) => {
    const world = await createWorld()
    for (let at = 0; at < changes.length; at += 6) {
      const several = changes.slice(at, at + 6)
      const outcomes = await Promise.all(several.map((change) => outcomeOf(stepOf(world, change))))
      for (const [place, change] of several.entries()) remember(world, change, outcomes[place]?.made)
      await checkInvariants(world)
    }
  })
  await fc.assert(property, { numRuns: 15 })
}, 120_000)
