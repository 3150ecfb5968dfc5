import { CreateGroupCommand, CreateGroupMembershipCommand, CreateUserCommand } from '@aws-sdk/client-identitystore'
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations'
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin'
import type { OperationContext } from '../access/context.ts'
import type { AwsClients } from '../factory/clients.ts'
import { randomHex } from '../random.ts'
import * as controlTower from '../services/control-tower/index.ts'
import * as identityStore from '../services/identity-store/index.ts'
import * as serviceCatalog from '../services/service-catalog/index.ts'
import * as ssoAdmin from '../services/sso-admin/index.ts'
import type { Installation } from './installation.ts'
import {
  administratorGroups,
  groups,
  type PermissionSetName,
  permissionSets,
  type SharedAccount,
  trustedServices,
} from './landing-zone-plan.ts'

export interface LandingZoneOptions {
  readonly managementAccountId: string
  /** Domain of the shared accounts' e-mail addresses. */
  readonly emailDomain: string
  /** User name of the first administrator. */
  readonly administratorName: string
  /** ARN of the IAM user whose key stands in the credentials file; may launch. */
  readonly automationUserArn: string
}

/**
 * Sets up what AWS Control Tower sets up first: organization, OUs, shared accounts, IAM Identity Center, landing zone
 * and the Account Factory product. `context` is in one transaction and so are the `clients`: all of it is there or none.
 */
export async function createLandingZone(
  context: OperationContext,
  clients: AwsClients,
  options: LandingZoneOptions,
): Promise<Installation> {
  const { managementAccountId } = options
  const organization = await createOrganization(clients, options)
  const accounts = { management: managementAccountId, logArchive: organization.logArchiveAccountId, audit: organization.auditAccountId }
  const identityCenter = await createIdentityCenter(context, managementAccountId)
  const permissionSetArns = await createPermissionSets(clients, identityCenter.instanceArn)
  const groupIds = await createGroups(clients, identityCenter, permissionSetArns, accounts)
  const administratorId = await createAdministrator(clients, identityCenter.identityStoreId, groupIds, options)
  await controlTower.setUpLandingZone(context, {
    organizationId: organization.organizationId,
    managementAccountId,
    logArchiveAccountId: organization.logArchiveAccountId,
    auditAccountId: organization.auditAccountId,
    securityUnitId: organization.securityUnitId,
    governedRegions: [context.settings.homeRegion],
    registeredUnitIds: [organization.securityUnitId, organization.sandboxUnitId],
  })
  await createProduct(context, options)
  return {
    ...identityCenter,
    managementAccountId,
    organizationId: organization.organizationId,
    administratorId,
    homeRegion: context.settings.homeRegion,
  }
}

async function createOrganization(clients: AwsClients, options: LandingZoneOptions) {
  const { Organization } = await clients.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }))
  const { Roots = [] } = await clients.organizations.send(new ListRootsCommand({}))
  const rootId = made(Roots[0]?.Id, 'root')
  await clients.organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }))
  for (const ServicePrincipal of trustedServices) {
    await clients.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }))
  }
  const createUnit = async (name: string): Promise<string> => {
    const { OrganizationalUnit } = await clients.organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: name }))
    return made(OrganizationalUnit?.Id, `OU ${name}`)
  }
  const createSharedAccount = async (name: string, email: string): Promise<string> => {
    const { CreateAccountStatus } = await clients.organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: email, RoleName: 'AWSControlTowerExecution' }),
    )
    const status = await clients.organizations.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
    )
    const accountId = made(status.CreateAccountStatus?.AccountId, `account ${name}`)
    await clients.organizations.send(
      new MoveAccountCommand({ AccountId: accountId, SourceParentId: rootId, DestinationParentId: securityUnitId }),
    )
    return accountId
  }
  const securityUnitId = await createUnit('Security')
  const sandboxUnitId = await createUnit('Sandbox')
  const logArchiveAccountId = await createSharedAccount('Log Archive', `log-archive@${options.emailDomain}`)
  const auditAccountId = await createSharedAccount('Audit', `audit@${options.emailDomain}`)
  return { organizationId: made(Organization?.Id, 'organization'), securityUnitId, sandboxUnitId, logArchiveAccountId, auditAccountId }
}

