import type { OperationContext } from '../access/context.ts'
import type { OrganizationDirectory } from '../factory/organization-directory.ts'
import type { Person, PortalDirectory } from '../portal/portal-directory.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as identityStore from '../services/identity-store/index.ts'
import * as organizations from '../services/organizations/index.ts'
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

/** People of the installation's identity store and what they may enter. */
export function portalDirectory(installation: Installation): PortalDirectory {
  const storeId = installation.identityStoreId ?? ''
  const principalIds = (context: OperationContext, userId: string) => principalIdsOf(context, installation, userId)
  return {
    findUserByName: (context, userName) => identityStore.findUserByName(context, storeId, userName),
    findUser: (context, userId) => identityStore.findUser(context, storeId, userId),
    listAccounts: async (context, { userId, ...query }) =>
      ssoAdmin.assignedAccounts(context, { ...query, principalIds: await principalIds(context, userId) }),
    findRoleSession: async (context, person: Person, { accountId, roleName }) => {
      const account = await organizations.findAccount(context, accountId)
      if (account?.state !== 'ACTIVE') return undefined
      const session = await ssoAdmin.roleSessionOf(context, {
        accountId,
        permissionSetName: roleName,
        principalIds: await principalIds(context, person.userId),
      })
      if (!session) return undefined
      const principal = {
        type: 'assumed-role' as const,
        accountId,
        arn: `arn:aws:sts::${accountId}:assumed-role/${session.roleName}/${person.userName}`,
        principalArn: session.roleArn,
        userId: `${session.roleId}:${person.userName}`,
        tokenIssuedAt: context.clock.now().toISOString(),
        personId: person.userId,
      }
      return { principal, sessionSeconds: session.sessionSeconds }
    },
  }
}
