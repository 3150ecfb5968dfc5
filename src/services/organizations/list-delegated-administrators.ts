import type { OperationContext } from '../../access/context.ts'
import type { ListDelegatedAdministratorsRequest, ListDelegatedAdministratorsResponse } from '../../wire/models/organizations.ts'
import { describeAccountShape, findAccounts } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { type Administrator, readAdministrators } from './delegated-administrators.ts'
import { checkAllFeatures } from './organization.ts'
import { readPage } from './page.ts'
import { checkServicePrincipal } from './service-access.ts'

/** The accounts that are delegated administrators of a service, or of any. */
export async function listDelegatedAdministrators(
  context: OperationContext,
  input: ListDelegatedAdministratorsRequest,
): Promise<ListDelegatedAdministratorsResponse> {
  const organization = await organizationOpenToCaller(context, 'ListDelegatedAdministrators', input)
  checkAllFeatures(organization)
  const { ServicePrincipal: servicePrincipal } = input
  if (servicePrincipal !== undefined) checkServicePrincipal(servicePrincipal)
  const { rows, nextToken } = await readPage<Administrator>({
    query: ['ListDelegatedAdministrators', organization.id, servicePrincipal],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ accountId }) => [accountId],
    read: (after, limit) =>
      readAdministrators(context, { organizationId: organization.id, servicePrincipal }, after && String(after[0]), limit),
  })
  const accounts = await findAccounts(
    context,
    rows.map(({ accountId }) => accountId),
  )
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return {
    DelegatedAdministrators: rows.flatMap(({ accountId, since }) => {
      const account = byId.get(accountId)
      if (!account) return []
      const { Paths: _, ...shape } = describeAccountShape(account)
      return [{ ...shape, DelegationEnabledDate: since }]
    }),
    NextToken: nextToken,
  }
}
