import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/sso-admin.ts'
import type { OperationTable } from '../../wire/service.ts'
import { addRegion } from './add-region.ts'
import {
  deleteApplicationAccessScope,
  getApplicationAccessScope,
  listApplicationAccessScopes,
  putApplicationAccessScope,
} from './application-access-scopes.ts'
import {
  deleteApplicationAuthenticationMethod,
  getApplicationAuthenticationMethod,
  listApplicationAuthenticationMethods,
  putApplicationAuthenticationMethod,
} from './application-authentication-methods.ts'
import { deleteApplicationGrant, getApplicationGrant, listApplicationGrants, putApplicationGrant } from './application-grants.ts'
import { describeApplicationProvider, listApplicationProviders } from './application-providers.ts'
import { getApplicationSessionConfiguration, putApplicationSessionConfiguration } from './application-session-configuration.ts'
import { attachCustomerManagedPolicyReferenceToPermissionSet } from './attach-customer-managed-policy-reference-to-permission-set.ts'
import { attachManagedPolicyToPermissionSet } from './attach-managed-policy-to-permission-set.ts'
import { createAccountAssignment } from './create-account-assignment.ts'
import { createApplication } from './create-application.ts'
import { createApplicationAssignment } from './create-application-assignment.ts'
import { createInstance } from './create-instance.ts'
import { createInstanceAccessControlAttributeConfiguration } from './create-instance-access-control-attribute-configuration.ts'
import { createPermissionSet } from './create-permission-set.ts'
import { deleteAccountAssignment } from './delete-account-assignment.ts'
import { deleteApplication } from './delete-application.ts'
import { deleteApplicationAssignment } from './delete-application-assignment.ts'
import { deleteInlinePolicyFromPermissionSet } from './delete-inline-policy-from-permission-set.ts'
import { deleteInstance } from './delete-instance.ts'
import { deleteInstanceAccessControlAttributeConfiguration } from './delete-instance-access-control-attribute-configuration.ts'
import { deletePermissionSet } from './delete-permission-set.ts'
import { deletePermissionsBoundaryFromPermissionSet } from './delete-permissions-boundary-from-permission-set.ts'
import { describeAccountAssignmentCreationStatus } from './describe-account-assignment-creation-status.ts'
import { describeAccountAssignmentDeletionStatus } from './describe-account-assignment-deletion-status.ts'
import { describeApplication } from './describe-application.ts'
import { describeApplicationAssignment } from './describe-application-assignment.ts'
import { describeInstance } from './describe-instance.ts'
import { describeInstanceAccessControlAttributeConfiguration } from './describe-instance-access-control-attribute-configuration.ts'
import { describePermissionSet } from './describe-permission-set.ts'
import { describePermissionSetProvisioningStatus } from './describe-permission-set-provisioning-status.ts'
import { describeRegion } from './describe-region.ts'
import { detachCustomerManagedPolicyReferenceFromPermissionSet } from './detach-customer-managed-policy-reference-from-permission-set.ts'
import { detachManagedPolicyFromPermissionSet } from './detach-managed-policy-from-permission-set.ts'
import { getApplicationAssignmentConfiguration } from './get-application-assignment-configuration.ts'
import { getInlinePolicyForPermissionSet } from './get-inline-policy-for-permission-set.ts'
import { getPermissionsBoundaryForPermissionSet } from './get-permissions-boundary-for-permission-set.ts'
import { listAccountAssignmentCreationStatus } from './list-account-assignment-creation-status.ts'
import { listAccountAssignmentDeletionStatus } from './list-account-assignment-deletion-status.ts'
import { listAccountAssignments } from './list-account-assignments.ts'
import { listAccountAssignmentsForPrincipal } from './list-account-assignments-for-principal.ts'
import { listAccountsForProvisionedPermissionSet } from './list-accounts-for-provisioned-permission-set.ts'
import { listApplicationAssignments } from './list-application-assignments.ts'
import { listApplicationAssignmentsForPrincipal } from './list-application-assignments-for-principal.ts'
import { listApplications } from './list-applications.ts'
import { listCustomerManagedPolicyReferencesInPermissionSet } from './list-customer-managed-policy-references-in-permission-set.ts'
import { listInstances } from './list-instances.ts'
import { listManagedPoliciesInPermissionSet } from './list-managed-policies-in-permission-set.ts'
import { listPermissionSetProvisioningStatus } from './list-permission-set-provisioning-status.ts'
import { listPermissionSets } from './list-permission-sets.ts'
import { listPermissionSetsProvisionedToAccount } from './list-permission-sets-provisioned-to-account.ts'
import { listRegions } from './list-regions.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { provisionPermissionSet } from './provision-permission-set.ts'
import { putApplicationAssignmentConfiguration } from './put-application-assignment-configuration.ts'
import { putInlinePolicyToPermissionSet } from './put-inline-policy-to-permission-set.ts'
import { putPermissionsBoundaryToPermissionSet } from './put-permissions-boundary-to-permission-set.ts'
import { removeRegion } from './remove-region.ts'
import { tagResource } from './tag-resource.ts'
import {
  createTrustedTokenIssuer,
  deleteTrustedTokenIssuer,
  describeTrustedTokenIssuer,
  listTrustedTokenIssuers,
  updateTrustedTokenIssuer,
} from './trusted-token-issuers.ts'
import { untagResource } from './untag-resource.ts'
import { updateApplication } from './update-application.ts'
import { updateInstance } from './update-instance.ts'
import { updateInstanceAccessControlAttributeConfiguration } from './update-instance-access-control-attribute-configuration.ts'
import { updatePermissionSet } from './update-permission-set.ts'

