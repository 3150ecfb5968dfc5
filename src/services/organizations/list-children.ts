import type { OperationContext } from '../../access/context.ts'
import type { ListChildrenRequest, ListChildrenResponse } from '../../wire/models/organizations.ts'
import { accountKey, readMembers } from './account-lists.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { parentNotFound } from './faults.ts'
import { findParent } from './organizational-unit.ts'
import { readUnits, unitKey } from './organizational-unit-lists.ts'
import { type PageKey, readPage } from './page.ts'

/** Ids of the accounts, or of the organizational units, directly inside a root or organizational unit. */
export async function listChildren(context: OperationContext, input: ListChildrenRequest): Promise<ListChildrenResponse> {
  const organization = await organizationOpenToCaller(context, 'ListChildren', input)
  const parent = await findParent(context, organization.id, input.ParentId)
  if (!parent) throw parentNotFound()
  const filter = { organizationId: organization.id, parentId: parent.id }
  const { rows, nextToken } = await readPage<{ id: string; key: PageKey }>({
    query: ['ListChildren', organization.id, parent.id, input.ChildType],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: (child) => child.key,
    read: async (after, limit) =>
      input.ChildType === 'ACCOUNT'
        ? (await readMembers(context, filter, after, limit)).map((account) => ({ id: account.id, key: accountKey(account) }))
        : (await readUnits(context, filter, after, limit)).map((unit) => ({ id: unit.id, key: unitKey(unit) })),
  })
  return { Children: rows.map(({ id }) => ({ Id: id, Type: input.ChildType })), NextToken: nextToken }
}
