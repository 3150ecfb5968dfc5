import type { OperationContext } from '../../access/context.ts'
import type { ListPrincipalsForPortfolioInput, ListPrincipalsForPortfolioOutput } from '../../wire/models/servicecatalog.ts'
import { readPage } from './page.ts'
import { getPortfolio } from './portfolios.ts'
import { tables } from './tables.ts'

export async function listPrincipalsForPortfolio(
  context: OperationContext,
  input: ListPrincipalsForPortfolioInput,
): Promise<ListPrincipalsForPortfolioOutput> {
  const portfolio = await getPortfolio(context, input.PortfolioId)
  const page = await readPage(
    context,
    input,
    { operation: 'ListPrincipalsForPortfolio', filters: { portfolio: portfolio.id } },
    (after, limit) =>
      tables(context)
        .selectFrom('portfolio_principals')
        .selectAll()
        .where('portfolio_id', '=', portfolio.id)
        .$if(after !== undefined, (query) => query.where('principal_arn', '>', String(after?.[0])))
        .orderBy('principal_arn')
        .limit(limit)
        .execute(),
    (row) => [row.principal_arn],
  )
  return {
    Principals: page.rows.map((row) => ({ PrincipalARN: row.principal_arn, PrincipalType: row.principal_type })),
    NextPageToken: page.NextPageToken,
  }
}
