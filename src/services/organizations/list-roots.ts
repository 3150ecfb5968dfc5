import type { OperationContext } from '../../access/context.ts'
import type { ListRootsRequest, ListRootsResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { describeRootShape } from './enabled-policy-types.ts'
import { readPage } from './page.ts'

/** The organization's one root. */
export async function listRoots(context: OperationContext, input: ListRootsRequest): Promise<ListRootsResponse> {
  const organization = await organizationOpenToCaller(context, 'ListRoots', input)
  const { rows, nextToken } = await readPage({
    query: ['ListRoots', organization.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: () => [],
    read: async (after) => (after ? [] : [await describeRootShape(context, organization)]),
  })
  return { Roots: rows, NextToken: nextToken }
}