export const operations: OperationTable<Operations, OperationContext> = {
  CreateApplication: createApplication,
  CreateApplicationAssignment: createApplicationAssignment,
  DeleteApplication: deleteApplication,
  DeleteApplicationAssignment: deleteApplicationAssignment,
  DescribeApplication: describeApplication,
  DescribeApplicationAssignment: describeApplicationAssignment,
  GetApplicationAssignmentConfiguration: getApplicationAssignmentConfiguration,
  ListApplicationAssignments: listApplicationAssignments,
  ListApplicationAssignmentsForPrincipal: listApplicationAssignmentsForPrincipal,
  ListApplications: listApplications,
  PutApplicationAssignmentConfiguration: putApplicationAssignmentConfiguration,
  UpdateApplication: updateApplication,
  AttachCustomerManagedPolicyReferenceToPermissionSet: attachCustomerManagedPolicyReferenceToPermissionSet,
  DetachCustomerManagedPolicyReferenceFromPermissionSet: detachCustomerManagedPolicyReferenceFromPermissionSet,
  ListCustomerManagedPolicyReferencesInPermissionSet: listCustomerManagedPolicyReferencesInPermissionSet,
  AttachManagedPolicyToPermissionSet: attachManagedPolicyToPermissionSet,
  CreateAccountAssignment: createAccountAssignment,
  CreatePermissionSet: createPermissionSet,
  DeleteAccountAssignment: deleteAccountAssignment,
  DeleteInlinePolicyFromPermissionSet: deleteInlinePolicyFromPermissionSet,
  DeletePermissionSet: deletePermissionSet,
  DeletePermissionsBoundaryFromPermissionSet: deletePermissionsBoundaryFromPermissionSet,
  DescribeAccountAssignmentCreationStatus: describeAccountAssignmentCreationStatus,
  DescribeAccountAssignmentDeletionStatus: describeAccountAssignmentDeletionStatus,
  DescribeInstance: describeInstance,
  CreateInstanceAccessControlAttributeConfiguration: createInstanceAccessControlAttributeConfiguration,
  DeleteInstanceAccessControlAttributeConfiguration: deleteInstanceAccessControlAttributeConfiguration,
  DescribeInstanceAccessControlAttributeConfiguration: describeInstanceAccessControlAttributeConfiguration,
  UpdateInstanceAccessControlAttributeConfiguration: updateInstanceAccessControlAttributeConfiguration,
  AddRegion: addRegion,
  RemoveRegion: removeRegion,
  DescribeRegion: describeRegion,
  ListRegions: listRegions,
  CreateInstance: createInstance,
  DeleteInstance: deleteInstance,
  UpdateInstance: updateInstance,
  DescribePermissionSet: describePermissionSet,
  DescribePermissionSetProvisioningStatus: describePermissionSetProvisioningStatus,
  DetachManagedPolicyFromPermissionSet: detachManagedPolicyFromPermissionSet,
  GetInlinePolicyForPermissionSet: getInlinePolicyForPermissionSet,
  GetPermissionsBoundaryForPermissionSet: getPermissionsBoundaryForPermissionSet,
  ListAccountAssignmentCreationStatus: listAccountAssignmentCreationStatus,
  ListAccountAssignmentDeletionStatus: listAccountAssignmentDeletionStatus,
  ListAccountAssignments: listAccountAssignments,
  ListAccountAssignmentsForPrincipal: listAccountAssignmentsForPrincipal,
  ListAccountsForProvisionedPermissionSet: listAccountsForProvisionedPermissionSet,
  ListInstances: listInstances,
  ListManagedPoliciesInPermissionSet: listManagedPoliciesInPermissionSet,
  ListPermissionSets: listPermissionSets,
  ListPermissionSetsProvisionedToAccount: listPermissionSetsProvisionedToAccount,
  ListTagsForResource: listTagsForResource,
  ProvisionPermissionSet: provisionPermissionSet,
  PutInlinePolicyToPermissionSet: putInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet: putPermissionsBoundaryToPermissionSet,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdatePermissionSet: updatePermissionSet,
  CreateTrustedTokenIssuer: createTrustedTokenIssuer,
  DeleteApplicationAccessScope: deleteApplicationAccessScope,
  DeleteApplicationAuthenticationMethod: deleteApplicationAuthenticationMethod,
  DeleteApplicationGrant: deleteApplicationGrant,
  DeleteTrustedTokenIssuer: deleteTrustedTokenIssuer,
  DescribeApplicationProvider: describeApplicationProvider,
  DescribeTrustedTokenIssuer: describeTrustedTokenIssuer,
  GetApplicationAccessScope: getApplicationAccessScope,
  GetApplicationAuthenticationMethod: getApplicationAuthenticationMethod,
  GetApplicationGrant: getApplicationGrant,
  GetApplicationSessionConfiguration: getApplicationSessionConfiguration,
  ListApplicationAccessScopes: listApplicationAccessScopes,
  ListApplicationAuthenticationMethods: listApplicationAuthenticationMethods,
  ListApplicationGrants: listApplicationGrants,
  ListApplicationProviders: listApplicationProviders,
  ListPermissionSetProvisioningStatus: listPermissionSetProvisioningStatus,
  ListTrustedTokenIssuers: listTrustedTokenIssuers,
  PutApplicationAccessScope: putApplicationAccessScope,
  PutApplicationAuthenticationMethod: putApplicationAuthenticationMethod,
  PutApplicationGrant: putApplicationGrant,
  PutApplicationSessionConfiguration: putApplicationSessionConfiguration,
  UpdateTrustedTokenIssuer: updateTrustedTokenIssuer,
}
