import { sql } from 'kysely'
import { createBriefCache } from '../../access/brief-cache.ts'
import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { type ControlPolicyType, controlPolicyTypes } from './policy-types.ts'
import { tables } from './tables.ts'

/** Control policies that bind an account: one list for each level, from the root through its organizational units to the account. */
export interface ControlPolicies {
  readonly serviceControl: readonly (readonly PolicyDocument[])[]
  readonly resourceControl: readonly (readonly PolicyDocument[])[]
}

const cache = createBriefCache(readControlPolicies)

/**
 * What the account's principals and resources are bound by. A type that is not enabled gives no level at all; undefined when nothing
 * binds the account: it manages its organization, is in none, or neither type is enabled.
 */
export function controlPoliciesOf(context: OperationContext, accountId: string): Promise<ControlPolicies | undefined> {
  return cache.get(context, accountId)
}

/** After every change of what is attached where, of a policy's content, or of where an account lies. */
export function forgetControlPolicies(context: OperationContext): void {
  cache.forgetAll(context)
}

async function readControlPolicies(context: OperationContext, accountId: string): Promise<ControlPolicies | undefined> {
  const rows = await tables(context)
    .selectFrom('accounts')
    .innerJoin('organizations', 'organizations.id', 'accounts.organization_id')
    .innerJoin('parents', 'parents.id', 'accounts.parent_id')
    .innerJoin('policy_types', (join) =>
      join.onRef('policy_types.organization_id', '=', 'organizations.id').on('policy_types.type', 'in', controlPolicyTypes),
    )
    .leftJoin('policy_attachments as attached', (join) =>
      join
        .onRef('attached.type', '=', 'policy_types.type')
        .on('attached.target_id', '=', sql<string>`any(string_to_array(parents.path || accounts.id, '/'))`),
    )
    .leftJoin('policies', 'policies.id', 'attached.policy_id')
    .select(['parents.path', 'policy_types.type', 'attached.target_id', 'attached.policy_id', 'policies.content'])
    .where('accounts.id', '=', accountId)
    .whereRef('accounts.id', '!=', 'organizations.management_account_id')
    .orderBy('attached.policy_id')
    .execute()
  const [first] = rows
  if (!first) return undefined
  const levels = [...first.path.split('/').slice(1, -1), accountId]
  const levelsOf = (type: ControlPolicyType): PolicyDocument[][] =>
    rows.some((row) => row.type === type)
      ? levels.map((level) => rows.filter((row) => row.type === type && row.target_id === level).map(documentOf))
      : []
  return { serviceControl: levelsOf('SERVICE_CONTROL_POLICY'), resourceControl: levelsOf('RESOURCE_CONTROL_POLICY') }
}

function documentOf({ policy_id, content }: { policy_id: string | null; content: string | null }): PolicyDocument {
  const text = content ?? findAwsManagedPolicy(policy_id ?? '')?.content
  if (text === undefined) throw new Error(`the attached policy ${policy_id} does not exist`)
  return JSON.parse(text)
}
