import type { OperationContext } from '../../access/context.ts'
import type { ListLaunchPathsInput, ListLaunchPathsOutput } from '../../wire/models/servicecatalog.ts'
import { launchPathsOfCaller, noLaunchPaths } from './launch-paths.ts'
import { readPage } from './page.ts'
import { findProduct } from './products.ts'

/** The portfolios through which the caller may launch a product; none is an error, as at AWS. */
export async function listLaunchPaths(context: OperationContext, input: ListLaunchPathsInput): Promise<ListLaunchPathsOutput> {
  const product = await findProduct(context, { id: input.ProductId })
  const page = await readPage(
    context,
    input,
    { operation: 'ListLaunchPaths', filters: { product: input.ProductId } },
    async (after, limit) => (product ? launchPathsOfCaller(context, product.id, after, limit) : []),
    (path) => [path.id],
  )
  if (page.rows.length === 0) throw await noLaunchPaths(context, { id: input.ProductId })
  return {
    LaunchPathSummaries: page.rows.map((path) => ({ Id: path.id, ConstraintSummaries: [], Tags: [], Name: path.name })),
    NextPageToken: page.NextPageToken,
  }
}
