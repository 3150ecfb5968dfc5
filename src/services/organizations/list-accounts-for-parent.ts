import type { OperationContext } from '../../access/context.ts'
import type { ListAccountsForParentRequest, ListAccountsForParentResponse } from '../../wire/models/organizations.ts'
import { describeAccountShape } from './account.ts'
import { accountKey, readMembers } from './account-lists.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { parentNotFound } from './faults.ts'
import { findParent } from './organizational-unit.ts'
import { readPage } from './page.ts'

/** The accounts directly inside a root or organizational unit, not those further down. */
export async function listAccountsForParent(
  context: OperationContext,
  input: ListAccountsForParentRequest,
): Promise<ListAccountsForParentResponse> {
  const organization = await organizationOpenToCaller(context, 'ListAccountsForParent', input)
  const parent = await findParent(context, organization.id, input.ParentId)
  if (!parent) throw parentNotFound()
  const { rows, nextToken } = await readPage({
    query: ['ListAccountsForParent', organization.id, parent.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: accountKey,
    read: (after, limit) => readMembers(context, { organizationId: organization.id, parentId: parent.id }, after, limit),
  })
  return { Accounts: rows.map(describeAccountShape), NextToken: nextToken }
}
