import type { OperationContext } from '../../access/context.ts'
import type { DescribeOrganizationalUnitRequest, DescribeOrganizationalUnitResponse } from '../../wire/models/organizations.ts'
import { organizationalUnitNotFound } from './faults.ts'
import { organizationManagedByCaller } from './organization.ts'
import { describeUnitShape, findOrganizationalUnit } from './organizational-unit.ts'

export async function describeOrganizationalUnit(
  context: OperationContext,
  input: DescribeOrganizationalUnitRequest,
): Promise<DescribeOrganizationalUnitResponse> {
  const organization = await organizationManagedByCaller(context)
  const unit = await findOrganizationalUnit(context, organization.id, input.OrganizationalUnitId)
  if (!unit) throw organizationalUnitNotFound()
  return { OrganizationalUnit: describeUnitShape(unit) }
}
