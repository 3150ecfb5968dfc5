import type { AccountPlace } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Account as AccountShape } from '../../wire/models/organizations.ts'
import { goneSince } from './closure.ts'
import { accountArn } from './identifiers.ts'
import { tables } from './tables.ts'

/** An account of this installation. The members from `arn` on are undefined for a stand-alone account. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly state: NonNullable<AccountShape['State']>
  readonly createdAt: Date
  readonly arn: string | undefined
  readonly organizationId: string | undefined
  readonly managementAccountId: string | undefined
  readonly parentId: string | undefined
  readonly parentName: string | undefined
  /** `o-…/r-…/ou-…/<account>/` */
  readonly path: string | undefined
  readonly joinedMethod: 'INVITED' | 'CREATED' | undefined
  /** Ahead of now while the account is being created (state PENDING_ACTIVATION). */
  readonly joinedAt: Date | undefined
}

/** The account with this id, whatever its state and organization. */
export async function findAccount(context: OperationContext, accountId: string): Promise<Account | undefined> {
  return (await findAccounts(context, [accountId]))[0]
}

/** The accounts among these ids that exist, in no order. */
export async function findAccounts(context: OperationContext, accountIds: readonly string[]): Promise<Account[]> {
  if (accountIds.length === 0) return []
  const rows = await selectAccounts(context).where('accounts.id', 'in', accountIds).execute()
  return rows.map((row) => toAccount(row, context.clock.now()))
}

/**
 * The account that holds this e-mail address (compared in lower case), also while it is being created and after it was closed.
 * Addresses are unique over the whole installation: with `organizationId` undefined the whole installation is asked.
 */
export async function findAccountByEmail(
  context: OperationContext,
  organizationId: string | undefined,
  email: string,
): Promise<Account | undefined> {
  let query = selectAccounts(context).where((eb) => eb(eb.fn<string>('lower', ['accounts.email']), '=', email.toLowerCase()))
  if (organizationId !== undefined) query = query.where('accounts.organization_id', '=', organizationId)
  const row = await query.executeTakeFirst()
  return row && toAccount(row, context.clock.now())
}

/** Id of the root or organizational unit the account lies in; undefined for a stand-alone or unknown account. */
export async function accountParent(context: OperationContext, accountId: string): Promise<string | undefined> {
  const row = await tables(context).selectFrom('accounts').select('parent_id').where('id', '=', accountId).executeTakeFirst()
  return row?.parent_id ?? undefined
}

/** The account's organization and where in it the account lies, as condition keys name it; undefined for a stand-alone or unknown account. */
export async function accountPlace(context: OperationContext, accountId: string): Promise<AccountPlace | undefined> {
  const { organizationId, managementAccountId, path } = (await findAccount(context, accountId)) ?? {}
  if (!organizationId || !managementAccountId || !path) return undefined
  return { organizationId, managementAccountId, path: path.slice(0, -`${accountId}/`.length) }
}

/** Of accounts that the API does not show: not yet, and no more. */
const hiddenStates: ReadonlySet<Account['state']> = new Set(['PENDING_ACTIVATION', 'CLOSED'])

/** A member of the organization as the API shows it: undefined while it is being created, and when it was closed for good. */
export async function findMember(context: OperationContext, organizationId: string, accountId: string): Promise<Account | undefined> {
  const account = await findAccount(context, accountId)
  return account?.organizationId === organizationId && !hiddenStates.has(account.state) ? account : undefined
}

/** What every query for accounts starts from; its rows go through `toAccount`. */
export function selectAccounts(context: OperationContext) {
  return tables(context)
    .selectFrom('accounts')
    .leftJoin('parents', 'parents.id', 'accounts.parent_id')
    .leftJoin('organizations', 'organizations.id', 'accounts.organization_id')
    .selectAll('accounts')
    .select(['parents.name as parent_name', 'parents.path as parent_path', 'organizations.management_account_id'])
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof selectAccounts>['executeTakeFirstOrThrow']>>

export function toAccount(row: AccountRow, now: Date): Account {
  const organization =
    row.organization_id && row.management_account_id
      ? { id: row.organization_id, managementAccountId: row.management_account_id }
      : undefined
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    state: stateAt(row, now),
    createdAt: row.created_at,
    arn: organization && accountArn(organization, row.id),
    organizationId: organization?.id,
    managementAccountId: organization?.managementAccountId,
    parentId: row.parent_id ?? undefined,
    parentName: row.parent_name ?? undefined,
    path: row.parent_path === null ? undefined : `${row.parent_path}${row.id}/`,
    joinedMethod: row.joined_method ?? undefined,
    joinedAt: row.joined_at ?? undefined,
  }
}

/** Being created and being closed are matters of the clock. */
function stateAt(row: Pick<AccountRow, 'joined_at' | 'closes_at' | 'state'>, now: Date): Account['state'] {
  if (row.joined_at !== null && row.joined_at > now) return 'PENDING_ACTIVATION'
  if (row.closes_at === null) return row.state
  if (row.closes_at > now) return 'PENDING_CLOSURE'
  return row.closes_at > goneSince(now) ? 'SUSPENDED' : 'CLOSED'
}

/** The API's shape. `Status` goes beside `State` although AWS announced its end: clients of both kinds are about. */
export function describeAccountShape(account: Account): AccountShape {
  const { state } = account
  return {
    Id: account.id,
    Arn: account.arn,
    Email: account.email,
    Name: account.name,
    ...(state !== 'PENDING_ACTIVATION' && { Status: state === 'CLOSED' ? 'SUSPENDED' : state }),
    State: state,
    Paths: account.path ? [account.path] : [],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt,
  }
}
