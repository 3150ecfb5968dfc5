import type { OperationContext } from '../../access/context.ts'
import type { ListPortfoliosForProductInput, ListPortfoliosForProductOutput } from '../../wire/models/servicecatalog.ts'
import { readPage } from './page.ts'
import { portfolioDetail, portfoliosIn } from './portfolios.ts'
import { getProduct } from './products.ts'

export async function listPortfoliosForProduct(
  context: OperationContext,
  input: ListPortfoliosForProductInput,
): Promise<ListPortfoliosForProductOutput> {
  const product = await getProduct(context, { id: input.ProductId })
  const page = await readPage(
    context,
    input,
    { operation: 'ListPortfoliosForProduct', filters: { product: product.id } },
    (after, limit) =>
      portfoliosIn(context)
        .innerJoin('launch_paths as path', 'path.portfolio_id', 'portfolio.id')
        .where('path.product_id', '=', product.id)
        .$if(after !== undefined, (query) => query.where('portfolio.id', '>', String(after?.[0])))
        .orderBy('portfolio.id')
        .limit(limit)
        .execute(),
    (row) => [row.id],
  )
  return { PortfolioDetails: page.rows.map(portfolioDetail), NextPageToken: page.NextPageToken }
}
