import type { OperationContext } from '../access/context.ts'
import { readPage } from '../access/page.ts'
import type { ApiDependencies } from '../api/dependencies.ts'
import type { AccountPage, AccountQuery, AccountView, OrganizationTree, PrimaryEmailCode, Session } from '../api/schemas.ts'
import { Fault } from '../fault.ts'
import { pendingCode } from '../services/account/index.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as organizations from '../services/organizations/index.ts'
import type { Config } from './config.ts'
import { governedUnits } from './directories.ts'
import type { Installation } from './installation.ts'

/** What the own API shows of the embedded services. */
export function ownApi(
  config: Config,
  installation: Installation,
  secretKey: Buffer,
): Pick<ApiDependencies, 'session' | 'organization' | 'accounts' | 'account' | 'primaryEmailCode'> {
  return {
    session: (context) => describeSession(context, config, installation),
    organization: describeOrganization,
    accounts: listAccounts,
    account: describeAccount,
    primaryEmailCode: (context, accountId) => primaryEmailCode(context, accountId, secretKey),
  }
}

async function describeSession(context: OperationContext, config: Config, installation: Installation): Promise<Session> {
  const { caller, region, settings } = context
  const [account, organization] = await Promise.all([
    organizations.findAccount(context, caller.accountId),
    organizations.organizationOf(context, caller.accountId),
  ])
  const [, principal = '', session = ''] = caller.arn.split('/')
  return {
    accountId: caller.accountId,
    accountName: account?.name ?? '',
    accountEmail: account?.email ?? '',
    organizationId: organization?.id ?? null,
    managementAccountId: organization?.managementAccountId ?? caller.accountId,
    roleName: caller.type === 'iam-user' ? '' : principal.replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/, '$1'),
    userName: session || principal,
    principalArn: caller.principalArn,
    region,
    homeRegion: settings.homeRegion,
    settings: { parity: settings.parity, pace: config.pace },
    startUrl: settings.startUrl,
    instanceArn: installation.instanceArn ?? null,
    identityStoreId: installation.identityStoreId ?? null,
  }
}

/** The organization that the caller's account manages or belongs to. */
async function organizationOfCaller(context: OperationContext): Promise<organizations.Organization> {
  const organization = await organizations.organizationOf(context, context.caller.accountId)
  if (!organization) throw new Fault('ResourceNotFoundException', `Account ${context.caller.accountId} is not a member of an organization.`)
  if (organization.managementAccountId === context.caller.accountId) return organization
  throw new Fault('AccessDeniedException', 'The organization is shown to its management account only; enter that account.')
}

async function describeOrganization(context: OperationContext): Promise<OrganizationTree> {
  const organization = await organizationOfCaller(context)
  const [units, counts] = await Promise.all([governedUnits(context), organizations.countAccountsByParent(context, organization.id)])
  const root = { id: organization.rootId, name: 'Root', parentId: null, path: '', registered: false, vendable: false }
  return {
    organizationId: organization.id,
    managementAccountId: organization.managementAccountId,
    rootId: organization.rootId,
    units: [root, ...units].map(({ id, name, parentId, path, registered, vendable }) => ({
      id,
      name,
      parentId,
      path,
      registered,
      vendable,
      accounts: counts.get(id) ?? 0,
    })),
  }
}

/** In place of the mail that AWS sends to the new address. */
async function primaryEmailCode(context: OperationContext, accountId: string, secretKey: Buffer): Promise<PrimaryEmailCode> {
  const [organization, account] = await Promise.all([organizationOfCaller(context), organizations.findAccount(context, accountId)])
  const pending = account?.organizationId === organization.id ? await pendingCode(context, secretKey, accountId) : undefined
  if (!pending) throw new Fault('ResourceNotFoundException', `No new e-mail address of account ${accountId} waits for a code.`)
  return pending
}

async function listAccounts(context: OperationContext, { after, limit, ...query }: AccountQuery): Promise<AccountPage> {
  const organization = await organizationOfCaller(context)
  const { search, parentId, state, sort, order = sort === 'joined' ? 'descending' : 'ascending' } = query
  const filter = { organizationId: organization.id, search, parentId, state }
  const invalidToken = (): Fault => new Fault('ValidationException', "'after' is not a token of this list.", { fields: { field: 'after' } })
  const [{ rows, nextToken }, total] = await Promise.all([
    readPage({
      query: ['accounts', filter, sort, order],
      token: after,
      size: limit,
      invalidToken,
      keyOf: (account: organizations.Account) => organizations.accountSortKey(account, sort),
      read: (after, limit) => organizations.listAccounts(context, { ...filter, sort, order, after, limit }),
    }),
    organizations.countAccounts(context, filter),
  ])
  return { accounts: await toViews(context, rows), total, ...(nextToken && { next: nextToken }) }
}

async function describeAccount(context: OperationContext, accountId: string): Promise<AccountView> {
  const [organization, account] = await Promise.all([organizationOfCaller(context), organizations.findAccount(context, accountId)])
  const [view] = account?.organizationId === organization.id && account.state !== 'CLOSED' ? await toViews(context, [account]) : []
  if (!view) throw new Fault('ResourceNotFoundException', `There is no account '${accountId}' in the organization.`)
  return view
}

async function toViews(context: OperationContext, accounts: readonly organizations.Account[]): Promise<AccountView[]> {
  const enrolled = await controlTower.enrolledAccountIds(
    context,
    accounts.map(({ id }) => id),
  )
  return accounts.map(({ id, name, email, state, joinedAt, createdAt, parentId, parentName }) => ({
    id,
    name,
    email,
    state,
    joinedAt: (joinedAt ?? createdAt).toISOString(),
    parentId: parentId ?? '',
    parentName: parentName ?? '',
    enrolled: enrolled.has(id),
  }))
}
