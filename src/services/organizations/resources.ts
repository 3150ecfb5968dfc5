import { createBriefCache } from '../../access/brief-cache.ts'
import type { OperationContext } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { Operations } from '../../wire/models/organizations.ts'
import { anyResource, type ResourceTable } from '../../wire/service.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { givenHandshake } from './handshake.ts'
import { accountArn, handshakeArn, organizationalUnitArn, policyArn, resourcePolicyArn, rootArn, transferArn } from './identifiers.ts'
import { type Organization, organizationOf } from './organization.ts'
import type { PolicyType } from './policy-types.ts'
import { findTransfer } from './responsibility-transfer.ts'
import { tables } from './tables.ts'

// "Actions, resources, and condition keys for AWS Organizations" in the service authorization reference.

const organizations = createBriefCache(organizationOf)

/** ARNs made of the ids as they are given, in the caller's organization; whoever is in none is asked about everything. */
const named =
  <Input>(idsOf: (input: Input, context: OperationContext) => readonly string[]) =>
  async (context: OperationContext, input: Input): Promise<readonly string[]> => {
    const organization = await organizations.get(context, context.caller.accountId)
    if (!organization) return anyResource()
    return Promise.all(idsOf(input, context).map((id) => arnOf(context, organization, id)))
  }

async function arnOf(context: OperationContext, organization: Organization, id: string): Promise<string> {
  if (id.startsWith('ou-')) return organizationalUnitArn(organization, id)
  if (id.startsWith('r-')) return rootArn(organization, id)
  if (id.startsWith('rt-')) return transferArn(organization, { id, type: 'BILLING', direction: 'inbound' })
  if (id.startsWith('rp-')) return resourcePolicyArn(organization, id)
  if (!id.startsWith('p-')) return accountArn(organization, id)
  const awsManaged = findAwsManagedPolicy(id)
  return policyArn(
    organization,
    awsManaged ? { ...awsManaged, awsManaged: true } : { id, type: (await policyTypeOf(context, id)) ?? '*', awsManaged: false },
  )
}

/** A handshake belongs to the organization that sent it, which may be another one; one that the caller does not see is as good as none. */
async function handshake(context: OperationContext, { HandshakeId }: { HandshakeId: string }): Promise<readonly string[]> {
  const found = await givenHandshake(context, HandshakeId).catch((error) => {
    if (isFault(error)) return undefined
    throw error
  })
  const { organizationId: id = '*', managementAccountId = context.caller.accountId, action = '*' } = found ?? {}
  return [handshakeArn({ id, managementAccountId }, action, HandshakeId)]
}

/** A transfer is inbound for the one side and outbound for the other; one that the caller does not see is as good as none. */
async function transfer(context: OperationContext, { Id }: { Id: string }): Promise<readonly string[]> {
  const organization = await organizations.get(context, context.caller.accountId)
  if (!organization) return anyResource()
  const found = await findTransfer(context, organization, Id).catch((error) => {
    if (isFault(error)) return undefined
    throw error
  })
  return [transferArn(organization, found ?? { id: Id, type: 'BILLING', direction: '*' })]
}

/** The type of the policy with this id; undefined when there is none. */
export async function policyTypeOf(context: OperationContext, id: string): Promise<PolicyType | undefined> {
  const awsManaged = findAwsManagedPolicy(id)
  if (awsManaged) return awsManaged.type
  const row = await tables(context).selectFrom('policies').select('type').where('id', '=', id).executeTakeFirst()
  return row?.type
}

