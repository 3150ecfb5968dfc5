import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/sso-admin.ts'
import { anyResource, type ResourceTable } from '../../wire/service.ts'

// "Actions, resources, and condition keys for AWS IAM Identity Center" in the service authorization reference.

const account = (id = '*'): string => `arn:aws:sso:::account/${id}`

const onInstance = (_: OperationContext, { InstanceArn }: { InstanceArn: string }) => [InstanceArn]
const onPermissionSet = (_: OperationContext, { InstanceArn, PermissionSetArn }: { InstanceArn: string; PermissionSetArn: string }) => [
  InstanceArn,
  PermissionSetArn,
]
const onAccount = (_: OperationContext, { InstanceArn, AccountId }: { InstanceArn: string; AccountId: string }) => [
  InstanceArn,
  account(AccountId),
]
/** `TargetId` is not there when all accounts are meant. */
const onTarget = (_: OperationContext, input: { InstanceArn: string; PermissionSetArn: string; TargetId?: string }) => [
  input.InstanceArn,
  input.PermissionSetArn,
  account(input.TargetId),
]
const onTagged = (_: OperationContext, { ResourceArn }: { ResourceArn: string }) => [ResourceArn]

const onApplication = (_: OperationContext, { ApplicationArn }: { ApplicationArn: string }) => [ApplicationArn]
const onIssuer = (_: OperationContext, { TrustedTokenIssuerArn }: { TrustedTokenIssuerArn: string }) => [TrustedTokenIssuerArn]

export const resources: ResourceTable<Operations, OperationContext> = {
  CreateApplication: (_, { InstanceArn, ApplicationProviderArn }) => [InstanceArn, ApplicationProviderArn],
  CreateApplicationAssignment: onApplication,
  DeleteApplication: onApplication,
  DeleteApplicationAssignment: onApplication,
  DescribeApplication: onApplication,
  DescribeApplicationAssignment: onApplication,
  GetApplicationAssignmentConfiguration: onApplication,
  ListApplicationAssignments: onApplication,
  ListApplicationAssignmentsForPrincipal: onInstance,
  ListApplications: onInstance,
  PutApplicationAssignmentConfiguration: onApplication,
  UpdateApplication: onApplication,
  AttachCustomerManagedPolicyReferenceToPermissionSet: onPermissionSet,
  DetachCustomerManagedPolicyReferenceFromPermissionSet: onPermissionSet,
  ListCustomerManagedPolicyReferencesInPermissionSet: onPermissionSet,
  AttachManagedPolicyToPermissionSet: onPermissionSet,
  CreateAccountAssignment: onTarget,
  // What is yet to be made has no id of its own.
  CreatePermissionSet: (_, { InstanceArn }) => [InstanceArn, `arn:aws:sso:::permissionSet/${InstanceArn.split('/').at(-1)}/*`],
  DeleteAccountAssignment: onTarget,
  DeleteInlinePolicyFromPermissionSet: onPermissionSet,
  DeletePermissionSet: onPermissionSet,
  DeletePermissionsBoundaryFromPermissionSet: onPermissionSet,
  DescribeAccountAssignmentCreationStatus: onInstance,
  DescribeAccountAssignmentDeletionStatus: onInstance,
  DescribeInstance: onInstance,
  CreateInstanceAccessControlAttributeConfiguration: onInstance,
  DeleteInstanceAccessControlAttributeConfiguration: onInstance,
  DescribeInstanceAccessControlAttributeConfiguration: onInstance,
  UpdateInstanceAccessControlAttributeConfiguration: onInstance,
  AddRegion: onInstance,
  RemoveRegion: onInstance,
  DescribeRegion: onInstance,
  ListRegions: onInstance,
  CreateInstance: anyResource,
  DeleteInstance: onInstance,
  UpdateInstance: onInstance,
  DescribePermissionSet: onPermissionSet,
  DescribePermissionSetProvisioningStatus: onInstance,
  DetachManagedPolicyFromPermissionSet: onPermissionSet,
  GetInlinePolicyForPermissionSet: onPermissionSet,
  GetPermissionsBoundaryForPermissionSet: onPermissionSet,
  ListAccountAssignmentCreationStatus: onInstance,
  ListAccountAssignmentDeletionStatus: onInstance,
  ListAccountAssignments: (_, input) => [input.InstanceArn, input.PermissionSetArn, account(input.AccountId)],
  ListAccountAssignmentsForPrincipal: onInstance,
  ListAccountsForProvisionedPermissionSet: onPermissionSet,
  ListInstances: anyResource,
  ListManagedPoliciesInPermissionSet: onPermissionSet,
  ListPermissionSets: onInstance,
  ListPermissionSetsProvisionedToAccount: onAccount,
  ListTagsForResource: onTagged,
  ProvisionPermissionSet: onTarget,
  PutInlinePolicyToPermissionSet: onPermissionSet,
  PutPermissionsBoundaryToPermissionSet: onPermissionSet,
  TagResource: onTagged,
  UntagResource: onTagged,
  UpdatePermissionSet: onPermissionSet,
  CreateTrustedTokenIssuer: onInstance,
  DeleteApplicationAccessScope: onApplication,
  DeleteApplicationAuthenticationMethod: onApplication,
  DeleteApplicationGrant: onApplication,
  DeleteTrustedTokenIssuer: onIssuer,
  DescribeApplicationProvider: (_, { ApplicationProviderArn }) => [ApplicationProviderArn],
  DescribeTrustedTokenIssuer: onIssuer,
  GetApplicationAccessScope: onApplication,
  GetApplicationAuthenticationMethod: onApplication,
  GetApplicationGrant: onApplication,
  GetApplicationSessionConfiguration: onApplication,
  ListApplicationAccessScopes: onApplication,
  ListApplicationAuthenticationMethods: onApplication,
  ListApplicationGrants: onApplication,
  ListApplicationProviders: anyResource,
  ListPermissionSetProvisioningStatus: onInstance,
  ListTrustedTokenIssuers: onInstance,
  PutApplicationAccessScope: onApplication,
  PutApplicationAuthenticationMethod: onApplication,
  PutApplicationGrant: onApplication,
  PutApplicationSessionConfiguration: onApplication,
  UpdateTrustedTokenIssuer: onIssuer,
}
