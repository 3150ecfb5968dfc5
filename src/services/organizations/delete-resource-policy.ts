import { type OperationContext, transaction } from '../../access/context.ts'
import { checkAllFeatures, lockOrganization, organizationManagedByCaller } from './organization.ts'
import { findResourcePolicy, resourcePolicyNotFound } from './resource-policy.ts'
import { tables } from './tables.ts'

export async function deleteResourcePolicy(context: OperationContext): Promise<Record<string, never>> {
  const organization = await organizationManagedByCaller(context)
  checkAllFeatures(organization)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const policy = await findResourcePolicy(context, organization.id)
    if (!policy) throw resourcePolicyNotFound()
    await tables(context).deleteFrom('tags').where('resource_id', '=', policy.id).execute()
    await tables(context).deleteFrom('resource_policies').where('organization_id', '=', organization.id).execute()
    return {}
  })
}
