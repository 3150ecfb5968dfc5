import type { DomainEvent, OperationContext } from '../../src/access/context.ts'
import { paceTable } from '../../src/access/pace.ts'
import { SystemClock } from '../../src/clock.ts'
import { accountMoved, accountsDeparted } from '../../src/services/control-tower/index.ts'
import { operations as controlTowerOperations } from '../../src/services/control-tower/operations.ts'
import { createStandaloneAccount } from '../../src/services/organizations/index.ts'
import { operations as organizationsOperations } from '../../src/services/organizations/operations.ts'
import type { Operations as ControlTowerModel } from '../../src/wire/models/controltower.ts'
import type { Operations as OrganizationsModel } from '../../src/wire/models/organizations.ts'
import { createTestContext, createTestDatabase } from '../harness/database.ts'

type Callable<Model extends Record<keyof Model, { input: unknown; output: unknown }>> = {
  readonly [Name in keyof Model]: (context: OperationContext, input: Model[Name]['input']) => Promise<Model[Name]['output']>
}
export const organizations = organizationsOperations as Callable<OrganizationsModel>
export const controlTower = controlTowerOperations as Callable<ControlTowerModel>

export const managementAccountId = '111111111111'
/** Stands alone, in no organization. */
export const outsiderAccountId = '999999999999'

/** A database with two stand-alone accounts, time that can be moved, and contexts to call operations with. */
export interface Stage {
  readonly clock: SystemClock
  /** Announcements made so far. */
  readonly events: DomainEvent[]
  as(accountId: string, changes?: Partial<OperationContext>): OperationContext
  /** The management account. */
  readonly admin: OperationContext
  close(): Promise<void>
}

export async function createStage(pace: Partial<OperationContext['pace']> = {}): Promise<Stage> {
  const database = await createTestDatabase()
  const clock = new SystemClock()
  const events: DomainEvent[] = []
  const announce: OperationContext['announce'] = async (context, event) => {
    events.push(event)
    if (event.type === 'AccountMoved') await accountMoved(context, event)
    else await accountsDeparted(context, event)
  }
  const as = (accountId: string, changes: Partial<OperationContext> = {}): OperationContext => {
    const arn = `arn:aws:iam::${accountId}:user/test`
    const context = createTestContext(database.db, { clock, announce, pace: { ...paceTable.instant, ...pace }, ...changes })
    return { ...context, caller: { ...context.caller, accountId, arn, principalArn: arn } }
  }
  const admin = as(managementAccountId)
  await createStandaloneAccount(admin, { id: managementAccountId, name: 'Management', email: 'management@example.com' })
  await createStandaloneAccount(admin, { id: outsiderAccountId, name: 'Outsider', email: 'outsider@example.com' })
  return { clock, events, as, admin, close: () => database.drop() }
}

/** An organization managed by `stage.admin`; gives its root's id. */
export async function createOrganization(stage: Stage): Promise<{ organizationId: string; rootId: string }> {
  const { Organization } = await organizations.CreateOrganization(stage.admin, {})
  const { Roots = [] } = await organizations.ListRoots(stage.admin, {})
  return { organizationId: given(Organization?.Id), rootId: given(Roots[0]?.Id) }
}

export async function createUnit(context: OperationContext, ParentId: string, Name: string): Promise<string> {
  const { OrganizationalUnit } = await organizations.CreateOrganizationalUnit(context, { ParentId, Name })
  return given(OrganizationalUnit?.Id)
}

/** An account that is there at once: for stages whose pace is instant. */
export async function createAccount(context: OperationContext, name: string): Promise<string> {
  const { CreateAccountStatus } = await organizations.CreateAccount(context, { AccountName: name, Email: `${name}@example.com` })
  const { CreateAccountStatus: status } = await organizations.DescribeCreateAccountStatus(context, {
    CreateAccountRequestId: given(CreateAccountStatus?.Id),
  })
  return given(status?.AccountId)
}

export async function move(
  context: OperationContext,
  AccountId: string,
  SourceParentId: string,
  DestinationParentId: string,
): Promise<void> {
  await organizations.MoveAccount(context, { AccountId, SourceParentId, DestinationParentId })
}

export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the answer lacks a member that the test goes on with')
  return value
}

/** All pages of a list, and how many there were. */
export async function allPages<Item>(
  read: (nextToken: string | undefined) => Promise<{ items: Item[] | undefined; nextToken: string | undefined }>,
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = []
  let nextToken: string | undefined
  for (let pages = 1; ; pages++) {
    const page = await read(nextToken)
    items.push(...(page.items ?? []))
    nextToken = page.nextToken
    if (!nextToken) return { items, pages }
  }
}
