import type { OperationContext } from '../../access/context.ts'
import type { ScanProvisionedProductsInput, ScanProvisionedProductsOutput } from '../../wire/models/servicecatalog.ts'
import { accessLevelOf, ownersOf } from './access-level.ts'
import { readPage } from './page.ts'
import { provisionedProductDetail, provisionedProductsIn } from './provisioned-products.ts'

/** Provisioned products, newest first; without an access level those that this very session made. */
export async function scanProvisionedProducts(
  context: OperationContext,
  input: ScanProvisionedProductsInput,
): Promise<ScanProvisionedProductsOutput> {
  const owner = ownersOf(context, accessLevelOf(input.AccessLevelFilter, 'User'))
  const page = await readPage(
    context,
    input,
    { operation: 'ScanProvisionedProducts', filters: { owner: owner ?? null } },
    (after, limit) =>
      provisionedProductsIn(context)
        .selectAll('pp')
        .where((eb) => (owner ? eb(`pp.${owner.column}`, '=', owner.arn) : eb.lit(true)))
        .$if(after !== undefined, (query) =>
          query.where((eb) => eb(eb.refTuple('pp.created_at', 'pp.id'), '<', eb.tuple(new Date(after?.[0] ?? 0), String(after?.[1])))),
        )
        .orderBy('pp.created_at', 'desc')
        .orderBy('pp.id', 'desc')
        .limit(limit)
        .execute(),
    (row) => [row.created_at.toISOString(), row.id],
  )
  return { ProvisionedProducts: page.rows.map(provisionedProductDetail), NextPageToken: page.NextPageToken }
}
