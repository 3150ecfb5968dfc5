import type { OperationContext } from '../../access/context.ts'
import type { Fault } from '../../fault.ts'
import type { ErrorCode } from '../../wire/models/servicecatalog.ts'
import { notFound, type Reference } from './faults.ts'
import type { PageKey } from './page.ts'
import { portfolioIdsOfCaller } from './principals.ts'
import { findProduct, otherRegion } from './products.ts'
import { tables } from './tables.ts'

export interface LaunchPath {
  readonly id: string
  /** The portfolio's display name: AWS names paths so. */
  readonly name: string
}

/** Paths by which the caller may launch the product, in order of their ids. */
export async function launchPathsOfCaller(
  context: OperationContext,
  productId: string,
  after?: PageKey,
  limit = 100,
): Promise<LaunchPath[]> {
  const portfolioIds = await portfolioIdsOfCaller(context)
  if (portfolioIds.length === 0) return []
  return tables(context)
    .selectFrom('launch_paths as path')
    .innerJoin('portfolios as portfolio', 'portfolio.id', 'path.portfolio_id')
    .select(['path.id as id', 'portfolio.display_name as name'])
    .where('path.product_id', '=', productId)
    .where('path.portfolio_id', 'in', portfolioIds)
    .$if(after !== undefined, (query) => query.where('path.id', '>', String(after?.[0])))
    .orderBy('path.id')
    .limit(limit)
    .execute()
}

/** AWS's answer to whoever has no path to a product, followed by the cause where parity does not forbid it. */
export async function noLaunchPaths(context: OperationContext, reference: Reference): Promise<Fault<ErrorCode>> {
  return notFound(`No launch paths found for resource: ${reference.id ?? reference.name}${await whyNoLaunchPaths(context, reference)}`)
}

/** What is missing for the caller to launch the product, as the tail of a message. */
export async function whyNoLaunchPaths(context: OperationContext, reference: Reference): Promise<string> {
  if (context.settings.parity) return ''
  const product = await findProduct(context, reference)
  if (!product) return otherRegion(context, reference)
  const portfolio = await tables(context)
    .selectFrom('launch_paths as path')
    .innerJoin('portfolios as portfolio', 'portfolio.id', 'path.portfolio_id')
    .select(['portfolio.id', 'portfolio.display_name'])
    .where('path.product_id', '=', product.id)
    .orderBy('path.id')
    .limit(1)
    .executeTakeFirst()
  if (!portfolio) return ': the product is in no portfolio.'
  const { principalArn } = context.caller
  return (
    `: principal ${principalArn} is not associated with portfolio ${portfolio.id} (${portfolio.display_name}). ` +
    `Associate it with AssociatePrincipalWithPortfolio (PortfolioId ${portfolio.id}, PrincipalARN ${principalArn}, PrincipalType IAM), ` +
    'or sign in with a role that is associated.'
  )
}
