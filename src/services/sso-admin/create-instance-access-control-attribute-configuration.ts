import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreateInstanceAccessControlAttributeConfigurationRequest } from '../../wire/models/sso-admin.ts'
import { readAttributes, replaceAttributes } from './access-control-attributes.ts'
import { conflict } from './faults.ts'
import { ownOrganizationInstance } from './instance.ts'
import { dueTime } from './request.ts'
import { tables } from './tables.ts'

/** Lets people's attributes decide in the accounts they enter; asynchronous. */
export async function createInstanceAccessControlAttributeConfiguration(
  context: OperationContext,
  input: CreateInstanceAccessControlAttributeConfigurationRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const instance = await ownOrganizationInstance(context, input.InstanceArn, 'lock')
    const attributes = readAttributes(input.InstanceAccessControlAttributeConfiguration)
    if (instance.access_control_at !== null) throw conflict('Attributes for access control are enabled already.')
    const change = { access_control_at: dueTime(context) }
    await tables(context).updateTable('instances').set(change).where('instance_arn', '=', input.InstanceArn).execute()
    await replaceAttributes(context, input.InstanceArn, attributes)
    return {}
  })
}
