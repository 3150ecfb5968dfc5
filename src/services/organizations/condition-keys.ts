import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/organizations.ts'
import type { ConditionKeys, ConditionKeyTable, ResourceKeys } from '../../wire/service.ts'
import { policyTypeOf } from './resources.ts'
import { tagsOf } from './tags.ts'

// "Condition keys for AWS Organizations" in the service authorization reference.

const typeKey = (type: string | undefined): ConditionKeys => (type === undefined ? {} : { 'organizations:policytype': [type] })
const servicePrincipal = async (_: OperationContext, { ServicePrincipal }: { ServicePrincipal?: string }): Promise<ConditionKeys> =>
  ServicePrincipal === undefined ? {} : { 'organizations:serviceprincipal': [ServicePrincipal] }
const policyType = async (_: OperationContext, { PolicyType }: { PolicyType: string }) => typeKey(PolicyType)
const filteredType = async (_: OperationContext, { Filter }: { Filter: string }) => typeKey(Filter)
const typeOfPolicy = async (context: OperationContext, { PolicyId }: { PolicyId: string }) => typeKey(await policyTypeOf(context, PolicyId))
const ofTagged = async (context: OperationContext, input: { ResourceId: string }): Promise<ConditionKeys> => ({
  ...requestTagKeys(input),
  ...(input.ResourceId.startsWith('p-') && typeKey(await policyTypeOf(context, input.ResourceId))),
})
const tags = async (_: OperationContext, input: object): Promise<ConditionKeys> => requestTagKeys(input)

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  AttachPolicy: typeOfPolicy,
  CreateAccount: tags,
  CreateGovCloudAccount: tags,
  CreateOrganizationalUnit: tags,
  CreatePolicy: async (_, input) => ({ ...requestTagKeys(input), ...typeKey(input.Type) }),
  DeletePolicy: typeOfPolicy,
  DeregisterDelegatedAdministrator: servicePrincipal,
  DescribeEffectivePolicy: policyType,
  DescribePolicy: typeOfPolicy,
  DetachPolicy: typeOfPolicy,
  DisableAWSServiceAccess: servicePrincipal,
  DisablePolicyType: policyType,
  EnableAWSServiceAccess: servicePrincipal,
  EnablePolicyType: policyType,
  InviteAccountToOrganization: tags,
  InviteOrganizationToTransferResponsibility: tags,
  ListAccountsWithInvalidEffectivePolicy: policyType,
  ListDelegatedAdministrators: servicePrincipal,
  ListEffectivePolicyValidationErrors: policyType,
  ListPolicies: filteredType,
  ListPoliciesForTarget: filteredType,
  ListTagsForResource: ofTagged,
  ListTargetsForPolicy: typeOfPolicy,
  PutResourcePolicy: tags,
  RegisterDelegatedAdministrator: servicePrincipal,
  TagResource: ofTagged,
  UntagResource: ofTagged,
  UpdatePolicy: typeOfPolicy,
}

/** `aws:ResourceTag/<key>` of accounts, organizational units, roots and policies. */
export const resourceKeys: ResourceKeys<OperationContext> = async (context, resources) => {
  const arnOf = new Map(resources.filter((resource) => resource.startsWith('arn:')).map((arn) => [arn.split('/').at(-1) ?? '', arn]))
  const keys: Record<string, ConditionKeys> = {}
  for (const { id, key, value } of await tagsOf(context, [...arnOf.keys()])) {
    const arn = arnOf.get(id) ?? ''
    keys[arn] = { ...keys[arn], [`aws:resourcetag/${key.toLowerCase()}`]: [value] }
  }
  return keys
}
