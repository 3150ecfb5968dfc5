import type { OperationContext } from '../../access/context.ts'
import type { ListParentsRequest, ListParentsResponse, Parent } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { childNotFound } from './faults.ts'
import { findOrganizationalUnit } from './organizational-unit.ts'
import { readPage } from './page.ts'

/** The one root or organizational unit that an account or organizational unit lies in. */
export async function listParents(context: OperationContext, input: ListParentsRequest): Promise<ListParentsResponse> {
  const organization = await organizationOpenToCaller(context, 'ListParents', input)
  const child = /^\d{12}$/.test(input.ChildId)
    ? await findMember(context, organization.id, input.ChildId)
    : await findOrganizationalUnit(context, organization.id, input.ChildId)
  if (!child?.parentId) throw childNotFound()
  const parent: Parent = { Id: child.parentId, Type: child.parentId === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }
  const { rows, nextToken } = await readPage({
    query: ['ListParents', organization.id, child.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: () => [],
    read: async (after) => (after ? [] : [parent]),
  })
  return { Parents: rows, NextToken: nextToken }
}
