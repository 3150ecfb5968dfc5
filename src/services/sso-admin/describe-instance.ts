import type { OperationContext } from '../../access/context.ts'
import type { DescribeInstanceRequest, DescribeInstanceResponse, EncryptionConfigurationDetails } from '../../wire/models/sso-admin.ts'
import { describeInstanceShape, ownInstanceRow } from './instance.ts'
import type { InstancesTable } from './tables.ts'

/** One instance, and what it is encrypted with. */
export async function describeInstance(context: OperationContext, input: DescribeInstanceRequest): Promise<DescribeInstanceResponse> {
  const row = await ownInstanceRow(context, input.InstanceArn)
  return { ...describeInstanceShape(context, row), EncryptionConfigurationDetails: describeEncryption(context, row) }
}

function describeEncryption({ clock }: OperationContext, row: InstancesTable): EncryptionConfigurationDetails {
  const EncryptionStatus = row.encrypted_at !== null && row.encrypted_at > clock.now() ? 'UPDATING' : 'ENABLED'
  if (row.kms_key_arn === null) return { KeyType: 'AWS_OWNED_KMS_KEY', EncryptionStatus }
  return { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: row.kms_key_arn, EncryptionStatus }
}
