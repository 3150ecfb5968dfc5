import type { OperationContext } from '../../access/context.ts'
import type { ListOrganizationalUnitsForParentRequest, ListOrganizationalUnitsForParentResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { parentNotFound } from './faults.ts'
import { describeUnitShape, findParent } from './organizational-unit.ts'
import { readUnits, unitKey } from './organizational-unit-lists.ts'
import { readPage } from './page.ts'

export async function listOrganizationalUnitsForParent(
  context: OperationContext,
  input: ListOrganizationalUnitsForParentRequest,
): Promise<ListOrganizationalUnitsForParentResponse> {
  const organization = await organizationOpenToCaller(context, 'ListOrganizationalUnitsForParent', input)
  const parent = await findParent(context, organization.id, input.ParentId)
  if (!parent) throw parentNotFound()
  const { rows, nextToken } = await readPage({
    query: ['ListOrganizationalUnitsForParent', organization.id, parent.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: unitKey,
    read: (after, limit) => readUnits(context, { organizationId: organization.id, parentId: parent.id }, after, limit),
  })
  return { OrganizationalUnits: rows.map(describeUnitShape), NextToken: nextToken }
}
