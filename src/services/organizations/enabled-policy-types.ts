import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { Root } from '../../wire/models/organizations.ts'
import { awsManagedPolicies, defaultPolicyOf } from './aws-managed-policies.ts'
import { fault } from './faults.ts'
import { rootArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import type { PolicyType } from './policy-types.ts'
import { tables } from './tables.ts'

/** The policy types that are enabled in the organization's root, in the order in which they were. */
export async function enabledPolicyTypes(context: OperationContext, organizationId: string): Promise<PolicyType[]> {
  const rows = await tables(context)
    .selectFrom('policy_types')
    .select('type')
    .where('organization_id', '=', organizationId)
    .orderBy('enabled_at')
    .orderBy('type')
    .execute()
  return rows.map(({ type }) => type)
}

/** Throws PolicyTypeNotEnabledException. */
export async function checkPolicyTypeEnabled(context: OperationContext, organizationId: string, type: PolicyType): Promise<void> {
  if (!(await enabledPolicyTypes(context, organizationId)).includes(type)) {
    throw fault('PolicyTypeNotEnabledException', 'This operation can be performed only for enabled policy types.')
  }
}

/** The organization's root as the API shows it. */
export async function describeRootShape(context: OperationContext, organization: Organization): Promise<Root> {
  const types = await enabledPolicyTypes(context, organization.id)
  return {
    Id: organization.rootId,
    Arn: rootArn(organization, organization.rootId),
    Name: 'Root',
    PolicyTypes: types.map((Type) => ({ Type, Status: 'ENABLED' as const })),
  }
}

/** Gives the root, every organizational unit and every account the policy that AWS attaches when the type is enabled. */
export async function attachDefaultPolicyEverywhere(context: OperationContext, organizationId: string, type: PolicyType): Promise<void> {
  const policy = defaultPolicyOf(type)
  if (!policy) return
  const targets = (table: 'parents' | 'accounts') =>
    tables(context)
      .selectFrom(table)
      .select([
        'organization_id',
        sql<PolicyType>`${type}::text`.as('type'),
        'id',
        sql<string>`${policy.id}::text`.as('policy_id'),
        sql<Date>`${context.clock.now()}::timestamptz`.as('attached_at'),
      ])
      .where('organization_id', '=', organizationId)
  await tables(context)
    .insertInto('policy_attachments')
    .columns(['organization_id', 'type', 'target_id', 'policy_id', 'attached_at'])
    .expression(targets('parents').unionAll(targets('accounts')))
    .execute()
}

/** Gives a new organizational unit or account the policies of AWS for every type that is enabled. */
export async function attachDefaultPolicies(context: OperationContext, organizationId: string, targetId: string): Promise<void> {
  const enabled = await enabledPolicyTypes(context, organizationId)
  const policies = Object.values(awsManagedPolicies).filter(({ type }) => enabled.includes(type))
  if (policies.length === 0) return
  await tables(context)
    .insertInto('policy_attachments')
    .values(
      policies.map(({ type, id }) => ({
        organization_id: organizationId,
        type,
        target_id: targetId,
        policy_id: id,
        attached_at: context.clock.now(),
      })),
    )
    .execute()
}

/** Takes every policy off a target that is about to go. */
export async function detachAllPolicies(context: OperationContext, targetId: string): Promise<void> {
  await tables(context).deleteFrom('policy_attachments').where('target_id', '=', targetId).execute()
}
