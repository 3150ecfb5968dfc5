import type { OperationContext } from '../../access/context.ts'
import { readPage } from '../../access/page.ts'
import type { ListRegionsRequest, ListRegionsResponse } from '../../wire/models/account.ts'
import { invalidField } from './faults.ts'
import { regionStatuses } from './region-status.ts'
import { targetAccount } from './target-account.ts'

/** Every Region and how an account stands to it, by name. */
export async function listRegions(context: OperationContext, input: ListRegionsRequest): Promise<ListRegionsResponse> {
  const { AccountId, MaxResults = 50, NextToken, RegionOptStatusContains: wanted = [] } = input
  const account = await targetAccount(context, AccountId)
  const statuses = await regionStatuses(context, account.id)
  const found = [...statuses].filter(([, status]) => wanted.length === 0 || wanted.includes(status))
  const { rows, nextToken } = await readPage({
    query: ['ListRegions', account.id, [...wanted].sort()],
    token: NextToken,
    size: MaxResults,
    invalidToken: () => invalidField('nextToken', 'The NextToken is not one of this list.'),
    keyOf: ([name]: (typeof found)[number]) => [name],
    read: async (after, limit) => found.filter(([name]) => !after || name > String(after[0])).slice(0, limit),
  })
  return {
    Regions: rows.map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus })),
    ...(nextToken && { NextToken: nextToken }),
  }
}