export const resources: ResourceTable<Operations, OperationContext> = {
  AcceptHandshake: handshake,
  AttachPolicy: named(({ PolicyId, TargetId }) => [PolicyId, TargetId]),
  CancelHandshake: handshake,
  CloseAccount: named(({ AccountId }) => [AccountId]),
  CreateAccount: anyResource,
  CreateGovCloudAccount: anyResource,
  CreateOrganization: anyResource,
  CreateOrganizationalUnit: named(({ ParentId }) => [ParentId]),
  CreatePolicy: async (context, { Type }) => {
    const organization = await organizations.get(context, context.caller.accountId)
    return organization ? [policyArn(organization, { id: '*', type: Type, awsManaged: false })] : anyResource()
  },
  DeclineHandshake: handshake,
  DeleteOrganization: anyResource,
  DeleteOrganizationalUnit: named(({ OrganizationalUnitId }) => [OrganizationalUnitId]),
  DeletePolicy: named(({ PolicyId }) => [PolicyId]),
  DeleteResourcePolicy: anyResource,
  DeregisterDelegatedAdministrator: named(({ AccountId }) => [AccountId]),
  DescribeAccount: named(({ AccountId }) => [AccountId]),
  DescribeCreateAccountStatus: anyResource,
  DescribeEffectivePolicy: named(({ TargetId }, { caller }) => [TargetId ?? caller.accountId]),
  DescribeHandshake: handshake,
  DescribeOrganization: anyResource,
  DescribeOrganizationalUnit: named(({ OrganizationalUnitId }) => [OrganizationalUnitId]),
  DescribePolicy: named(({ PolicyId }) => [PolicyId]),
  DescribeResourcePolicy: anyResource,
  DetachPolicy: named(({ PolicyId, TargetId }) => [PolicyId, TargetId]),
  DisableAWSServiceAccess: anyResource,
  DisablePolicyType: named(({ RootId }) => [RootId]),
  EnableAWSServiceAccess: anyResource,
  EnableAllFeatures: anyResource,
  EnablePolicyType: named(({ RootId }) => [RootId]),
  // Whom an e-mail address belongs to is the operation's to find.
  InviteAccountToOrganization: (context, { Target }) =>
    Target.Type === 'ACCOUNT' ? named(() => [Target.Id])(context, Target) : anyResource(),
  LeaveOrganization: anyResource,
  ListAccounts: anyResource,
  ListAccountsForParent: named(({ ParentId }) => [ParentId]),
  ListAccountsWithInvalidEffectivePolicy: anyResource,
  ListAWSServiceAccessForOrganization: anyResource,
  ListChildren: named(({ ParentId }) => [ParentId]),
  ListCreateAccountStatus: anyResource,
  ListDelegatedAdministrators: anyResource,
  ListDelegatedServicesForAccount: named(({ AccountId }) => [AccountId]),
  ListEffectivePolicyValidationErrors: named(({ AccountId }) => [AccountId]),
  ListHandshakesForAccount: anyResource,
  ListHandshakesForOrganization: anyResource,
  ListOrganizationalUnitsForParent: named(({ ParentId }) => [ParentId]),
  ListParents: named(({ ChildId }) => [ChildId]),
  ListPolicies: anyResource,
  ListPoliciesForTarget: named(({ TargetId }) => [TargetId]),
  ListRoots: anyResource,
  ListTagsForResource: named(({ ResourceId }) => [ResourceId]),
  ListTargetsForPolicy: named(({ PolicyId }) => [PolicyId]),
  MoveAccount: named(({ AccountId, SourceParentId, DestinationParentId }) => [AccountId, SourceParentId, DestinationParentId]),
  PutResourcePolicy: named(() => ['rp-*']),
  RegisterDelegatedAdministrator: named(({ AccountId }) => [AccountId]),
  RemoveAccountFromOrganization: named(({ AccountId }) => [AccountId]),
  TagResource: named(({ ResourceId }) => [ResourceId]),
  UntagResource: named(({ ResourceId }) => [ResourceId]),
  UpdateOrganizationalUnit: named(({ OrganizationalUnitId }) => [OrganizationalUnitId]),
  UpdatePolicy: named(({ PolicyId }) => [PolicyId]),
  DescribeResponsibilityTransfer: transfer,
  TerminateResponsibilityTransfer: transfer,
  UpdateResponsibilityTransfer: transfer,
  InviteOrganizationToTransferResponsibility: anyResource,
  ListInboundResponsibilityTransfers: anyResource,
  ListOutboundResponsibilityTransfers: anyResource,
}
