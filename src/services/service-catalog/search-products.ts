import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { SearchProductsInput, SearchProductsOutput } from '../../wire/models/servicecatalog.ts'
import { portfolioIdsOfCaller } from './principals.ts'
import { matchingProducts, searchProductPage } from './product-search.ts'
import { productViewSummary } from './products.ts'

type Aggregations = NonNullable<SearchProductsOutput['ProductViewAggregations']>

/** Products that the caller may launch, with how many there are by owner, type and vendor. */
export async function searchProducts(context: OperationContext, input: SearchProductsInput): Promise<SearchProductsOutput> {
  const portfolioIds = await portfolioIdsOfCaller(context)
  const page = await searchProductPage(context, 'SearchProducts', input, portfolioIds)
  return {
    ProductViewSummaries: page.rows.map(productViewSummary),
    ProductViewAggregations: await aggregate(context, input, portfolioIds),
    NextPageToken: page.NextPageToken,
  }
}

async function aggregate(context: OperationContext, input: SearchProductsInput, portfolioIds: readonly string[]): Promise<Aggregations> {
  const rows = await matchingProducts(context, input.Filters ?? {}, portfolioIds)
    .select(['product.owner', 'product.handler_type', 'product.distributor', sql<number>`count(*)::int`.as('count')])
    .groupBy(['product.owner', 'product.handler_type', 'product.distributor'])
    .execute()
  const countBy = (nameOf: (row: (typeof rows)[number]) => string) => {
    const counts = new Map<string, number>()
    for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + row.count)
    return [...counts].map(([Value, ApproximateCount]) => ({ Value, ApproximateCount }))
  }
  return {
    Owner: countBy((row) => row.owner),
    ProductType: countBy((row) => row.handler_type),
    Vendor: countBy((row) => row.distributor),
  }
}
