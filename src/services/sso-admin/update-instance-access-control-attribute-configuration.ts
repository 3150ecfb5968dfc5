import { type OperationContext, transaction } from '../../access/context.ts'
import type { UpdateInstanceAccessControlAttributeConfigurationRequest } from '../../wire/models/sso-admin.ts'
import { ownConfiguration, readAttributes, replaceAttributes } from './access-control-attributes.ts'

/** Replaces the attributes; sessions that are under way keep what they began with. */
export async function updateInstanceAccessControlAttributeConfiguration(
  context: OperationContext,
  input: UpdateInstanceAccessControlAttributeConfigurationRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    await ownConfiguration(context, input.InstanceArn, 'lock')
    const attributes = readAttributes(input.InstanceAccessControlAttributeConfiguration)
    await replaceAttributes(context, input.InstanceArn, attributes)
    return {}
  })
}
