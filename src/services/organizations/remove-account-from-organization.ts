import type { OperationContext } from '../../access/context.ts'
import type { RemoveAccountFromOrganizationRequest } from '../../wire/models/organizations.ts'
import { departFromOrganization } from './departure.ts'
import { organizationManagedByCaller } from './organization.ts'

/** The management account sends a member away. */
export async function removeAccountFromOrganization(
  context: OperationContext,
  input: RemoveAccountFromOrganizationRequest,
): Promise<Record<string, never>> {
  await departFromOrganization(context, await organizationManagedByCaller(context), input.AccountId)
  return {}
}
