import { type OperationContext, transaction } from '../../access/context.ts'
import type { EnablePolicyTypeRequest, EnablePolicyTypeResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { forgetControlPolicies } from './control-policies-of.ts'
import { attachDefaultPolicyEverywhere, describeRootShape } from './enabled-policy-types.ts'
import { fault, policyTypeNotAvailable, rootNotFound } from './faults.ts'
import { lockOrganization } from './organization.ts'
import { trustedServices } from './policy-types.ts'
import { checkServiceAccess } from './service-access.ts'
import { tables } from './tables.ts'

/** Lets policies of a type be attached. Control policies start with AWS's own, which allows everything, on every target. */
export async function enablePolicyType(context: OperationContext, input: EnablePolicyTypeRequest): Promise<EnablePolicyTypeResponse> {
  const organization = await organizationOpenToCaller(context, 'EnablePolicyType', input)
  if (input.RootId !== organization.rootId) throw rootNotFound()
  if (organization.featureSet !== 'ALL') throw policyTypeNotAvailable()
  const response = await transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const service = trustedServices[input.PolicyType]
    if (service) await checkServiceAccess(context, organization.id, service)
    const enabled = await tables(context)
      .insertInto('policy_types')
      .values({ organization_id: organization.id, type: input.PolicyType, enabled_at: context.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('type')
      .executeTakeFirst()
    if (!enabled) throw fault('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.')
    await attachDefaultPolicyEverywhere(context, organization.id, input.PolicyType)
    return { Root: await describeRootShape(context, organization) }
  })
  forgetControlPolicies(context)
  return response
}
