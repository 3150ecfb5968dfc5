import { type OperationContext, transaction } from '../../access/context.ts'
import type { EncryptionConfiguration, UpdateInstanceRequest } from '../../wire/models/sso-admin.ts'
import { conflict, invalid } from './faults.ts'
import { dueAfter, ownInstanceRow, primaryRegionOf } from './instance.ts'
import { selectRegions } from './region.ts'
import { type InstancesTable, tables } from './tables.ts'

/** Renames an instance, or changes the key that it is encrypted with; the latter is asynchronous. */
export async function updateInstance(context: OperationContext, input: UpdateInstanceRequest): Promise<Record<string, never>> {
  const { InstanceArn, Name, EncryptionConfiguration: encryption } = input
  return transaction(context, async (context) => {
    const row = await ownInstanceRow(context, InstanceArn, 'lock')
    if (row.gone_at !== null) throw conflict(`Instance ${InstanceArn} is being deleted.`)
    const change = {
      ...(Name !== undefined && { name: Name }),
      ...(encryption && { kms_key_arn: await checkKey(context, row, encryption), encrypted_at: dueAfter(context, 'enable-baseline') }),
    }
    if (Object.keys(change).length === 0) throw invalid('Name or EncryptionConfiguration is required.')
    await tables(context).updateTable('instances').set(change).where('instance_arn', '=', InstanceArn).execute()
    return {}
  })
}

/** ARN of the customer's key; null for AWS's own. */
async function checkKey(
  context: OperationContext,
  row: InstancesTable,
  { KeyType, KmsKeyArn }: EncryptionConfiguration,
): Promise<string | null> {
  if ((KeyType === 'CUSTOMER_MANAGED_KEY') !== (KmsKeyArn !== undefined)) {
    throw invalid('KmsKeyArn is given for CUSTOMER_MANAGED_KEY, and for no other KeyType.')
  }
  const region = primaryRegionOf(context, row)
  if (KmsKeyArn !== undefined && KmsKeyArn.split(':')[3] !== region) throw invalid(`The key must be one of Region ${region}.`)
  if (row.encrypted_at !== null && row.encrypted_at > context.clock.now()) throw conflict('The encryption is being changed.')
  if (!KmsKeyArn?.includes(':key/mrk-')) {
    const copied = await selectRegions(context).where('instance_arn', '=', row.instance_arn).executeTakeFirst()
    if (copied) throw conflict('An instance in several Regions needs a multi-Region key.')
  }
  return KmsKeyArn ?? null
}
