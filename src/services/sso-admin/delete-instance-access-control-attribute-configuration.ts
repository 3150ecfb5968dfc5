import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeleteInstanceAccessControlAttributeConfigurationRequest } from '../../wire/models/sso-admin.ts'
import { ownConfiguration, replaceAttributes } from './access-control-attributes.ts'
import { tables } from './tables.ts'

/** Ends it, and forgets the attributes. */
export async function deleteInstanceAccessControlAttributeConfiguration(
  context: OperationContext,
  input: DeleteInstanceAccessControlAttributeConfigurationRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    await ownConfiguration(context, input.InstanceArn, 'lock')
    const change = { access_control_at: null }
    await tables(context).updateTable('instances').set(change).where('instance_arn', '=', input.InstanceArn).execute()
    await replaceAttributes(context, input.InstanceArn, [])
    return {}
  })
}
