import { type OperationContext, transaction } from '../../access/context.ts'
import type { DisableAWSServiceAccessRequest } from '../../wire/models/organizations.ts'
import { enabledPolicyTypes } from './enabled-policy-types.ts'
import { constraintViolation } from './faults.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { trustedServices } from './policy-types.ts'
import { checkServicePrincipal } from './service-access.ts'
import { tables } from './tables.ts'

/** Trusts an AWS service no more, unless a policy type that it carries out is enabled. */
export async function disableAWSServiceAccess(
  context: OperationContext,
  input: DisableAWSServiceAccessRequest,
): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  checkServicePrincipal(input.ServicePrincipal)
  checkAllFeatures(organization)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const enabled = await enabledPolicyTypes(context, organization.id)
    const type = enabled.find((type) => trustedServices[type] === input.ServicePrincipal)
    if (type) {
      throw constraintViolation('POLICY_TYPE_ENABLED_FOR_THIS_SERVICE', `You must disable the policy type ${type} first.`)
    }
    await tables(context)
      .deleteFrom('service_access')
      .where('organization_id', '=', organization.id)
      .where('service_principal', '=', input.ServicePrincipal)
      .execute()
    return {}
  })
}
