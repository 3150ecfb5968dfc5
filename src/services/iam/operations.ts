import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/iam.ts'
import type { OperationTable } from '../../wire/service.ts'
import { createCreateAccessKey, deleteAccessKey, getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './access-keys.ts'
import * as account from './account-settings.ts'
import * as policies from './customer-policies.ts'
import * as entity from './entity-policies.ts'
import * as tags from './entity-tags.ts'
import * as groups from './groups.ts'
import * as profiles from './instance-profiles.ts'
import { listEntitiesForPolicy, listPolicies } from './list-policies.ts'
import { listServiceSpecificCredentials, noLoginProfile, none, noneOfUser } from './not-kept.ts'
import * as providers from './openid-providers.ts'
import { deleteProvider } from './providers.ts'
import * as roles from './roles.ts'
import { createCreateSamlProvider, createUpdateSamlProvider, getSamlProvider, listSamlProviders } from './saml-providers.ts'
import { createServiceLinkedRole, deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus } from './service-linked-roles.ts'
import * as users from './users.ts'

type Table = OperationTable<Operations, OperationContext>

/** What users, roles and groups have in common is one function for the three; here each gets its name on the wire. */
const ofRoles: Table = {
  AttachRolePolicy: (context, { RoleName, PolicyArn }) => entity.attachPolicy(context, 'role', RoleName, PolicyArn),
  DetachRolePolicy: (context, { RoleName, PolicyArn }) => entity.detachPolicy(context, 'role', RoleName, PolicyArn),
  ListAttachedRolePolicies: (context, input) => entity.listAttachedPolicies(context, 'role', input.RoleName, input),
  PutRolePolicy: (context, input) => entity.putInlinePolicy(context, 'role', input.RoleName, input),
  GetRolePolicy: async (context, { RoleName, PolicyName }) => ({
    RoleName,
    ...(await entity.getInlinePolicy(context, 'role', RoleName, PolicyName)),
  }),
  DeleteRolePolicy: (context, { RoleName, PolicyName }) => entity.deleteInlinePolicy(context, 'role', RoleName, PolicyName),
  ListRolePolicies: (context, input) => entity.listInlinePolicies(context, 'role', input.RoleName, input),
  PutRolePermissionsBoundary: (context, { RoleName, PermissionsBoundary }) =>
    entity.putBoundary(context, 'role', RoleName, PermissionsBoundary),
  DeleteRolePermissionsBoundary: (context, { RoleName }) => entity.deleteBoundary(context, 'role', RoleName),
  TagRole: (context, { RoleName, Tags }) => tags.tagEntity(context, 'role', RoleName, Tags),
  UntagRole: (context, { RoleName, TagKeys }) => tags.untagEntity(context, 'role', RoleName, TagKeys),
  ListRoleTags: (context, input) => tags.listEntityTags(context, 'role', input.RoleName, input),
  CreateRole: roles.createRole,
  CreateServiceLinkedRole: createServiceLinkedRole,
  DeleteRole: roles.deleteRole,
  DeleteServiceLinkedRole: deleteServiceLinkedRole,
  GetRole: roles.getRole,
  GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
  ListRoles: roles.listRoles,
  UpdateAssumeRolePolicy: roles.updateAssumeRolePolicy,
  UpdateRole: roles.updateRole,
  UpdateRoleDescription: roles.updateRoleDescription,
}

const ofUsers: Table = {
  AttachUserPolicy: (context, { UserName, PolicyArn }) => entity.attachPolicy(context, 'user', UserName, PolicyArn),
  DetachUserPolicy: (context, { UserName, PolicyArn }) => entity.detachPolicy(context, 'user', UserName, PolicyArn),
  ListAttachedUserPolicies: (context, input) => entity.listAttachedPolicies(context, 'user', input.UserName, input),
  PutUserPolicy: (context, input) => entity.putInlinePolicy(context, 'user', input.UserName, input),
  GetUserPolicy: async (context, { UserName, PolicyName }) => ({
    UserName,
    ...(await entity.getInlinePolicy(context, 'user', UserName, PolicyName)),
  }),
  DeleteUserPolicy: (context, { UserName, PolicyName }) => entity.deleteInlinePolicy(context, 'user', UserName, PolicyName),
  ListUserPolicies: (context, input) => entity.listInlinePolicies(context, 'user', input.UserName, input),
  PutUserPermissionsBoundary: (context, { UserName, PermissionsBoundary }) =>
    entity.putBoundary(context, 'user', UserName, PermissionsBoundary),
  DeleteUserPermissionsBoundary: (context, { UserName }) => entity.deleteBoundary(context, 'user', UserName),
  TagUser: (context, { UserName, Tags }) => tags.tagEntity(context, 'user', UserName, Tags),
  UntagUser: (context, { UserName, TagKeys }) => tags.untagEntity(context, 'user', UserName, TagKeys),
  ListUserTags: (context, input) => tags.listEntityTags(context, 'user', input.UserName, input),
  CreateUser: users.createUser,
  DeleteAccessKey: deleteAccessKey,
  DeleteUser: users.deleteUser,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetUser: users.getUser,
  ListAccessKeys: listAccessKeys,
  ListUsers: users.listUsers,
  UpdateAccessKey: updateAccessKey,
  UpdateUser: users.updateUser,
}

const ofGroups: Table = {
  AttachGroupPolicy: (context, { GroupName, PolicyArn }) => entity.attachPolicy(context, 'group', GroupName, PolicyArn),
  DetachGroupPolicy: (context, { GroupName, PolicyArn }) => entity.detachPolicy(context, 'group', GroupName, PolicyArn),
  ListAttachedGroupPolicies: (context, input) => entity.listAttachedPolicies(context, 'group', input.GroupName, input),
  PutGroupPolicy: (context, input) => entity.putInlinePolicy(context, 'group', input.GroupName, input),
  GetGroupPolicy: async (context, { GroupName, PolicyName }) => ({
    GroupName,
    ...(await entity.getInlinePolicy(context, 'group', GroupName, PolicyName)),
  }),
  DeleteGroupPolicy: (context, { GroupName, PolicyName }) => entity.deleteInlinePolicy(context, 'group', GroupName, PolicyName),
  ListGroupPolicies: (context, input) => entity.listInlinePolicies(context, 'group', input.GroupName, input),
  AddUserToGroup: groups.addUserToGroup,
  CreateGroup: groups.createGroup,
  DeleteGroup: groups.deleteGroup,
  GetGroup: groups.getGroup,
  ListGroups: groups.listGroups,
  ListGroupsForUser: groups.listGroupsForUser,
  RemoveUserFromGroup: groups.removeUserFromGroup,
  UpdateGroup: groups.updateGroup,
}

const ofPolicies: Table = {
  CreatePolicy: policies.createPolicy,
  CreatePolicyVersion: policies.createPolicyVersion,
  DeletePolicy: policies.deletePolicy,
  DeletePolicyVersion: policies.deletePolicyVersion,
  GetPolicy: policies.getPolicy,
  GetPolicyVersion: policies.getPolicyVersion,
  ListEntitiesForPolicy: listEntitiesForPolicy,
  ListPolicies: listPolicies,
  ListPolicyTags: tags.listPolicyTags,
  ListPolicyVersions: policies.listPolicyVersions,
  SetDefaultPolicyVersion: policies.setDefaultPolicyVersion,
  TagPolicy: tags.tagPolicy,
  UntagPolicy: tags.untagPolicy,
}

const ofAccounts: Table = {
  CreateAccountAlias: account.createAccountAlias,
  DeleteAccountAlias: account.deleteAccountAlias,
  DeleteAccountPasswordPolicy: account.deleteAccountPasswordPolicy,
  GetAccountPasswordPolicy: account.getAccountPasswordPolicy,
  GetAccountSummary: account.getAccountSummary,
  ListAccountAliases: account.listAccountAliases,
  UpdateAccountPasswordPolicy: account.updateAccountPasswordPolicy,
}

const ofInstanceProfiles: Table = {
  AddRoleToInstanceProfile: profiles.addRole,
  CreateInstanceProfile: profiles.createInstanceProfile,
  DeleteInstanceProfile: profiles.deleteInstanceProfile,
  GetInstanceProfile: profiles.getInstanceProfile,
  ListInstanceProfileTags: tags.listInstanceProfileTags,
  ListInstanceProfiles: profiles.listInstanceProfiles,
  ListInstanceProfilesForRole: profiles.listInstanceProfilesForRole,
  RemoveRoleFromInstanceProfile: profiles.removeRole,
  TagInstanceProfile: tags.tagInstanceProfile,
  UntagInstanceProfile: tags.untagInstanceProfile,
}

const ofWhatIsNotKept: Table = {
  DeleteLoginProfile: noLoginProfile,
  GetLoginProfile: noLoginProfile,
  ListMFADevices: async (context, input) => ({ MFADevices: [], ...(await noneOfUser(context, input)) }),
  ListSSHPublicKeys: async (context, input) => ({ SSHPublicKeys: [], ...(await noneOfUser(context, input)) }),
  ListServerCertificates: async (_, input) => ({ ServerCertificateMetadataList: [], ...(await none(input)) }),
  ListServiceSpecificCredentials: listServiceSpecificCredentials,
  ListSigningCertificates: async (context, input) => ({ Certificates: [], ...(await noneOfUser(context, input)) }),
  ListVirtualMFADevices: async (_, input) => ({ VirtualMFADevices: [], ...(await none(input)) }),
}

const openid = 'openid_providers'
const saml = 'saml_providers'

const ofProviders = (secretKey: Buffer): Table => ({
  AddClientIDToOpenIDConnectProvider: providers.addClientId,
  CreateOpenIDConnectProvider: providers.createOpenIdProvider,
  CreateSAMLProvider: createCreateSamlProvider(secretKey),
  DeleteOpenIDConnectProvider: (context, input) => deleteProvider(context, openid, input.OpenIDConnectProviderArn),
  DeleteSAMLProvider: (context, { SAMLProviderArn }) => deleteProvider(context, saml, SAMLProviderArn),
  GetOpenIDConnectProvider: providers.getOpenIdProvider,
  GetSAMLProvider: getSamlProvider,
  ListOpenIDConnectProviders: providers.listOpenIdProviders,
  ListOpenIDConnectProviderTags: (context, input) => tags.listProviderTags(context, openid, input.OpenIDConnectProviderArn, input),
  ListSAMLProviders: listSamlProviders,
  ListSAMLProviderTags: (context, input) => tags.listProviderTags(context, saml, input.SAMLProviderArn, input),
  RemoveClientIDFromOpenIDConnectProvider: providers.removeClientId,
  TagOpenIDConnectProvider: (context, input) => tags.tagProvider(context, openid, input.OpenIDConnectProviderArn, input.Tags),
  TagSAMLProvider: (context, { SAMLProviderArn, Tags }) => tags.tagProvider(context, saml, SAMLProviderArn, Tags),
  UntagOpenIDConnectProvider: (context, input) => tags.untagProvider(context, openid, input.OpenIDConnectProviderArn, input.TagKeys),
  UntagSAMLProvider: (context, { SAMLProviderArn, TagKeys }) => tags.untagProvider(context, saml, SAMLProviderArn, TagKeys),
  UpdateOpenIDConnectProviderThumbprint: providers.updateThumbprints,
  UpdateSAMLProvider: createUpdateSamlProvider(secretKey),
})

/** `secretKey` seals the secrets of access keys, and the keys that decrypt assertions. */
export const operations = (secretKey: Buffer): Table => ({
  ...ofRoles,
  ...ofUsers,
  ...ofGroups,
  ...ofPolicies,
  ...ofAccounts,
  ...ofInstanceProfiles,
  ...ofWhatIsNotKept,
  ...ofProviders(secretKey),
  CreateAccessKey: createCreateAccessKey(secretKey),
})
