import { requestTagKeys, tagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/iam.ts'
import type { ConditionKeys, ConditionKeyTable, ResourceKeys } from '../../wire/service.ts'
import type { EntityKind } from './entity.ts'
import { tables } from './tables.ts'
import { readTagsOf } from './tags.ts'

// What policies can ask of calls of IAM: which managed policy is attached, which boundary there will be, and the tags that are given.

const policyArn = async (_: OperationContext, { PolicyArn }: { PolicyArn: string }): Promise<ConditionKeys> => ({
  'iam:policyarn': [PolicyArn],
})

const given = async (_: OperationContext, input: { PermissionsBoundary?: string }): Promise<ConditionKeys> => ({
  ...requestTagKeys(input),
  ...(input.PermissionsBoundary !== undefined && { 'iam:permissionsboundary': [input.PermissionsBoundary] }),
})

/** The boundary that a role or user has: whoever may change only what is bounded so. */
const boundaryOf =
  (kind: EntityKind) =>
  async ({ caller, db }: OperationContext, input: { RoleName?: string; UserName?: string; PolicyArn?: string }): Promise<ConditionKeys> => {
    const row = await tables({ db })
      .selectFrom('principals')
      .select('permissions_boundary_arn')
      .where('account_id', '=', caller.accountId)
      .where('type', '=', kind)
      .where('name', '=', input.RoleName ?? input.UserName ?? '')
      .executeTakeFirst()
    return {
      ...(input.PolicyArn !== undefined && { 'iam:policyarn': [input.PolicyArn] }),
      ...(row?.permissions_boundary_arn && { 'iam:permissionsboundary': [row.permissions_boundary_arn] }),
    }
  }

const role = boundaryOf('role')
const user = boundaryOf('user')
const tags = async (_: OperationContext, input: object): Promise<ConditionKeys> => requestTagKeys(input)

/** `aws:ResourceTag/<key>` and `iam:ResourceTag/<key>` of users, roles, policies, instance profiles and identity providers. */
export const resourceKeys: ResourceKeys<OperationContext> = async (context, resources) => {
  const keys: Record<string, ConditionKeys> = {}
  for (const [arn, tags] of await readTagsOf(context, resources))
    keys[arn] = { ...tagKeys('aws:resourcetag', tags), ...tagKeys('iam:resourcetag', tags) }
  return keys
}

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  CreateOpenIDConnectProvider: tags,
  TagOpenIDConnectProvider: tags,
  UntagOpenIDConnectProvider: tags,
  CreateSAMLProvider: tags,
  TagSAMLProvider: tags,
  UntagSAMLProvider: tags,
  CreateInstanceProfile: tags,
  TagInstanceProfile: tags,
  UntagInstanceProfile: tags,
  AttachGroupPolicy: policyArn,
  AttachRolePolicy: role,
  AttachUserPolicy: user,
  CreatePolicy: tags,
  CreateRole: given,
  CreateServiceLinkedRole: async (_, { AWSServiceName }) => ({ 'iam:awsservicename': [AWSServiceName] }),
  CreateUser: given,
  DeleteRolePermissionsBoundary: role,
  DeleteRolePolicy: role,
  DeleteUserPermissionsBoundary: user,
  DeleteUserPolicy: user,
  DetachGroupPolicy: policyArn,
  DetachRolePolicy: role,
  DetachUserPolicy: user,
  PutRolePermissionsBoundary: given,
  PutRolePolicy: role,
  PutUserPermissionsBoundary: given,
  PutUserPolicy: user,
  TagPolicy: tags,
  TagRole: tags,
  TagUser: tags,
  UntagPolicy: tags,
  UntagRole: tags,
  UntagUser: tags,
}
