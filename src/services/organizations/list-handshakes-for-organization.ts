import type { OperationContext } from '../../access/context.ts'
import type { ListHandshakesForOrganizationRequest, ListHandshakesForOrganizationResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { listHandshakes } from './handshake-lists.ts'

/** What the organization has asked accounts, and itself. */
export async function listHandshakesForOrganization(
  context: OperationContext,
  input: ListHandshakesForOrganizationRequest,
): Promise<ListHandshakesForOrganizationResponse> {
  const organization = await organizationOpenToCaller(context, 'ListHandshakesForOrganization', input)
  const of = { column: 'handshakes.organization_id', id: organization.id } as const
  return listHandshakes(context, { operation: 'ListHandshakesForOrganization', of, input })
}
