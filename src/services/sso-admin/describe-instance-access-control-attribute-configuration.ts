import type { OperationContext } from '../../access/context.ts'
import type {
  DescribeInstanceAccessControlAttributeConfigurationRequest,
  DescribeInstanceAccessControlAttributeConfigurationResponse,
} from '../../wire/models/sso-admin.ts'
import { ownConfiguration, selectAttributes } from './access-control-attributes.ts'

/** Which attributes of people go into their sessions. */
export async function describeInstanceAccessControlAttributeConfiguration(
  context: OperationContext,
  input: DescribeInstanceAccessControlAttributeConfigurationRequest,
): Promise<DescribeInstanceAccessControlAttributeConfigurationResponse> {
  const { access_control_at: enabledAt } = await ownConfiguration(context, input.InstanceArn)
  const attributes = await selectAttributes(context, input.InstanceArn)
  return {
    Status: enabledAt !== null && enabledAt > context.clock.now() ? 'CREATION_IN_PROGRESS' : 'ENABLED',
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: attributes.map(({ key, source }) => ({ Key: key, Value: { Source: [source] } })),
    },
  }
}
