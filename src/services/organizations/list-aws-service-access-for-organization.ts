import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type {
  ListAWSServiceAccessForOrganizationRequest,
  ListAWSServiceAccessForOrganizationResponse,
} from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { checkAllFeatures } from './organization.ts'
import { readPage } from './page.ts'
import { type ServiceAccessTable, tables } from './tables.ts'

/** The AWS services that are trusted with the organization. */
export async function listAWSServiceAccessForOrganization(
  context: OperationContext,
  input: ListAWSServiceAccessForOrganizationRequest,
): Promise<ListAWSServiceAccessForOrganizationResponse> {
  const organization = await organizationOpenToCaller(context, 'ListAWSServiceAccessForOrganization', input)
  checkAllFeatures(organization)
  const { rows, nextToken } = await readPage<Selectable<ServiceAccessTable>>({
    query: ['ListAWSServiceAccessForOrganization', organization.id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: (row) => [row.service_principal],
    read: (after, limit) => {
      let query = tables(context).selectFrom('service_access').selectAll().where('organization_id', '=', organization.id)
      if (after) query = query.where('service_principal', '>', String(after[0]))
      return query.orderBy('service_principal').limit(limit).execute()
    },
  })
  return {
    EnabledServicePrincipals: rows.map((row) => ({ ServicePrincipal: row.service_principal, DateEnabled: row.enabled_at })),
    NextToken: nextToken,
  }
}
