import type { OperationContext } from '../../access/context.ts'
import { linkRoles } from '../iam/index.ts'
import { findAccount } from './account.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { departFromOrganization } from './departure.ts'
import { attachDefaultPolicies } from './enabled-policy-types.ts'
import { handshakeConstraint } from './faults.ts'
import type { Handshake } from './handshake.ts'
import { accountQuotaOf, lockOrganization, organizationOf } from './organization.ts'
import { tables } from './tables.ts'
import { putTags } from './tags.ts'

/** Holds the handshake's organization, and the one its account is still in; always in the same order, so that nobody waits in a circle. */
export async function lockMemberships(context: OperationContext, handshake: Handshake): Promise<void> {
  const account = handshake.accountId === undefined ? undefined : await findAccount(context, handshake.accountId)
  const ids = [handshake.organizationId, ...(account?.organizationId ? [account.organizationId] : [])]
  await tables(context).selectFrom('organizations').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute()
}

/** Makes the invited account a member under the root. One that is a member elsewhere leaves there first. */
export async function joinOrganization(context: OperationContext, handshake: Handshake): Promise<void> {
  const { accountId = '', organizationId } = handshake
  const [organization, before] = await Promise.all([
    organizationOf(context, handshake.managementAccountId),
    organizationOf(context, accountId),
  ])
  if (!organization) throw new Error(`organization ${organizationId} has no management account`)
  if (before?.id === organizationId) {
    throw handshakeConstraint('ALREADY_IN_AN_ORGANIZATION', 'The account is already a member of the organization.')
  }
  const { accountCount } = await lockOrganization(context, organizationId)
  if (accountCount >= (await accountQuotaOf(context, organization))) {
    throw handshakeConstraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'The organization has reached the limit on the number of its accounts.')
  }
  if (before) await departFromOrganization(context, before, accountId, { standsAlone: false })
  await tables(context)
    .updateTable('accounts')
    .set({ organization_id: organizationId, parent_id: organization.rootId, joined_method: 'INVITED', joined_at: context.clock.now() })
    .where('id', '=', accountId)
    .execute()
  await tables(context)
    .updateTable('organizations')
    .set((eb) => ({ account_count: eb('account_count', '+', 1) }))
    .where('id', '=', organizationId)
    .execute()
  await linkRoles(context, accountId, ['organizations'])
  await putTags(context, accountId, handshake.tags)
  await attachDefaultPolicies(context, organizationId, accountId)
  forgetControlPolicies(context)
}
