import type { OperationContext } from '../../access/context.ts'
import type { DescribePortfolioInput, DescribePortfolioOutput } from '../../wire/models/servicecatalog.ts'
import { getPortfolio, portfolioDetail } from './portfolios.ts'

export async function describePortfolio(context: OperationContext, input: DescribePortfolioInput): Promise<DescribePortfolioOutput> {
  const portfolio = await getPortfolio(context, input.Id)
  return { PortfolioDetail: portfolioDetail(portfolio), Tags: [], TagOptions: [], Budgets: [] }
}
