import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { ListDelegatedServicesForAccountRequest, ListDelegatedServicesForAccountResponse } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { isDelegatedAdministrator } from './delegated-administrators.ts'
import { accountNotFound, accountNotRegistered } from './faults.ts'
import { checkAllFeatures } from './organization.ts'
import { readPage } from './page.ts'
import { type DelegatedAdministratorsTable, tables } from './tables.ts'

/** The services that an account is a delegated administrator of. */
export async function listDelegatedServicesForAccount(
  context: OperationContext,
  input: ListDelegatedServicesForAccountRequest,
): Promise<ListDelegatedServicesForAccountResponse> {
  const organization = await organizationOpenToCaller(context, 'ListDelegatedServicesForAccount', input)
  checkAllFeatures(organization)
  if (!(await findMember(context, organization.id, input.AccountId))) throw accountNotFound()
  if (!(await isDelegatedAdministrator(context, organization.id, input.AccountId))) throw accountNotRegistered()
  const { rows, nextToken } = await readPage<Selectable<DelegatedAdministratorsTable>>({
    query: ['ListDelegatedServicesForAccount', organization.id, input.AccountId],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: (row) => [row.service_principal],
    read: (after, limit) => {
      let query = tables(context).selectFrom('delegated_administrators').selectAll().where('account_id', '=', input.AccountId)
      if (after) query = query.where('service_principal', '>', String(after[0]))
      return query.orderBy('service_principal').limit(limit).execute()
    },
  })
  return {
    DelegatedServices: rows.map((row) => ({ ServicePrincipal: row.service_principal, DelegationEnabledDate: row.enabled_at })),
    NextToken: nextToken,
  }
}
