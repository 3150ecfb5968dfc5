import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { ProductViewDetail, ProductViewSummary, ProvisioningArtifact } from '../../wire/models/servicecatalog.ts'
import { called, notFound, type Reference } from './faults.ts'
import { productArn } from './ids.ts'
import { type ProductRow, type ProvisioningArtifactRow, tables } from './tables.ts'

export interface CountedProduct extends ProductRow {
  /** Launch paths through the portfolios that were asked for. */
  readonly paths: number
  readonly versions: number
}

/**
 * Products of the caller's account and Region as a table to select from; with `portfolioIds` only those in one of the
 * portfolios. An account has at most 350 products (AWS's quota).
 */
export function productsIn(context: OperationContext, portfolioIds?: readonly string[]) {
  const db = tables(context)
  const paths = (portfolioIds?.length === 0 ? db.selectFrom('launch_paths').where(sql.lit(false)) : db.selectFrom('launch_paths'))
    .$if(portfolioIds !== undefined && portfolioIds.length > 0, (query) => query.where('portfolio_id', 'in', portfolioIds ?? []))
    .select(['product_id', sql<number>`count(*)::int`.as('paths')])
    .groupBy('product_id')
    .as('path')
  const versions = db
    .selectFrom('provisioning_artifacts')
    .select(['product_id', sql<number>`count(*)::int`.as('versions')])
    .groupBy('product_id')
    .as('version')
  return db.selectFrom((from) =>
    from
      .selectFrom('products as listed')
      .leftJoin(paths, 'path.product_id', 'listed.id')
      .leftJoin(versions, 'version.product_id', 'listed.id')
      .selectAll('listed')
      .select([sql<number>`coalesce(path.paths, 0)`.as('paths'), sql<number>`coalesce(version.versions, 0)`.as('versions')])
      .where('listed.account_id', '=', context.caller.accountId)
      .where('listed.region', '=', context.region)
      .$if(portfolioIds !== undefined, (query) => query.where('path.paths', '>', 0))
      .as('product'),
  )
}

/** The product of that id, product view id or name in the caller's account and Region; of several of one name the first made. */
export async function findProduct(
  context: OperationContext,
  reference: Reference | { readonly viewId: string },
  portfolioIds?: readonly string[],
): Promise<CountedProduct | undefined> {
  const query = productsIn(context, portfolioIds).selectAll('product').orderBy('product.created_at').orderBy('product.id').limit(1)
  if ('viewId' in reference) return query.where('product.view_id', '=', reference.viewId).executeTakeFirst()
  if (reference.id !== undefined) return query.where('product.id', '=', reference.id).executeTakeFirst()
  return query.where('product.name', '=', reference.name).executeTakeFirst()
}

/** As findProduct; throws AWS's ResourceNotFoundException, with the Region that holds the product where another one does. */
export async function getProduct(context: OperationContext, reference: Reference): Promise<CountedProduct> {
  const product = await findProduct(context, reference)
  if (product) return product
  throw notFound(`Product with ${called(reference)} not found${await otherRegion(context, reference)}`)
}

/** Where to look instead, as the tail of a message; nothing in parity or when no Region of this account has the product. */
export async function otherRegion(context: OperationContext, reference: Reference): Promise<string> {
  if (context.settings.parity) return ''
  const elsewhere = await tables(context)
    .selectFrom('products')
    .select('region')
    .where('account_id', '=', context.caller.accountId)
    .where((eb) => (reference.id === undefined ? eb('name', '=', reference.name) : eb('id', '=', reference.id)))
    .limit(1)
    .executeTakeFirst()
  if (!elsewhere) return `: account ${context.caller.accountId} has no such product in any Region. Is it the management account?`
  return `: it is in Region ${elsewhere.region}, and this call went to ${context.region}. Choose Region ${elsewhere.region}.`
}

/** Versions of a product, oldest first; AWS allows 100. */
export async function artifactsOf(context: OperationContext, productId: string): Promise<ProvisioningArtifactRow[]> {
  return tables(context)
    .selectFrom('provisioning_artifacts')
    .selectAll()
    .where('product_id', '=', productId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(100)
    .execute()
}

export function productViewSummary(row: CountedProduct): ProductViewSummary {
  return {
    Id: row.view_id,
    ProductId: row.id,
    Name: row.name,
    Owner: row.owner,
    ShortDescription: row.short_description,
    // Account Factory's own type stands in no published enum; clients get what AWS sends them.
    Type: row.handler_type as NonNullable<ProductViewSummary['Type']>,
    Distributor: row.distributor,
    HasDefaultPath: row.paths === 1,
    ...(row.support_email !== null && { SupportEmail: row.support_email }),
    ...(row.support_description !== null && { SupportDescription: row.support_description }),
    ...(row.support_url !== null && { SupportUrl: row.support_url }),
  }
}

export function productViewDetail(row: CountedProduct): ProductViewDetail {
  return {
    ProductViewSummary: productViewSummary(row),
    Status: row.status,
    ProductARN: productArn({ accountId: row.account_id, region: row.region }, row.id),
    CreatedTime: row.created_at,
  }
}

export function provisioningArtifact(row: ProvisioningArtifactRow): ProvisioningArtifact {
  return { Id: row.id, Name: row.name, Description: row.description, CreatedTime: row.created_at, Guidance: row.guidance }
}
