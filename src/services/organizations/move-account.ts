import { type OperationContext, transaction } from '../../access/context.ts'
import type { MoveAccountRequest } from '../../wire/models/organizations.ts'
import { isPresent } from './closure.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { accountNotFound, fault } from './faults.ts'
import { type Organization, organizationManagedByCaller } from './organization.ts'
import { findParent } from './organizational-unit.ts'
import { tables } from './tables.ts'

/** Moves an account to another root or organizational unit; the other services hear of it in the same transaction. */
export async function moveAccount(context: OperationContext, input: MoveAccountRequest): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  await transaction(context, async (context) => {
    const parentId = await lockAccount(context, organization, input.AccountId)
    if (!(await findParent(context, organization.id, input.SourceParentId))) throw sourceNotFound()
    await holdDestination(context, organization, input.DestinationParentId)
    if (parentId === input.DestinationParentId) {
      throw fault('DuplicateAccountException', 'That account is already present in the specified destination.')
    }
    if (parentId !== input.SourceParentId) throw sourceNotFound()
    await tables(context).updateTable('accounts').set({ parent_id: input.DestinationParentId }).where('id', '=', input.AccountId).execute()
    await context.announce(context, {
      type: 'AccountMoved',
      organizationId: organization.id,
      accountId: input.AccountId,
      sourceParentId: input.SourceParentId,
      destinationParentId: input.DestinationParentId,
    })
  })
  forgetControlPolicies(context)
  return {}
}

/** Moves of one account come one after the other; gives the parent it has now. */
async function lockAccount(context: OperationContext, organization: Organization, accountId: string): Promise<string | null> {
  const account = await tables(context)
    .selectFrom('accounts')
    .select('parent_id')
    .where('id', '=', accountId)
    .where('organization_id', '=', organization.id)
    .where('joined_at', '<=', context.clock.now())
    .where(isPresent(context.clock.now()))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!account) throw accountNotFound()
  return account.parent_id
}

/** Keeps the destination from being deleted until this transaction ends. */
async function holdDestination(context: OperationContext, organization: Organization, parentId: string): Promise<void> {
  const parent = await tables(context)
    .selectFrom('parents')
    .select('id')
    .where('id', '=', parentId)
    .where('organization_id', '=', organization.id)
    .forKeyShare()
    .executeTakeFirst()
  if (!parent) {
    throw fault(
      'DestinationParentNotFoundException',
      "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    )
  }
}

const sourceNotFound = () =>
  fault('SourceParentNotFoundException', "We can't find a source root or OU with the ParentId that you specified.")
