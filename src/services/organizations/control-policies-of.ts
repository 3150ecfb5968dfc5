import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import type { Clock } from '../../clock.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { type ControlPolicyType, controlPolicyTypes } from './policy-types.ts'
import { tables } from './tables.ts'

/** Control policies that bind an account: one list for each level, from the root through its organizational units to the account. */
export interface ControlPolicies {
  readonly serviceControl: readonly (readonly PolicyDocument[])[]
  readonly resourceControl: readonly (readonly PolicyDocument[])[]
}

/** A change takes effect on every node within this time; on this node at once. */
const cacheMs = 1_000
const mostCached = 5_000

interface Cache {
  readonly known: Map<string, { policies: ControlPolicies | undefined; untilMs: number }>
  /** Counts the changes, so that what was read before one is not kept after it. */
  changes: number
}
/** One for each installation, which its clock stands for. */
const caches = new WeakMap<Clock, Cache>()

/**
 * What the account's principals and resources are bound by. A type that is not enabled gives no level at all; undefined when nothing
 * binds the account: it manages its organization, is in none, or neither type is enabled.
 */
export async function controlPoliciesOf(context: OperationContext, accountId: string): Promise<ControlPolicies | undefined> {
  if (context.db.isTransaction) return readControlPolicies(context, accountId) // it may see what is never committed
  const now = context.clock.now().getTime()
  const cache = cacheOf(context)
  const found = cache.known.get(accountId)
  if (found && found.untilMs > now) return found.policies
  const { changes } = cache
  const policies = await readControlPolicies(context, accountId)
  if (cache.changes !== changes) return policies
  if (cache.known.size >= mostCached) cache.known.clear()
  cache.known.set(accountId, { policies, untilMs: now + cacheMs })
  return policies
}

/** After every change of what is attached where, of a policy's content, or of where an account lies. */
export function forgetControlPolicies(context: OperationContext): void {
  const cache = cacheOf(context)
  cache.changes += 1
  cache.known.clear()
}

function cacheOf({ clock }: OperationContext): Cache {
  const cache = caches.get(clock) ?? { known: new Map(), changes: 0 }
  caches.set(clock, cache)
  return cache
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
