import type { ManagedPolicies } from './aws-policies.ts'

// Policies of IAM, AWS Account Management and AWS CloudTrail, as AWS publishes them; aws-policies.ts says what is left out.

export const iamAndAccountsPolicies: ManagedPolicies = {
  /** v2. */
  IAMFullAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ],
      Resource: '*',
    },
  ],
  /** v4. */
  IAMReadOnlyAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
      Resource: '*',
    },
  ],
  /** v1. */
  AWSAccountManagementFullAccess: [{ Effect: 'Allow', Action: 'account:*', Resource: '*' }],
  /** v1. */
  AWSAccountManagementReadOnlyAccess: [{ Effect: 'Allow', Action: ['account:Get*', 'account:List*'], Resource: '*' }],
  /** v3. */
  AWSCloudTrail_FullAccess: [
    { Effect: 'Allow', Action: 'cloudtrail:*', Resource: '*' },
    { Effect: 'Allow', Action: ['iam:ListRoles', 'iam:GetRolePolicy', 'iam:GetUser'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
    },
  ],
  /** v1. */
  AWSCloudTrail_ReadOnlyAccess: [
    { Effect: 'Allow', Action: ['cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'], Resource: '*' },
  ],
}
