import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type {
  AssociatePrincipalWithPortfolioInput,
  AssociatePrincipalWithPortfolioOutput,
  ErrorCode,
} from '../../wire/models/servicecatalog.ts'
import { getPortfolio } from './portfolios.ts'
import { checkPrincipalArn, type PrincipalType } from './principals.ts'
import { tables } from './tables.ts'

/** Principals of a portfolio (AWS's quotas). */
const limits: Readonly<Record<PrincipalType, number>> = { IAM: 100, IAM_PATTERN: 10 }

/** Lets a principal launch the portfolio's products; doing it again changes nothing. */
export async function associatePrincipalWithPortfolio(
  context: OperationContext,
  input: AssociatePrincipalWithPortfolioInput,
): Promise<AssociatePrincipalWithPortfolioOutput> {
  checkPrincipalArn(input.PrincipalARN, input.PrincipalType)
  return transaction(context, async (context) => {
    // The lock keeps two callers from passing the limit together.
    const portfolio = await getPortfolio(context, input.PortfolioId, 'lock')
    const added = await tables(context)
      .insertInto('portfolio_principals')
      .values({
        portfolio_id: portfolio.id,
        principal_arn: input.PrincipalARN,
        principal_type: input.PrincipalType,
        created_at: context.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('principal_arn')
      .executeTakeFirst()
    if (added) await checkLimit(context, portfolio.id, input.PrincipalType)
    return {}
  })
}

async function checkLimit(context: OperationContext, portfolioId: string, type: PrincipalType): Promise<void> {
  const { count } = await tables(context)
    .selectFrom('portfolio_principals')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('portfolio_id', '=', portfolioId)
    .where('principal_type', '=', type)
    .executeTakeFirstOrThrow()
  if (count <= limits[type]) return
  throw new Fault<ErrorCode>(
    'LimitExceededException',
    `Portfolio ${portfolioId} has ${limits[type]} principals of type ${type} already, the most there may be. Disassociate one first.`,
  )
}
