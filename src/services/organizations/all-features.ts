import type { OperationContext } from '../../access/context.ts'
import { invalidHandshakeTransition } from './faults.ts'
import { enableAllFeaturesMs, endHandshake, type Handshake, isWaiting } from './handshake.ts'
import { newHandshakeId } from './identifiers.ts'
import { tables } from './tables.ts'

// From consolidated billing to all features: one handshake of the organization with itself (the parent), a child of it for every account
// that was invited, and when all of these agree another one that the management account accepts to finish.

interface NewHandshake {
  readonly organizationId: string
  readonly action: 'ENABLE_ALL_FEATURES' | 'APPROVE_ALL_FEATURES'
  readonly accountId: string | null
  readonly parentId: string | null
  readonly state: 'REQUESTED' | 'OPEN'
}

export function newFeatureHandshake(context: OperationContext, handshake: NewHandshake) {
  const now = context.clock.now()
  return {
    id: newHandshakeId(),
    organization_id: handshake.organizationId,
    action: handshake.action,
    account_id: handshake.accountId,
    email: null,
    parent_id: handshake.parentId,
    notes: null,
    tags: '[]',
    state: handshake.state,
    requested_at: now,
    expires_at: new Date(now.getTime() + enableAllFeaturesMs),
    ended_at: null,
  }
}

/** When no account has still to agree: lets the management account finish. */
export async function approveAllFeatures(context: OperationContext, parentId: string): Promise<void> {
  const missing = await tables(context)
    .selectFrom('handshakes')
    .select('id')
    .where('parent_id', '=', parentId)
    .where('state', 'not in', ['ACCEPTED', 'CANCELED'])
    .limit(1)
    .executeTakeFirst()
  if (missing) return
  const parent = await tables(context)
    .updateTable('handshakes')
    .set({ state: 'OPEN' })
    .where('id', '=', parentId)
    .where(isWaiting(context.clock.now()))
    .returning('organization_id')
    .executeTakeFirst()
  if (!parent) return
  const organizationId = parent.organization_id
  const approval = newFeatureHandshake(context, {
    organizationId,
    action: 'APPROVE_ALL_FEATURES',
    accountId: null,
    parentId,
    state: 'OPEN',
  })
  await tables(context).insertInto('handshakes').values(approval).execute()
}

/** Finishes, by the parent or the approval, whichever the management account accepts. Throws InvalidHandshakeTransitionException. */
export async function enableAllFeaturesNow(context: OperationContext, handshake: Handshake): Promise<void> {
  if (handshake.state !== 'OPEN') throw invalidHandshakeTransition('not every invited account has accepted yet')
  await tables(context).updateTable('organizations').set({ feature_set: 'ALL' }).where('id', '=', handshake.organizationId).execute()
  const other = await tables(context)
    .selectFrom('handshakes')
    .select('id')
    .where('organization_id', '=', handshake.organizationId)
    .where('account_id', 'is', null)
    .where('id', '!=', handshake.id)
    .where(isWaiting(context.clock.now()))
    .executeTakeFirst()
  if (other) await endHandshake(context, other.id, 'ACCEPTED')
}

/** Of accounts that leave nobody waits for an answer. */
export async function askNoMore(context: OperationContext, organizationId: string, accountIds: readonly string[]): Promise<void> {
  const asked = await tables(context)
    .updateTable('handshakes')
    .set({ state: 'CANCELED', ended_at: context.clock.now() })
    .where('organization_id', '=', organizationId)
    .where('account_id', 'in', accountIds)
    .where('parent_id', 'is not', null)
    .where(isWaiting(context.clock.now()))
    .returning('parent_id')
    .execute()
  const parentId = asked[0]?.parent_id
  if (parentId) await approveAllFeatures(context, parentId)
}

/** With the parent its children and the approval are cancelled. */
export async function cancelChildren(context: OperationContext, parentId: string): Promise<void> {
  await tables(context)
    .updateTable('handshakes')
    .set({ state: 'CANCELED', ended_at: context.clock.now() })
    .where('parent_id', '=', parentId)
    .where(isWaiting(context.clock.now()))
    .execute()
}
