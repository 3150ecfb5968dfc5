import type { PolicyDocument, Statement } from '../../access/policy.ts'

// AWS's managed policies by their published names, narrowed to the services that are answered here.

/** What people who launch accounts see and do in Account Factory itself; AWS has no such API, so its policies do not name it. */
const ownRequests: Statement = {
  Sid: 'AccountFactoryEndUser',
  Effect: 'Allow',
  Action: [
    'account-factory:ListRequests',
    'account-factory:GetRequest',
    'account-factory:RetryRequest',
    'account-factory:CancelRequest',
    'account-factory:GetQueue',
    'account-factory:Preflight',
    'account-factory:GetOrganization',
  ],
  Resource: '*',
}

const ownRequestsReadOnly: Statement = {
  Sid: 'AccountFactoryEndUserReadOnly',
  Effect: 'Allow',
  Action: ['account-factory:ListRequests', 'account-factory:GetRequest', 'account-factory:GetQueue', 'account-factory:GetOrganization'],
  Resource: '*',
}

const endUserRead = [
  'servicecatalog:DescribeProduct',
  'servicecatalog:DescribeProductView',
  'servicecatalog:DescribeProvisioningParameters',
  'servicecatalog:ListLaunchPaths',
  'servicecatalog:SearchProducts',
]
const endUserOwn = [
  'servicecatalog:DescribeProvisionedProduct',
  'servicecatalog:DescribeRecord',
  'servicecatalog:ListRecordHistory',
  'servicecatalog:ListStackInstancesForProvisionedProduct',
  'servicecatalog:ScanProvisionedProducts',
  'servicecatalog:SearchProvisionedProducts',
  'servicecatalog:GetProvisionedProductOutputs',
]
const endUserChange = ['servicecatalog:TerminateProvisionedProduct', 'servicecatalog:UpdateProvisionedProduct']

const allow = (action: string | string[], condition?: Statement['Condition']): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: '*',
  ...(condition && { Condition: condition }),
})

const readers = (service: string): string[] => ['Describe', 'Get', 'List', 'Search', 'Scan'].map((verb) => `${service}:${verb}*`)

const policies: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: [allow('*')],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    allow([
      'account:GetAccountInformation',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeEffectivePolicy',
      'organizations:DescribeOrganization',
    ]),
  ],
  ReadOnlyAccess: [
    allow([
      ...['account', 'controltower', 'iam', 'organizations', 'servicecatalog', 'sso', 'account-factory'].flatMap(readers),
      ...['identitystore:Describe*', 'identitystore:Get*', 'identitystore:IsMemberInGroups', 'identitystore:List*'],
      'account-factory:Preflight',
      'sts:GetAccessKeyInfo',
      'sts:GetCallerIdentity',
    ]),
  ],
  SecurityAudit: [
    allow([
      ...['controltower', 'iam', 'organizations', 'sso'].flatMap(readers),
      'identitystore:Describe*',
      'identitystore:List*',
      'servicecatalog:List*',
    ]),
  ],
  IAMFullAccess: [allow(['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:List*'])],
  AWSOrganizationsFullAccess: [allow(['organizations:*', 'account:*', 'account-factory:GetOrganization', 'account-factory:ListAccounts'])],
  AWSOrganizationsReadOnlyAccess: [
    allow([
      'organizations:Describe*',
      'organizations:List*',
      'account:Get*',
      'account:List*',
      'account-factory:GetOrganization',
      'account-factory:ListAccounts',
    ]),
  ],
  AWSServiceCatalogAdminFullAccess: [allow(['servicecatalog:*', 'organizations:Describe*', 'organizations:List*']), ownRequests],
  AWSServiceCatalogAdminReadOnlyAccess: [allow(readers('servicecatalog')), ownRequestsReadOnly],
  AWSServiceCatalogEndUserFullAccess: [
    allow([...endUserRead, 'servicecatalog:ProvisionProduct']),
    allow([...endUserOwn, ...endUserChange], { StringEquals: { 'servicecatalog:userLevel': 'self' } }),
    ownRequests,
  ],
  AWSServiceCatalogEndUserReadOnlyAccess: [
    allow(endUserRead),
    allow(endUserOwn, { StringEquals: { 'servicecatalog:userLevel': 'self' } }),
    ownRequestsReadOnly,
  ],
}

/** The document of an AWS managed policy (`arn:aws:iam::aws:policy/AdministratorAccess`), or undefined when there is none of this ARN. */
export function managedPolicy(arn: string): PolicyDocument | undefined {
  const name = /^arn:aws:iam::aws:policy\/(?:job-function\/|service-role\/)?([\w+=,.@-]+)$/.exec(arn)?.[1]
  return name !== undefined ? documents.get(name) : undefined
}

/** ARNs of all of them, in order. */
export const managedPolicyArns: readonly string[] = Object.keys(policies)
  .map((name) => `arn:aws:iam::aws:policy/${name}`)
  .sort()

/** The same object each time, so that it is read once. */
const documents: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries(policies).map(([name, statements]) => [name, { Version: '2012-10-17', Statement: statements }]),
)
