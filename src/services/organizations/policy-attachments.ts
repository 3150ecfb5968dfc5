import type { OperationContext } from '../../access/context.ts'
import type { PolicyType } from './policy-types.ts'
import { tables } from './tables.ts'

/** Ids of the policies of a type that are attached to the target itself: as many as its quota at most. */
export async function attachedPolicyIds(context: OperationContext, targetId: string, type: PolicyType): Promise<string[]> {
  const rows = await tables(context)
    .selectFrom('policy_attachments')
    .select('policy_id')
    .where('target_id', '=', targetId)
    .where('type', '=', type)
    .execute()
  return rows.map(({ policy_id }) => policy_id)
}

export async function isAttachedAnywhere(context: OperationContext, organizationId: string, policyId: string): Promise<boolean> {
  const row = await tables(context)
    .selectFrom('policy_attachments')
    .select('target_id')
    .where('organization_id', '=', organizationId)
    .where('policy_id', '=', policyId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
