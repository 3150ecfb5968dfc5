import type { ManagedPolicies } from './aws-policies.ts'

// Policies of AWS IAM Identity Center, as AWS publishes them; aws-policies.ts says what is left out.

export const identityCenterPolicies: ManagedPolicies = {
  /** v13. */
  AWSSSOMasterAccountAdministrator: [
    {
      Sid: 'AWSSSOCreateSLR',
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: 'arn:aws:iam::*:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO',
      Condition: { StringLike: { 'iam:AWSServiceName': 'sso.amazonaws.com' } },
    },
    {
      Sid: 'AWSSSOMasterAccountAdministrator',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::*:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO',
      Condition: { StringLike: { 'iam:PassedToService': 'sso.amazonaws.com' } },
    },
    {
      Sid: 'AWSSSOMemberAccountAdministrator',
      Effect: 'Allow',
      Action: [
        'iam:ListPolicies',
        'organizations:EnableAWSServiceAccess',
        'organizations:ListRoots',
        'organizations:ListAccounts',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListAccountsForParent',
        'organizations:DescribeOrganization',
        'organizations:ListChildren',
        'organizations:DescribeAccount',
        'organizations:ListParents',
        'organizations:ListDelegatedAdministrators',
        'sso:*',
        'identitystore:*',
      ],
      Resource: '*',
    },
    {
      Sid: 'AWSSSOManageDelegatedAdministrator',
      Effect: 'Allow',
      Action: ['organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator'],
      Resource: '*',
      Condition: { StringEquals: { 'organizations:ServicePrincipal': 'sso.amazonaws.com' } },
    },
  ],
  /** v11. */
  AWSSSOMemberAccountAdministrator: [
    {
      Sid: 'AWSSSOMemberAccountAdministrator',
      Effect: 'Allow',
      Action: [
        'iam:ListPolicies',
        'organizations:EnableAWSServiceAccess',
        'organizations:DescribeOrganization',
        'organizations:DescribeAccount',
        'organizations:ListRoots',
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListParents',
        'organizations:ListChildren',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListDelegatedAdministrators',
        'sso:*',
        'identitystore:*',
      ],
      Resource: '*',
    },
    {
      Sid: 'AWSSSOManageDelegatedAdministrator',
      Effect: 'Allow',
      Action: ['organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator'],
      Resource: '*',
      Condition: { StringEquals: { 'organizations:ServicePrincipal': 'sso.amazonaws.com' } },
    },
  ],
  /** v12. */
  AWSSSOReadOnly: [
    {
      Sid: 'AWSSSOReadOnly',
      Effect: 'Allow',
      Action: [
        'iam:ListPolicies',
        'organizations:DescribeOrganization',
        'organizations:DescribeAccount',
        'organizations:ListParents',
        'organizations:ListChildren',
        'organizations:ListAccounts',
        'organizations:ListRoots',
        'organizations:ListAccountsForParent',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListDelegatedAdministrators',
        'sso:Describe*',
        'sso:Get*',
        'sso:List*',
        'sso:Search*',
      ],
      Resource: '*',
    },
  ],
  /** v7. */
  AWSSSODirectoryAdministrator: [
    { Sid: 'AWSSSODirectoryAdministrator', Effect: 'Allow', Action: ['identitystore:*', 'sso:ListDirectoryAssociations'], Resource: '*' },
  ],
  /** v7. */
  AWSSSODirectoryReadOnly: [
    { Sid: 'AWSSSODirectoryReadOnly', Effect: 'Allow', Action: ['identitystore:Describe*', 'identitystore:List*'], Resource: '*' },
  ],
}
