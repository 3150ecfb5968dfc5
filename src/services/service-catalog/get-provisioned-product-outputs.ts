import type { OperationContext } from '../../access/context.ts'
import type { GetProvisionedProductOutputsInput, GetProvisionedProductOutputsOutput } from '../../wire/models/servicecatalog.ts'
import { invalid, oneOf } from './faults.ts'
import { readPage } from './page.ts'
import { getProvisionedProduct } from './provisioned-products.ts'
import { recordOutput } from './records.ts'
import { tables } from './tables.ts'

/** Outputs of the last launch or update that succeeded, in their order; `OutputKeys` chooses some. */
export async function getProvisionedProductOutputs(
  context: OperationContext,
  input: GetProvisionedProductOutputsInput,
): Promise<GetProvisionedProductOutputsOutput> {
  const reference = oneOf('provisioned product', input.ProvisionedProductId, input.ProvisionedProductName)
  const { last_successful_provisioning_record_id: recordId } = await getProvisionedProduct(context, reference)
  // Clients compare this text as a whole, so nothing follows it.
  if (recordId === null) throw invalid("Last Successful Provisioning Record doesn't exist.")
  const keys = input.OutputKeys ?? []
  await checkKeys(context, recordId, keys)
  const page = await readPage(
    context,
    input,
    { operation: 'GetProvisionedProductOutputs', filters: { record: recordId, keys } },
    (after, limit) =>
      tables(context)
        .selectFrom('record_outputs')
        .selectAll()
        .where('record_id', '=', recordId)
        .where('position', '>', Number(after?.[0] ?? -1))
        .$if(keys.length > 0, (query) => query.where('key', 'in', keys))
        .orderBy('position')
        .limit(limit)
        .execute(),
    (row) => [row.position],
  )
  return { Outputs: page.rows.map(recordOutput), NextPageToken: page.NextPageToken }
}

async function checkKeys(context: OperationContext, recordId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const rows = await tables(context).selectFrom('record_outputs').select('key').where('record_id', '=', recordId).execute()
  const known = rows.map((row) => row.key)
  const unknown = keys.filter((key) => !known.includes(key))
  if (unknown.length > 0) throw invalid(`Output keys ${unknown.join(', ')} do not exist. The outputs are: ${known.join(', ')}.`)
}
