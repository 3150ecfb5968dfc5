import type { OperationContext } from '../../access/context.ts'
import { portfolioIdsOfCaller } from './principals.ts'
import { tables } from './tables.ts'

/** The first product of a handler's type that the caller has a path to. */
export async function findLaunchableProduct(context: OperationContext, handlerType: string): Promise<string | undefined> {
  const portfolioIds = await portfolioIdsOfCaller(context)
  if (portfolioIds.length === 0) return undefined
  const row = await tables(context)
    .selectFrom('launch_paths')
    .innerJoin('products', 'products.id', 'launch_paths.product_id')
    .select('products.id')
    .where('launch_paths.portfolio_id', 'in', portfolioIds)
    .where('products.handler_type', '=', handlerType)
    .orderBy('products.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
