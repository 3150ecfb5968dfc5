import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { Account } from './account.ts'
import { type AttachedPolicy, mergePolicies, type Setting } from './effective-policy.ts'
import type { ManagementPolicyType } from './policy-types.ts'
import { tables } from './tables.ts'

export interface EffectivePolicy {
  readonly merged: Setting
  /** When one of the policies in it was last changed or attached. */
  readonly updatedAt: Date
}

/** The effective policies of accounts of one organization, by account id; none for an account that no policy of the type reaches. */
export async function effectivePoliciesOf(
  context: OperationContext,
  accounts: readonly Account[],
  type: ManagementPolicyType,
): Promise<Map<string, EffectivePolicy>> {
  const paths = new Map(accounts.map((account) => [account.id, levelsOf(account)]))
  const attached = await readAttached(context, [...new Set([...paths.values()].flat())], type)
  // Accounts side by side inherit the same: what has nothing of its own is merged once for all of them.
  const inherited = new Map<string, EffectivePolicy | undefined>()
  const effective = new Map<string, EffectivePolicy>()
  for (const [accountId, levels] of paths) {
    const isOwn = attached.has(accountId)
    const key = isOwn ? accountId : levels.slice(0, -1).join('/')
    if (!inherited.has(key)) inherited.set(key, merge(levels.map((level) => attached.get(level) ?? [])))
    const policy = inherited.get(key)
    if (policy) effective.set(accountId, policy)
  }
  return effective
}

interface Attachment extends AttachedPolicy {
  readonly changedAtMs: number
}

/** Root, organizational units and the account itself. */
const levelsOf = (account: Account): string[] => (account.path ?? '').split('/').slice(1, -1)

function merge(levels: readonly (readonly Attachment[])[]): EffectivePolicy | undefined {
  const times = levels.flat().map(({ changedAtMs }) => changedAtMs)
  return times.length === 0 ? undefined : { merged: mergePolicies(levels), updatedAt: new Date(Math.max(...times)) }
}

/** What is attached to each of the targets, in the order in which it was. The ids travel as one array: there may be hundreds. */
async function readAttached(context: OperationContext, targetIds: readonly string[], type: ManagementPolicyType) {
  const rows = await tables(context)
    .selectFrom('policy_attachments as attached')
    .innerJoin('policies', 'policies.id', 'attached.policy_id')
    .select(['attached.target_id', 'attached.attached_at', 'policies.id', 'policies.content', 'policies.updated_at'])
    .where('attached.target_id', '=', sql<string>`any(${targetIds}::text[])`)
    .where('attached.type', '=', type)
    .orderBy('attached.attached_at')
    .orderBy('policies.id')
    .execute()
  const byTarget = new Map<string, Attachment[]>()
  for (const { target_id, attached_at, id, content, updated_at } of rows) {
    const changedAtMs = Math.max(attached_at.getTime(), updated_at.getTime())
    byTarget.set(target_id, [...(byTarget.get(target_id) ?? []), { id, document: JSON.parse(content), changedAtMs }])
  }
  return byTarget
}
