import type { OperationContext } from '../../access/context.ts'
import type { SearchProductsAsAdminInput, SearchProductsAsAdminOutput } from '../../wire/models/servicecatalog.ts'
import { getPortfolio } from './portfolios.ts'
import { searchProductPage } from './product-search.ts'
import { productViewDetail } from './products.ts'

/** All products of the account, or of one portfolio, whoever may launch them. */
export async function searchProductsAsAdmin(
  context: OperationContext,
  input: SearchProductsAsAdminInput,
): Promise<SearchProductsAsAdminOutput> {
  const portfolioIds = input.PortfolioId === undefined ? undefined : [(await getPortfolio(context, input.PortfolioId)).id]
  const page = await searchProductPage(context, 'SearchProductsAsAdmin', input, portfolioIds)
  return { ProductViewDetails: page.rows.map(productViewDetail), NextPageToken: page.NextPageToken }
}
