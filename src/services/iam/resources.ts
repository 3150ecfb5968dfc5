import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/iam.ts'
import { anyResource, type ResourceTable } from '../../wire/service.ts'
import type { EntityKind } from './entity.ts'
import { openIdProviderArn } from './openid-providers.ts'
import { samlProviderArn } from './saml-providers.ts'
import { tables } from './tables.ts'

// "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)" in the service authorization reference.

type Arns = Promise<readonly string[]>

/** The ARN with the path of what there is of this name; without a path for what is not there. */
async function entity(context: OperationContext, kind: EntityKind, name: string): Arns {
  const { accountId } = context.caller
  const row = await tables(context)
    .selectFrom('principals')
    .select('arn')
    .where('account_id', '=', accountId)
    .where('type', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst()
  return [row?.arn ?? `arn:aws:iam::${accountId}:${kind}/${name}`]
}

const role = (context: OperationContext, { RoleName }: { RoleName: string }): Arns => entity(context, 'role', RoleName)
const user = (context: OperationContext, { UserName }: { UserName: string }): Arns => entity(context, 'user', UserName)
const group = (context: OperationContext, { GroupName }: { GroupName: string }): Arns => entity(context, 'group', GroupName)
const policy = (_: OperationContext, { PolicyArn }: { PolicyArn: string }): readonly string[] => [PolicyArn]

/** Who calls is meant when nobody is named. */
const userOrOwn = (context: OperationContext, { UserName }: { UserName?: string }): Arns | readonly string[] =>
  UserName === undefined ? [context.caller.principalArn] : user(context, { UserName })

const made = ({ caller }: OperationContext, kind: string, name: string, path = '/'): readonly string[] => [
  `arn:aws:iam::${caller.accountId}:${kind}${path}${name}`,
]
/** With its path, when it is there. */
async function instanceProfile({ caller, db }: OperationContext, { InstanceProfileName: name }: { InstanceProfileName: string }): Arns {
  const row = await tables({ db })
    .selectFrom('instance_profiles')
    .select('arn')
    .where('account_id', '=', caller.accountId)
    .where('name', '=', name)
    .executeTakeFirst()
  return [row?.arn ?? `arn:aws:iam::${caller.accountId}:instance-profile/${name}`]
}

const provider = (_: OperationContext, input: { OpenIDConnectProviderArn: string }): readonly string[] => [input.OpenIDConnectProviderArn]
const samlProvider = (_: OperationContext, input: { SAMLProviderArn: string }): readonly string[] => [input.SAMLProviderArn]

export const resources: ResourceTable<Operations, OperationContext> = {
  AddUserToGroup: group,
  AttachGroupPolicy: group,
  AttachRolePolicy: role,
  AttachUserPolicy: user,
  CreateAccessKey: userOrOwn,
  CreateAccountAlias: anyResource,
  CreateGroup: (context, { GroupName, Path }) => made(context, 'group', GroupName, Path),
  CreatePolicy: (context, { PolicyName, Path }) => made(context, 'policy', PolicyName, Path),
  CreatePolicyVersion: policy,
  CreateRole: (context, { RoleName, Path }) => made(context, 'role', RoleName, Path),
  CreateServiceLinkedRole: (context, { AWSServiceName }) => made(context, 'role', '*', `/aws-service-role/${AWSServiceName}/`),
  CreateUser: (context, { UserName, Path }) => made(context, 'user', UserName, Path),
  DeleteAccessKey: userOrOwn,
  DeleteAccountAlias: anyResource,
  DeleteAccountPasswordPolicy: anyResource,
  DeleteGroup: group,
  DeleteGroupPolicy: group,
  DeletePolicy: policy,
  DeletePolicyVersion: policy,
  DeleteRole: role,
  DeleteRolePermissionsBoundary: role,
  DeleteRolePolicy: role,
  DeleteServiceLinkedRole: role,
  DeleteUser: user,
  DeleteUserPermissionsBoundary: user,
  DeleteUserPolicy: user,
  DetachGroupPolicy: group,
  DetachRolePolicy: role,
  DetachUserPolicy: user,
  GetAccessKeyLastUsed: anyResource,
  GetAccountPasswordPolicy: anyResource,
  GetAccountSummary: anyResource,
  GetGroup: group,
  GetGroupPolicy: group,
  GetPolicy: policy,
  GetPolicyVersion: policy,
  GetRole: role,
  GetRolePolicy: role,
  GetServiceLinkedRoleDeletionStatus: anyResource,
  GetUser: userOrOwn,
  GetUserPolicy: user,
  ListAccessKeys: userOrOwn,
  ListAccountAliases: anyResource,
  ListAttachedGroupPolicies: group,
  ListAttachedRolePolicies: role,
  ListAttachedUserPolicies: user,
  ListEntitiesForPolicy: policy,
  ListGroupPolicies: group,
  ListGroups: anyResource,
  ListGroupsForUser: user,
  ListPolicies: anyResource,
  ListPolicyTags: policy,
  ListPolicyVersions: policy,
  ListRolePolicies: role,
  ListRoleTags: role,
  ListRoles: anyResource,
  ListUserPolicies: user,
  ListUserTags: user,
  ListUsers: anyResource,
  PutGroupPolicy: group,
  PutRolePermissionsBoundary: role,
  PutRolePolicy: role,
  PutUserPermissionsBoundary: user,
  PutUserPolicy: user,
  RemoveUserFromGroup: group,
  SetDefaultPolicyVersion: policy,
  TagPolicy: policy,
  TagRole: role,
  TagUser: user,
  UntagPolicy: policy,
  UntagRole: role,
  UntagUser: user,
  UpdateAccessKey: userOrOwn,
  UpdateAccountPasswordPolicy: anyResource,
  UpdateAssumeRolePolicy: role,
  UpdateGroup: group,
  UpdateRole: role,
  UpdateRoleDescription: role,
  UpdateUser: user,
  AddClientIDToOpenIDConnectProvider: provider,
  DeleteOpenIDConnectProvider: provider,
  GetOpenIDConnectProvider: provider,
  ListOpenIDConnectProviderTags: provider,
  RemoveClientIDFromOpenIDConnectProvider: provider,
  TagOpenIDConnectProvider: provider,
  UntagOpenIDConnectProvider: provider,
  UpdateOpenIDConnectProviderThumbprint: provider,
  AddRoleToInstanceProfile: instanceProfile,
  CreateInstanceProfile: (context, { InstanceProfileName, Path }) => made(context, 'instance-profile', InstanceProfileName, Path),
  DeleteInstanceProfile: instanceProfile,
  GetInstanceProfile: instanceProfile,
  ListInstanceProfileTags: instanceProfile,
  ListInstanceProfiles: anyResource,
  ListInstanceProfilesForRole: role,
  RemoveRoleFromInstanceProfile: instanceProfile,
  TagInstanceProfile: instanceProfile,
  UntagInstanceProfile: instanceProfile,
  DeleteLoginProfile: userOrOwn,
  GetLoginProfile: userOrOwn,
  ListMFADevices: userOrOwn,
  ListSSHPublicKeys: userOrOwn,
  ListServerCertificates: anyResource,
  ListServiceSpecificCredentials: userOrOwn,
  ListSigningCertificates: userOrOwn,
  ListVirtualMFADevices: anyResource,
  CreateOpenIDConnectProvider: ({ caller }, { Url }) => [openIdProviderArn(caller.accountId, Url)],
  ListOpenIDConnectProviders: anyResource,
  CreateSAMLProvider: ({ caller }, { Name }) => [samlProviderArn(caller.accountId, Name)],
  DeleteSAMLProvider: samlProvider,
  GetSAMLProvider: samlProvider,
  ListSAMLProviders: anyResource,
  ListSAMLProviderTags: samlProvider,
  TagSAMLProvider: samlProvider,
  UntagSAMLProvider: samlProvider,
  UpdateSAMLProvider: samlProvider,
}
