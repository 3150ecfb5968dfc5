import type { OperationContext } from '../../access/context.ts'
import type { DisassociatePrincipalFromPortfolioInput, DisassociatePrincipalFromPortfolioOutput } from '../../wire/models/servicecatalog.ts'
import { checkStorable, notFound } from './faults.ts'
import { getPortfolio } from './portfolios.ts'
import { tables } from './tables.ts'

export async function disassociatePrincipalFromPortfolio(
  context: OperationContext,
  input: DisassociatePrincipalFromPortfolioInput,
): Promise<DisassociatePrincipalFromPortfolioOutput> {
  checkStorable('PrincipalARN', input.PrincipalARN)
  const portfolio = await getPortfolio(context, input.PortfolioId)
  const removed = await tables(context)
    .deleteFrom('portfolio_principals')
    .where('portfolio_id', '=', portfolio.id)
    .where('principal_arn', '=', input.PrincipalARN)
    .where('principal_type', '=', input.PrincipalType ?? 'IAM')
    .returning('principal_arn')
    .executeTakeFirst()
  if (!removed) throw notFound(`Principal ${input.PrincipalARN} is not associated with portfolio ${portfolio.id}`)
  return {}
}
