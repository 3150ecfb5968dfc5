import type { OperationContext } from '../../access/context.ts'
import { departFromOrganization } from './departure.ts'
import { organizationOfCaller } from './organization.ts'

/** A member goes by itself. */
export async function leaveOrganization(context: OperationContext): Promise<Record<string, never>> {
  await departFromOrganization(context, await organizationOfCaller(context), context.caller.accountId)
  return {}
}
