import { type OperationContext, transaction } from '../../access/context.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { constraintViolation, fault } from './faults.ts'
import { lockOrganization, type Organization, organizationManagedByCaller } from './organization.ts'
import { ongoingTransfers } from './responsibility-transfer.ts'
import { tables } from './tables.ts'

/** Ends an organization without members, with its units and policies; the management account stands alone again. */
export async function deleteOrganization(context: OperationContext): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  await transaction(context, async (context) => {
    const { accountCount } = await lockOrganization(context, organization.id)
    if (accountCount > 1) {
      throw fault(
        'OrganizationNotEmptyException',
        "The organization isn't empty. To delete an organization, you must first remove all accounts except the management account.",
      )
    }
    await checkTransfers(context, organization)
    await context.announce(context, {
      type: 'AccountsDeparted',
      organizationId: organization.id,
      accountIds: [organization.managementAccountId],
    })
    await deleteTags(context, organization)
    await tables(context)
      .updateTable('accounts')
      .set({ organization_id: null, parent_id: null, joined_method: null, joined_at: null })
      .where('organization_id', '=', organization.id)
      .execute()
    const parts = [
      'policy_attachments',
      'policies',
      'policy_types',
      'resource_policies',
      'delegated_administrators',
      'service_access',
    ] as const
    for (const table of [...parts, 'handshakes', 'create_account_requests', 'parents'] as const) {
      await tables(context).deleteFrom(table).where('organization_id', '=', organization.id).execute()
    }
    await tables(context).deleteFrom('organizations').where('id', '=', organization.id).execute()
  })
  forgetControlPolicies(context)
  return {}
}

/** Throws ConstraintViolationException while a responsibility is being transferred. */
async function checkTransfers(context: OperationContext, organization: Organization): Promise<void> {
  const [inbound, outbound] = [
    await ongoingTransfers(context, organization, 'inbound'),
    await ongoingTransfers(context, organization, 'outbound'),
  ]
  if (inbound.length + outbound.length === 0) return
  throw constraintViolation(
    'ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS',
    'You cannot delete organization due to an ongoing responsibility transfer process. For example, a pending invitation or an ' +
      'in-progress transfer. To delete the organization, you must resolve the current transfer process.',
  )
}

async function deleteTags(context: OperationContext, { id }: Organization): Promise<void> {
  const own = (table: 'accounts' | 'parents' | 'policies' | 'resource_policies' | 'responsibility_transfers') =>
    tables(context).selectFrom(table).select('id').where('organization_id', '=', id)
  await tables(context)
    .deleteFrom('tags')
    .where(
      'resource_id',
      'in',
      own('accounts')
        .unionAll(own('parents'))
        .unionAll(own('policies'))
        .unionAll(own('resource_policies'))
        .unionAll(own('responsibility_transfers')),
    )
    .execute()
}
