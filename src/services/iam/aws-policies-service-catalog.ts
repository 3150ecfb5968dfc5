import type { ManagedPolicies } from './aws-policies.ts'

// Policies of AWS Service Catalog, as AWS publishes them; aws-policies.ts says what is left out.

export const serviceCatalogPolicies: ManagedPolicies = {
  /** v9. */
  AWSServiceCatalogAdminFullAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GetGroup',
        'iam:GetRole',
        'iam:GetUser',
        'iam:ListGroups',
        'iam:ListRoles',
        'iam:ListUsers',
        'servicecatalog:Get*',
        'servicecatalog:Scan*',
        'servicecatalog:Search*',
        'servicecatalog:List*',
        'servicecatalog:TagResource',
        'servicecatalog:UntagResource',
        'servicecatalog:SyncResource',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: [
        'servicecatalog:Accept*',
        'servicecatalog:Associate*',
        'servicecatalog:Batch*',
        'servicecatalog:Copy*',
        'servicecatalog:Create*',
        'servicecatalog:Delete*',
        'servicecatalog:Describe*',
        'servicecatalog:Disable*',
        'servicecatalog:Disassociate*',
        'servicecatalog:Enable*',
        'servicecatalog:Execute*',
        'servicecatalog:Import*',
        'servicecatalog:Provision*',
        'servicecatalog:Put*',
        'servicecatalog:Reject*',
        'servicecatalog:Terminate*',
        'servicecatalog:Update*',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'servicecatalog.amazonaws.com' } },
    },
    {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource:
        'arn:aws:iam::*:role/aws-service-role/orgsdatasync.servicecatalog.amazonaws.com/AWSServiceRoleForServiceCatalogOrgsDataSync',
      Condition: { StringEquals: { 'iam:AWSServiceName': 'orgsdatasync.servicecatalog.amazonaws.com' } },
    },
  ],
  /** v1. */
  AWSServiceCatalogAdminReadOnlyAccess: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GetGroup',
        'iam:GetRole',
        'iam:GetUser',
        'iam:ListGroups',
        'iam:ListRoles',
        'iam:ListUsers',
        'servicecatalog:Get*',
        'servicecatalog:List*',
        'servicecatalog:Describe*',
        'servicecatalog:ScanProvisionedProducts',
        'servicecatalog:Search*',
      ],
      Resource: '*',
    },
  ],
  /** v8. */
  AWSServiceCatalogEndUserFullAccess: [
    {
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProduct',
        'servicecatalog:DescribeProductView',
        'servicecatalog:DescribeProvisioningParameters',
        'servicecatalog:ListLaunchPaths',
        'servicecatalog:ProvisionProduct',
        'servicecatalog:SearchProducts',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProvisionedProduct',
        'servicecatalog:DescribeRecord',
        'servicecatalog:ListRecordHistory',
        'servicecatalog:ListStackInstancesForProvisionedProduct',
        'servicecatalog:ScanProvisionedProducts',
        'servicecatalog:TerminateProvisionedProduct',
        'servicecatalog:UpdateProvisionedProduct',
        'servicecatalog:SearchProvisionedProducts',
        'servicecatalog:CreateProvisionedProductPlan',
        'servicecatalog:DescribeProvisionedProductPlan',
        'servicecatalog:ExecuteProvisionedProductPlan',
        'servicecatalog:DeleteProvisionedProductPlan',
        'servicecatalog:ListProvisionedProductPlans',
        'servicecatalog:ListServiceActionsForProvisioningArtifact',
        'servicecatalog:ExecuteProvisionedProductServiceAction',
        'servicecatalog:DescribeServiceActionExecutionParameters',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'servicecatalog:userLevel': 'self' } },
    },
  ],
  /** v1. */
  AWSServiceCatalogEndUserReadOnlyAccess: [
    {
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProduct',
        'servicecatalog:DescribeProductView',
        'servicecatalog:DescribeProvisioningParameters',
        'servicecatalog:ListLaunchPaths',
        'servicecatalog:SearchProducts',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProvisionedProduct',
        'servicecatalog:DescribeRecord',
        'servicecatalog:ListRecordHistory',
        'servicecatalog:ListStackInstancesForProvisionedProduct',
        'servicecatalog:ScanProvisionedProducts',
        'servicecatalog:SearchProvisionedProducts',
        'servicecatalog:DescribeProvisionedProductPlan',
        'servicecatalog:ListProvisionedProductPlans',
        'servicecatalog:ListServiceActionsForProvisioningArtifact',
        'servicecatalog:DescribeServiceActionExecutionParameters',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'servicecatalog:userLevel': 'self' } },
    },
  ],
}
