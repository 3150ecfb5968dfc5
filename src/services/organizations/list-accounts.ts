import type { OperationContext } from '../../access/context.ts'
import type { ListAccountsRequest, ListAccountsResponse } from '../../wire/models/organizations.ts'
import { describeAccountShape } from './account.ts'
import { accountKey, readMembers } from './account-lists.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { readPage } from './page.ts'

/** Every account of the organization, in the order they joined. */
export async function listAccounts(context: OperationContext, input: ListAccountsRequest): Promise<ListAccountsResponse> {
  const organization = await organizationOpenToCaller(context, 'ListAccounts', input)
  const { rows, nextToken } = await readPage({
    query: ['ListAccounts', organization.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: accountKey,
    read: (after, limit) => readMembers(context, { organizationId: organization.id }, after, limit),
  })
  return { Accounts: rows.map(describeAccountShape), NextToken: nextToken }
}
