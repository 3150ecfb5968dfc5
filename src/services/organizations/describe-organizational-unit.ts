import type { OperationContext } from '../../access/context.ts'
import type { DescribeOrganizationalUnitRequest, DescribeOrganizationalUnitResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { organizationalUnitNotFound } from './faults.ts'
import { describeUnitShape, findOrganizationalUnit } from './organizational-unit.ts'

export async function describeOrganizationalUnit(
  context: OperationContext,
  input: DescribeOrganizationalUnitRequest,
): Promise<DescribeOrganizationalUnitResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribeOrganizationalUnit', input)
  const unit = await findOrganizationalUnit(context, organization.id, input.OrganizationalUnitId)
  if (!unit) throw organizationalUnitNotFound()
  return { OrganizationalUnit: describeUnitShape(unit) }
}
