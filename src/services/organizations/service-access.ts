import type { OperationContext } from '../../access/context.ts'
import { constraintViolation, invalidInput } from './faults.ts'
import { tables } from './tables.ts'

/** Throws InvalidInputException unless it names a service of AWS; which of them work with organizations changes too often for a list. */
export function checkServicePrincipal(servicePrincipal: string): void {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(servicePrincipal)) {
    throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', `You specified a service principal that isn't recognized: ${servicePrincipal}`)
  }
}

export async function hasServiceAccess(context: OperationContext, organizationId: string, servicePrincipal: string): Promise<boolean> {
  const row = await tables(context)
    .selectFrom('service_access')
    .select('service_principal')
    .where('organization_id', '=', organizationId)
    .where('service_principal', '=', servicePrincipal)
    .executeTakeFirst()
  return row !== undefined
}

/** Throws ConstraintViolationException. */
export async function checkServiceAccess(context: OperationContext, organizationId: string, servicePrincipal: string): Promise<void> {
  if (!(await hasServiceAccess(context, organizationId, servicePrincipal))) {
    throw constraintViolation(
      'SERVICE_ACCESS_NOT_ENABLED',
      `You must enable service access for ${servicePrincipal} first. Call the EnableAWSServiceAccess API.`,
    )
  }
}
