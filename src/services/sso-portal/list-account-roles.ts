import type { OperationContext } from '../../access/context.ts'
import { readPage } from '../../access/page.ts'
import type { ListAccountRolesRequest, ListAccountRolesResponse } from '../../wire/models/sso.ts'
import { checkNames, invalidToken, noAccess } from './faults.ts'
import type { PortalAccess } from './portal-access.ts'
import { tokenHolder } from './token-holder.ts'

/** The roles that the holder of the token may enter the account as, ordered by name. */
export function createListAccountRoles(access: PortalAccess) {
  return async (context: OperationContext, input: ListAccountRolesRequest): Promise<ListAccountRolesResponse> => {
    const { accountId } = input
    checkNames(input)
    const { userId } = (await tokenHolder(context, access, input.accessToken)).person
    const { rows, nextToken } = await readPage<string>({
      query: ['ListAccountRoles', userId, accountId],
      token: input.nextToken,
      size: input.maxResults ?? 100,
      invalidToken,
      keyOf: (roleName) => [roleName],
      read: (after, limit) => access.listRoles(context, { userId, accountId, limit, ...(after && { after: String(after[0]) }) }),
    })
    if (rows.length === 0 && input.nextToken === undefined) throw noAccess()
    return { roleList: rows.map((roleName) => ({ roleName, accountId })), ...(nextToken !== undefined && { nextToken }) }
  }
}
