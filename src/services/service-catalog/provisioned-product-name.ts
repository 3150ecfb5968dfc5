import type { OperationContext } from '../../access/context.ts'
import { invalid } from './faults.ts'
import { provisionedProductsIn } from './provisioned-products.ts'
import type { ProvisionedProductRow } from './tables.ts'

/**
 * Throws InvalidParametersException, with AWS's text, when a provisioned product has the name. One that failed and left
 * nothing behind does not count (except in parity): it is answered, for the launch to take its place. With 'lock' nobody
 * else changes it in this transaction.
 */
export async function checkProvisionedProductName(
  context: OperationContext,
  name: string,
  lock?: 'lock',
): Promise<ProvisionedProductRow | undefined> {
  const query = provisionedProductsIn(context).selectAll('pp').where('pp.name', '=', name)
  const holder = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!holder) return undefined
  if (!context.settings.parity && leftNothingBehind(holder)) return holder
  throw invalid(`A stack named ${name} already exists.${explanation(context, holder)}`)
}

function leftNothingBehind(row: ProvisionedProductRow): boolean {
  return row.status === 'ERROR' && row.physical_id === null
}

function explanation(context: OperationContext, holder: ProvisionedProductRow): string {
  if (context.settings.parity) return ''
  return ` It is the provisioned product ${holder.id} (${holder.status}). Choose another name, or terminate that one first.`
}
