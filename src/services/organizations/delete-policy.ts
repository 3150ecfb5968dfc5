import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeletePolicyRequest } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { fault, immutablePolicy } from './faults.ts'
import { lockOrganization } from './organization.ts'
import { givenPolicy } from './policy.ts'
import { isAttachedAnywhere } from './policy-attachments.ts'
import { tables } from './tables.ts'

/** Deletes a policy that is attached to nothing. */
export async function deletePolicy(context: OperationContext, input: DeletePolicyRequest): Promise<Record<string, never>> {
  const organization = await organizationOpenToCaller(context, 'DeletePolicy', input)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const policy = await givenPolicy(context, organization.id, input.PolicyId)
    if (policy.awsManaged) throw immutablePolicy()
    if (await isAttachedAnywhere(context, organization.id, policy.id)) {
      throw fault(
        'PolicyInUseException',
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
      )
    }
    await tables(context).deleteFrom('tags').where('resource_id', '=', policy.id).execute()
    await tables(context).deleteFrom('policies').where('id', '=', policy.id).execute()
    return {}
  })
}
