// What Control Tower makes on a first landing zone: permission sets, groups and who enters where (Control Tower guide, "Groups").

const aws = (policy: string): string => `arn:aws:iam::aws:policy/${policy}`

/** Permission sets by name, with the managed policies behind them. */
export const permissionSets = {
  AWSAdministratorAccess: {
    description: 'Provides full access to AWS services and resources',
    managedPolicies: [aws('AdministratorAccess')],
  },
  AWSPowerUserAccess: {
    description: 'Provides full access to AWS services and resources, but does not allow management of users and groups',
    managedPolicies: [aws('PowerUserAccess')],
  },
  AWSReadOnlyAccess: {
    description: 'This policy grants permissions to view resources and basic metadata across all AWS services',
    managedPolicies: [aws('ReadOnlyAccess')],
  },
  AWSOrganizationsFullAccess: {
    description: 'Provides full access to AWS Organizations',
    managedPolicies: [aws('AWSOrganizationsFullAccess')],
  },
  AWSServiceCatalogAdminFullAccess: {
    description: 'Provides full access to AWS Service Catalog admin capabilities',
    managedPolicies: [aws('AWSServiceCatalogAdminFullAccess')],
  },
  AWSServiceCatalogEndUserAccess: {
    description: 'Provides access to the AWS Service Catalog end user console',
    managedPolicies: [aws('AWSServiceCatalogEndUserFullAccess')],
  },
} as const

export type PermissionSetName = keyof typeof permissionSets

/** The shared accounts of a landing zone; member accounts get theirs in the factory. */
export type SharedAccount = 'management' | 'logArchive' | 'audit'

interface GroupPlan {
  readonly description: string
  readonly access: Partial<Record<SharedAccount, PermissionSetName>>
}

export const groups: Readonly<Record<string, GroupPlan>> = {
  AWSAccountFactory: {
    description: 'Read-only access to account factory in AWS Service Catalog for end users',
    access: { management: 'AWSServiceCatalogEndUserAccess' },
  },
  AWSServiceCatalogAdmins: {
    description: 'Admin rights to account factory in AWS Service Catalog',
    access: { management: 'AWSServiceCatalogAdminFullAccess' },
  },
  AWSControlTowerAdmins: {
    description: 'Admin rights to AWS Control Tower core and provisioned accounts',
    access: { management: 'AWSAdministratorAccess', logArchive: 'AWSAdministratorAccess', audit: 'AWSAdministratorAccess' },
  },
  AWSSecurityAuditPowerUsers: {
    description: 'Power user access to all accounts for security audits',
    access: { management: 'AWSPowerUserAccess', logArchive: 'AWSPowerUserAccess', audit: 'AWSPowerUserAccess' },
  },
  AWSSecurityAuditors: {
    description: 'Read-only access to all accounts for security audits',
    access: { management: 'AWSReadOnlyAccess', logArchive: 'AWSReadOnlyAccess', audit: 'AWSReadOnlyAccess' },
  },
  AWSLogArchiveAdmins: { description: 'Admin rights to log archive account', access: { logArchive: 'AWSAdministratorAccess' } },
  AWSLogArchiveViewers: { description: 'Read-only access to log archive account', access: { logArchive: 'AWSReadOnlyAccess' } },
  AWSAuditAccountAdmins: { description: 'Admin rights to cross-account audit account', access: { audit: 'AWSAdministratorAccess' } },
}

/** Groups of the first administrator: everything, and launching. */
export const administratorGroups = ['AWSControlTowerAdmins', 'AWSAccountFactory', 'AWSServiceCatalogAdmins']

/** AWS services that Control Tower has trusted with the organization. */
export const trustedServices: readonly string[] = [
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'controltower.amazonaws.com',
  'member.org.stacksets.cloudformation.amazonaws.com',
  'sso.amazonaws.com',
]
