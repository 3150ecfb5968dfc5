import type { OperationContext } from '../../access/context.ts'
import type { ListRootsRequest, ListRootsResponse, Root } from '../../wire/models/organizations.ts'
import { rootArn } from './identifiers.ts'
import { organizationManagedByCaller } from './organization.ts'
import { readPage } from './page.ts'

/** The organization's one root. */
export async function listRoots(context: OperationContext, input: ListRootsRequest): Promise<ListRootsResponse> {
  const organization = await organizationManagedByCaller(context)
  const root: Root = {
    Id: organization.rootId,
    Arn: rootArn(organization, organization.rootId),
    Name: 'Root',
    PolicyTypes: organization.featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  }
  const { rows, nextToken } = await readPage({
    query: ['ListRoots', organization.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: () => [],
    read: async (after) => (after ? [] : [root]),
  })
  return { Roots: rows, NextToken: nextToken }
}
