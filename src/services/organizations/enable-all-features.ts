import { type OperationContext, transaction } from '../../access/context.ts'
import type { EnableAllFeaturesResponse } from '../../wire/models/organizations.ts'
import { approveAllFeatures, newFeatureHandshake } from './all-features.ts'
import { handshakeConstraint } from './faults.ts'
import { describeHandshakeShape, givenHandshake, isWaiting } from './handshake.ts'
import { lockOrganization, organizationManagedByCaller } from './organization.ts'
import { tables } from './tables.ts'

/** Begins the way from consolidated billing to all features: every invited account is asked, those created here need not be. */
export async function enableAllFeatures(context: OperationContext): Promise<EnableAllFeaturesResponse> {
  const organization = await organizationManagedByCaller(context)
  if (organization.featureSet === 'ALL') {
    throw handshakeConstraint('ORGANIZATION_ALREADY_HAS_ALL_FEATURES', 'The organization has already enabled all features.')
  }
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    await checkNotPending(context, organization.id)
    const request = { organizationId: organization.id, action: 'ENABLE_ALL_FEATURES', state: 'REQUESTED' } as const
    const parent = newFeatureHandshake(context, { ...request, accountId: null, parentId: null })
    const invited = await tables(context)
      .selectFrom('accounts')
      .select('id')
      .where('organization_id', '=', organization.id)
      .where('joined_method', '=', 'INVITED')
      .where('id', '!=', organization.managementAccountId)
      .execute()
    const children = invited.map(({ id }) => newFeatureHandshake(context, { ...request, accountId: id, parentId: parent.id }))
    await tables(context)
      .insertInto('handshakes')
      .values([parent, ...children])
      .execute()
    await approveAllFeatures(context, parent.id)
    return { Handshake: describeHandshakeShape(await givenHandshake(context, parent.id)) }
  })
}

async function checkNotPending(context: OperationContext, organizationId: string): Promise<void> {
  const pending = await tables(context)
    .selectFrom('handshakes')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('action', '=', 'ENABLE_ALL_FEATURES')
    .where('parent_id', 'is', null)
    .where(isWaiting(context.clock.now()))
    .executeTakeFirst()
  if (pending) {
    throw handshakeConstraint(
      'ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION',
      'The organization has already started the process to enable all features.',
    )
  }
}