async function createIdentityCenter(context: OperationContext, ownerAccountId: string) {
  const identityStoreId = `d-${randomHex(10)}`
  const instanceArn = `arn:aws:sso:::instance/ssoins-${randomHex(16)}`
  await identityStore.createIdentityStore(context, { identityStoreId, ownerAccountId })
  await ssoAdmin.createOrganizationInstance(context, { instanceArn, identityStoreId, ownerAccountId })
  return { identityStoreId, instanceArn }
}

async function createPermissionSets(clients: AwsClients, instanceArn: string): Promise<Record<PermissionSetName, string>> {
  const arns: Partial<Record<PermissionSetName, string>> = {}
  for (const [name, plan] of Object.entries(permissionSets)) {
    const { PermissionSet } = await clients.ssoAdmin.send(
      new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: name, Description: plan.description, SessionDuration: 'PT1H' }),
    )
    const permissionSetArn = made(PermissionSet?.PermissionSetArn, `permission set ${name}`)
    for (const managedPolicyArn of plan.managedPolicies) {
      await clients.ssoAdmin.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn: instanceArn,
          PermissionSetArn: permissionSetArn,
          ManagedPolicyArn: managedPolicyArn,
        }),
      )
    }
    arns[name as PermissionSetName] = permissionSetArn
  }
  return arns as Record<PermissionSetName, string>
}

async function createGroups(
  clients: AwsClients,
  identityCenter: { identityStoreId: string; instanceArn: string },
  permissionSetArns: Record<PermissionSetName, string>,
  accounts: Record<SharedAccount, string>,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const [name, plan] of Object.entries(groups)) {
    const { GroupId } = await clients.identityStore.send(
      new CreateGroupCommand({ IdentityStoreId: identityCenter.identityStoreId, DisplayName: name, Description: plan.description }),
    )
    const groupId = made(GroupId, `group ${name}`)
    for (const [account, permissionSet] of Object.entries(plan.access)) {
      await clients.ssoAdmin.send(
        new CreateAccountAssignmentCommand({
          InstanceArn: identityCenter.instanceArn,
          PermissionSetArn: permissionSetArns[permissionSet],
          PrincipalType: 'GROUP',
          PrincipalId: groupId,
          TargetType: 'AWS_ACCOUNT',
          TargetId: accounts[account as SharedAccount],
        }),
      )
    }
    ids[name] = groupId
  }
  return ids
}

async function createAdministrator(
  clients: AwsClients,
  identityStoreId: string,
  groupIds: Record<string, string>,
  options: LandingZoneOptions,
): Promise<string> {
  const { UserId } = await clients.identityStore.send(
    new CreateUserCommand({
      IdentityStoreId: identityStoreId,
      UserName: options.administratorName,
      DisplayName: 'Administrator',
      Name: { GivenName: 'Account', FamilyName: 'Administrator' },
      Emails: [{ Value: `${options.administratorName}@${options.emailDomain}`, Type: 'work', Primary: true }],
    }),
  )
  for (const group of administratorGroups) {
    const membership = {
      IdentityStoreId: identityStoreId,
      GroupId: made(groupIds[group], `group ${group}`),
      MemberId: { UserId: made(UserId, 'user') },
    }
    await clients.identityStore.send(new CreateGroupMembershipCommand(membership))
  }
  return made(UserId, 'user')
}

/** The roles that Control Tower itself lets launch, and the automation user. */
async function createProduct(context: OperationContext, options: LandingZoneOptions): Promise<void> {
  const reservedRole = async (permissionSetName: PermissionSetName): Promise<string> =>
    made(await ssoAdmin.roleArnOf(context, options.managementAccountId, permissionSetName), `role of ${permissionSetName}`)
  await serviceCatalog.ensureAccountFactoryProduct(context, {
    accountId: options.managementAccountId,
    region: context.settings.homeRegion,
    principals: [
      options.automationUserArn,
      await reservedRole('AWSAdministratorAccess'),
      await reservedRole('AWSServiceCatalogEndUserAccess'),
    ],
  })
}

function made<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`setting up the landing zone made no ${what}`)
  return value
}
