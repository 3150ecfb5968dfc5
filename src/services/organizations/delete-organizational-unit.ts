import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeleteOrganizationalUnitRequest } from '../../wire/models/organizations.ts'
import { accountsWithin } from './account-lists.ts'
import { detachAllPolicies } from './enabled-policy-types.ts'
import { fault, organizationalUnitNotFound } from './faults.ts'
import { lockOrganization, organizationManagedByCaller } from './organization.ts'
import { findOrganizationalUnit } from './organizational-unit.ts'
import { readUnits } from './organizational-unit-lists.ts'
import { tables } from './tables.ts'

/** Deletes an organizational unit that holds neither accounts nor organizational units. */
export async function deleteOrganizationalUnit(
  context: OperationContext,
  input: DeleteOrganizationalUnitRequest,
): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const unit = await findOrganizationalUnit(context, organization.id, input.OrganizationalUnitId)
    if (!unit) throw organizationalUnitNotFound()
    // Waits for every MoveAccount that has its eye on this unit (it holds the row's key), so that the look inside sees what it left.
    await tables(context).selectFrom('parents').select('id').where('id', '=', unit.id).forUpdate().execute()
    const accounts = await accountsWithin(context, unit.id, 1)
    const units = await readUnits(context, { organizationId: organization.id, parentId: unit.id }, undefined, 1)
    if (accounts.length + units.length > 0) {
      throw fault(
        'OrganizationalUnitNotEmptyException',
        'The specified organizational unit is not empty. Move its accounts and delete its organizational units first.',
      )
    }
    await tables(context).deleteFrom('tags').where('resource_id', '=', unit.id).execute()
    await detachAllPolicies(context, unit.id)
    await tables(context).deleteFrom('parents').where('id', '=', unit.id).execute()
    return {}
  })
}
