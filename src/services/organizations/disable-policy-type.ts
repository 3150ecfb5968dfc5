import type { ExpressionBuilder } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import type { DisablePolicyTypeRequest, DisablePolicyTypeResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { checkPolicyTypeEnabled, describeRootShape } from './enabled-policy-types.ts'
import { rootNotFound } from './faults.ts'
import { lockOrganization } from './organization.ts'
import { type OrganizationsTables, tables } from './tables.ts'

/** Takes every policy of the type off every target; the policies themselves stay. */
export async function disablePolicyType(context: OperationContext, input: DisablePolicyTypeRequest): Promise<DisablePolicyTypeResponse> {
  const organization = await organizationOpenToCaller(context, 'DisablePolicyType', input)
  if (input.RootId !== organization.rootId) throw rootNotFound()
  const isOfType = (eb: ExpressionBuilder<OrganizationsTables, 'policy_attachments' | 'policy_types'>) =>
    eb.and({ organization_id: organization.id, type: input.PolicyType })
  const response = await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    await checkPolicyTypeEnabled(context, organization.id, input.PolicyType)
    await tables(context).deleteFrom('policy_attachments').where(isOfType).execute()
    await tables(context).deleteFrom('policy_types').where(isOfType).execute()
    return { Root: await describeRootShape(context, organization) }
  })
  forgetControlPolicies(context)
  return response
}
