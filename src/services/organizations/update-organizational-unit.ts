import { type OperationContext, transaction } from '../../access/context.ts'
import type { UpdateOrganizationalUnitRequest, UpdateOrganizationalUnitResponse } from '../../wire/models/organizations.ts'
import { duplicateOrganizationalUnit, organizationalUnitNotFound } from './faults.ts'
import { lockOrganization, organizationManagedByCaller } from './organization.ts'
import { describeUnitShape, findOrganizationalUnit, type Parent } from './organizational-unit.ts'
import { tables } from './tables.ts'

/** Renames an organizational unit; id, accounts and everything attached stay. */
export async function updateOrganizationalUnit(
  context: OperationContext,
  input: UpdateOrganizationalUnitRequest,
): Promise<UpdateOrganizationalUnitResponse> {
  const organization = await organizationManagedByCaller(context)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const unit = await findOrganizationalUnit(context, organization.id, input.OrganizationalUnitId)
    if (!unit) throw organizationalUnitNotFound()
    const name = input.Name ?? unit.name
    if (await hasSibling(context, unit, name)) throw duplicateOrganizationalUnit()
    await tables(context).updateTable('parents').set({ name }).where('id', '=', unit.id).execute()
    return { OrganizationalUnit: describeUnitShape({ ...unit, name }) }
  })
}

async function hasSibling(context: OperationContext, unit: Parent, name: string): Promise<boolean> {
  const sibling = await tables(context)
    .selectFrom('parents')
    .select('id')
    .where('parent_id', '=', unit.parentId ?? null)
    .where('name', '=', name)
    .where('id', '!=', unit.id)
    .executeTakeFirst()
  return sibling !== undefined
}
