import type { OperationContext } from '../../access/context.ts'
import type { ListPortfoliosInput, ListPortfoliosOutput } from '../../wire/models/servicecatalog.ts'
import { readPage } from './page.ts'
import { portfolioDetail, portfoliosIn } from './portfolios.ts'

/** All portfolios of the account, whoever is associated with them. */
export async function listPortfolios(context: OperationContext, input: ListPortfoliosInput): Promise<ListPortfoliosOutput> {
  const page = await readPage(
    context,
    input,
    { operation: 'ListPortfolios', filters: {} },
    (after, limit) =>
      portfoliosIn(context)
        .$if(after !== undefined, (query) => query.where('portfolio.id', '>', String(after?.[0])))
        .orderBy('portfolio.id')
        .limit(limit)
        .execute(),
    (row) => [row.id],
  )
  return { PortfolioDetails: page.rows.map(portfolioDetail), NextPageToken: page.NextPageToken }
}
