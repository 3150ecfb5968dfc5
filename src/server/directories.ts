import type { OperationContext } from '../access/context.ts'
import type { OrganizationDirectory } from '../factory/organization-directory.ts'
import type { LaunchRole, Person, PortalAccount, PortalDirectory, RoleChoice, RoleSession } from '../portal/portal-directory.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as identityStore from '../services/identity-store/index.ts'
import * as organizations from '../services/organizations/index.ts'
import { findLaunchableProduct } from '../services/service-catalog/index.ts'
import * as ssoAdmin from '../services/sso-admin/index.ts'
import type { Installation } from './installation.ts'

/** OUs of the caller's organization with what Control Tower knows of them. Empty without an organization. */
export async function governedUnits(context: OperationContext) {
  const organization = await organizations.organizationOf(context, context.caller.accountId)
  if (!organization) return []
  const [units, registered, landingZone] = await Promise.all([
    organizations.listOrganizationalUnits(context, organization.id),
    controlTower.registeredOrganizationalUnitIds(context, organization.id),
    controlTower.landingZoneOf(context, organization.id),
  ])
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]))
  const isSecurity = (id: string | undefined): boolean =>
    id !== undefined && (id === landingZone?.securityUnitId || isSecurity(parents.get(id)))
  const known = new Set(registered)
  return units.map((unit) => ({ ...unit, registered: known.has(unit.id), vendable: known.has(unit.id) && !isSecurity(unit.id) }))
}

/** The embedded organization's look-ups for the factory. */
export function organizationDirectory(context: OperationContext): OrganizationDirectory {
  return {
    // Addresses are unique over the installation, as they are over AWS.
    findAccountByEmail: (email) => organizations.findAccountByEmail(context, undefined, email),
    listOrganizationalUnits: () => governedUnits(context),
  }
}

/** A person and their groups: whom assignments are made to. */
export async function principalIdsOf(context: OperationContext, { identityStoreId }: Installation, userId: string): Promise<string[]> {
  return [userId, ...(await identityStore.groupIdsOfUser(context, identityStoreId ?? '', userId))]
}

/** With where each lies and its tags. */
async function assignedAccounts(
  context: OperationContext,
  { organizationId }: Installation,
  query: Parameters<typeof ssoAdmin.assignedAccounts>[1],
): Promise<PortalAccount[]> {
  const units = organizationId === undefined ? [] : await organizations.listOrganizationalUnits(context, organizationId)
  const search = query.search?.toLowerCase()
  const unitIds = search && units.filter(({ path }) => path.toLowerCase().includes(search)).map(({ id }) => id)
  const accounts = await ssoAdmin.assignedAccounts(context, { ...query, ...(unitIds && { unitIds }) })
  const ids = accounts.map(({ accountId }) => accountId)
  const [paths, tags] = [new Map(units.map(({ id, path }) => [id, path])), await organizations.tagsOfAccounts(context, ids)]
  return accounts.map(({ parentId, ...account }) => ({
    ...account,
    organizationalUnit: paths.get(parentId ?? '') ?? '',
    tags: tags.get(account.accountId) ?? [],
  }))
}

/** People of the installation's identity store and what they may enter. */
export function portalDirectory(installation: Installation): PortalDirectory {
  const storeId = installation.identityStoreId ?? ''
  const principalIds = (context: OperationContext, userId: string) => principalIdsOf(context, installation, userId)
  return {
    findUserByName: (context, userName) => identityStore.findUserByName(context, storeId, userName),
    findUser: (context, userId) => identityStore.findUser(context, storeId, userId),
    listAccounts: async (context, { userId, ...query }) =>
      assignedAccounts(context, installation, { ...query, principalIds: await principalIds(context, userId) }),
    findRoleSession: (context, person, role) => roleSession(context, installation, person, role, principalIds),
    listApplications: async (context, { userId, ...query }) => {
      const { instanceArn } = installation
      if (instanceArn === undefined) return []
      return ssoAdmin.applicationsOf(context, { ...query, instanceArn, principalIds: await principalIds(context, userId) })
    },
    findLaunchRole: (context, person) => findLaunchRole(context, installation, person, principalIds),
  }
}

type PrincipalIds = (context: OperationContext, userId: string) => Promise<string[]>

async function roleSession(
  context: OperationContext,
  { instanceArn, identityStoreId }: Installation,
  person: Person,
  { accountId, roleName }: RoleChoice,
  principalIds: PrincipalIds,
): Promise<RoleSession | undefined> {
  const account = await organizations.findAccount(context, accountId)
  if (account?.state !== 'ACTIVE') return undefined
  const session = await ssoAdmin.roleSessionOf(context, {
    accountId,
    permissionSetName: roleName,
    principalIds: await principalIds(context, person.userId),
  })
  if (!session) return undefined
  const store = instanceArn !== undefined && identityStoreId !== undefined && { instanceArn, identityStoreId }
  const sessionTags = store ? await ssoAdmin.sessionTagsOf(context, { ...store, userId: person.userId }) : {}
  const principal = {
    type: 'assumed-role' as const,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${session.roleName}/${person.userName}`,
    principalArn: session.roleArn,
    userId: `${session.roleId}:${person.userName}`,
    tokenIssuedAt: context.clock.now().toISOString(),
    personId: person.userId,
    ...(Object.keys(sessionTags).length > 0 && { sessionTags }),
  }
  return { principal, sessionSeconds: session.sessionSeconds }
}

const mostRolesTried = 20

/** Of a person's roles in the management account the first that has a path to the Account Factory. */
async function findLaunchRole(
  context: OperationContext,
  installation: Installation,
  person: Person,
  principalIds: PrincipalIds,
): Promise<LaunchRole | undefined> {
  const { managementAccountId, homeRegion } = installation
  const principals = await principalIds(context, person.userId)
  const [account] = await ssoAdmin.assignedAccounts(context, { principalIds: principals, only: [managementAccountId], limit: 1 })
  for (const { name: roleName } of account?.roles.slice(0, mostRolesTried) ?? []) {
    const choice = { accountId: managementAccountId, roleName }
    const session = await roleSession(context, installation, person, choice, async () => principals)
    if (!session) continue
    const { sourceIp, userAgent } = context.caller
    const asRole = { ...context, region: homeRegion, caller: { ...session.principal, accessKeyId: 'portal', sourceIp, userAgent } }
    const productId = await findLaunchableProduct(asRole, 'CONTROL_TOWER_ACCOUNT')
    if (productId) return { ...choice, productId }
  }
  return undefined
}
