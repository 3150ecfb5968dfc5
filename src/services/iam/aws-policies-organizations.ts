import type { ManagedPolicies } from './aws-policies.ts'

// Policies of AWS Organizations and AWS Control Tower, as AWS publishes them; aws-policies.ts says what is left out.

export const organizationsPolicies: ManagedPolicies = {
  /** v9. */
  AWSOrganizationsFullAccess: [
    { Sid: 'AWSOrganizationsFullAccess', Effect: 'Allow', Action: 'organizations:*', Resource: '*' },
    {
      Sid: 'AWSOrganizationsFullAccessAccount',
      Effect: 'Allow',
      Action: [
        'account:PutAlternateContact',
        'account:DeleteAlternateContact',
        'account:GetAlternateContact',
        'account:GetContactInformation',
        'account:PutContactInformation',
        'account:ListRegions',
        'account:EnableRegion',
        'account:DisableRegion',
        'account:PutAccountName',
        'account:GetAccountInformation',
      ],
      Resource: '*',
    },
    {
      Sid: 'AWSOrganizationsFullAccessCreateSLR',
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:AWSServiceName': 'organizations.amazonaws.com' } },
    },
  ],
  /** v6. */
  AWSOrganizationsReadOnlyAccess: [
    { Sid: 'AWSOrganizationsReadOnly', Effect: 'Allow', Action: ['organizations:Describe*', 'organizations:List*'], Resource: '*' },
    {
      Sid: 'AWSOrganizationsReadOnlyAccount',
      Effect: 'Allow',
      Action: [
        'account:GetAlternateContact',
        'account:GetContactInformation',
        'account:ListRegions',
        'account:GetRegionOptStatus',
        'account:GetPrimaryEmail',
      ],
      Resource: '*',
    },
  ],
  /** v21. */
  'service-role/AWSControlTowerServiceRolePolicy': [
    {
      Effect: 'Allow',
      Action: [
        'cloudtrail:CreateTrail',
        'cloudtrail:DeleteTrail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:StartLogging',
        'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail',
        'cloudtrail:PutEventSelectors',
      ],
      Resource: ['arn:aws:cloudtrail:*:*:trail/aws-controltower*'],
    },
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: ['arn:aws:iam::*:role/AWSControlTowerExecution', 'arn:aws:iam::*:role/AWSControlTowerBlueprintAccess'],
    },
    {
      Effect: 'Allow',
      Action: [
        'cloudtrail:DescribeTrails',
        'iam:ListRoles',
        'organizations:CreateAccount',
        'organizations:DescribeAccount',
        'organizations:DescribeCreateAccountStatus',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListAWSServiceAccessForOrganization',
        'organizations:ListChildren',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListTargetsForPolicy',
        'organizations:ListRoots',
        'organizations:MoveAccount',
        'servicecatalog:AssociatePrincipalWithPortfolio',
      ],
      Resource: '*',
    },
    { Effect: 'Allow', Action: ['iam:GetRole', 'iam:GetUser', 'iam:ListAttachedRolePolicies', 'iam:GetRolePolicy'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: [
        'arn:aws:iam::*:role/service-role/AWSControlTowerStackSetRole',
        'arn:aws:iam::*:role/service-role/AWSControlTowerCloudTrailRole',
        'arn:aws:iam::*:role/service-role/AWSControlTowerConfigAggregatorRoleForOrganizations',
      ],
    },
    {
      Effect: 'Allow',
      Action: ['organizations:EnableAWSServiceAccess', 'organizations:DisableAWSServiceAccess'],
      Resource: '*',
      Condition: { StringLike: { 'organizations:ServicePrincipal': ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] } },
    },
    {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:AWSServiceName': 'cloudtrail.amazonaws.com' } },
    },
    { Effect: 'Allow', Action: ['account:EnableRegion', 'account:ListRegions', 'account:GetRegionOptStatus'], Resource: '*' },
  ],
}
