import type { OperationContext } from '../../access/context.ts'
import type { PortfolioDetail } from '../../wire/models/servicecatalog.ts'
import { notFound } from './faults.ts'
import { portfolioArn } from './ids.ts'
import { type PortfolioRow, tables } from './tables.ts'

/** Portfolios of the caller's account and Region. */
export function portfoliosIn(context: OperationContext) {
  return tables(context)
    .selectFrom('portfolios as portfolio')
    .selectAll('portfolio')
    .where('portfolio.account_id', '=', context.caller.accountId)
    .where('portfolio.region', '=', context.region)
}

/** The portfolio, locked when asked; throws ResourceNotFoundException. */
export async function getPortfolio(context: OperationContext, id: string, lock?: 'lock'): Promise<PortfolioRow> {
  const query = portfoliosIn(context).where('portfolio.id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound(`Portfolio with id ${id} not found`)
  return row
}

export function portfolioDetail(row: PortfolioRow): PortfolioDetail {
  return {
    Id: row.id,
    ARN: portfolioArn({ accountId: row.account_id, region: row.region }, row.id),
    DisplayName: row.display_name,
    Description: row.description,
    CreatedTime: row.created_at,
    ProviderName: row.provider_name,
  }
}
