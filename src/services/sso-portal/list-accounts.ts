import type { OperationContext } from '../../access/context.ts'
import { readPage } from '../../access/page.ts'
import type { ListAccountsRequest, ListAccountsResponse } from '../../wire/models/sso.ts'
import { invalidToken } from './faults.ts'
import type { PortalAccess, PortalAccount } from './portal-access.ts'
import { tokenHolder } from './token-holder.ts'

/** The accounts that the holder of the token may enter, ordered by name. */
export function createListAccounts(access: PortalAccess) {
  return async (context: OperationContext, input: ListAccountsRequest): Promise<ListAccountsResponse> => {
    const { userId } = (await tokenHolder(context, access, input.accessToken)).person
    const { rows, nextToken } = await readPage<PortalAccount>({
      query: ['ListAccounts', userId],
      token: input.nextToken,
      size: input.maxResults ?? 100,
      invalidToken,
      keyOf: ({ name, accountId }) => [name, accountId],
      read: (after, limit) =>
        access.listAccounts(context, { userId, limit, ...(after && { after: [String(after[0]), String(after[1])] }) }),
    })
    const accountList = rows.map(({ accountId, name, email }) => ({ accountId, accountName: name, emailAddress: email }))
    return { accountList, ...(nextToken !== undefined && { nextToken }) }
  }
}
