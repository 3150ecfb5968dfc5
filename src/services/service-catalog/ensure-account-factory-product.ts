import { type OperationContext, transaction } from '../../access/context.ts'
import { newId } from './ids.ts'
import { checkPrincipalArn } from './principals.ts'
import { tables } from './tables.ts'

export interface AccountFactoryProduct {
  /** Management account and home Region: the product is seen there and nowhere else. */
  readonly accountId: string
  readonly region: string
  /** ARNs of the users and roles that may launch. */
  readonly principals: readonly string[]
  readonly portfolioName?: string
  readonly productName?: string
  readonly owner?: string
  readonly description?: string
  /** `provisionedProductType` of the handler that makes its provisioned products. */
  readonly handlerType?: string
}

export interface AccountFactoryProductIds {
  readonly portfolioId: string
  readonly productId: string
  readonly provisioningArtifactId: string
  readonly pathId: string
}

/**
 * Makes the product that Control Tower puts into Service Catalog: portfolio, product, one version, the path between
 * them and its principals. What is there already (by name) stays as it is, so it may be repeated.
 */
export async function ensureAccountFactoryProduct(
  context: OperationContext,
  product: AccountFactoryProduct,
): Promise<AccountFactoryProductIds> {
  for (const principal of product.principals) checkPrincipalArn(principal, 'IAM')
  return transaction(context, async (context) => {
    const portfolioId = await ensurePortfolio(context, product)
    const productId = await ensureProduct(context, product)
    const provisioningArtifactId = await ensureArtifact(context, productId, product)
    const pathId = await ensurePath(context, portfolioId, productId)
    await ensurePrincipals(context, portfolioId, product.principals)
    return { portfolioId, productId, provisioningArtifactId, pathId }
  })
}

const defaultName = 'AWS Control Tower Account Factory'
const defaultOwner = 'AWS Control Tower'
const defaultDescription = 'Creates and enrolls accounts that AWS Control Tower governs.'

async function ensurePortfolio(context: OperationContext, product: AccountFactoryProduct): Promise<string> {
  const place = { account_id: product.accountId, region: product.region }
  const displayName = product.portfolioName ?? 'AWS Control Tower Account Factory Portfolio'
  const found = await tables(context)
    .selectFrom('portfolios')
    .select('id')
    .where((eb) => eb.and({ ...place, display_name: displayName }))
    .executeTakeFirst()
  if (found) return found.id
  const id = newId('port')
  await tables(context)
    .insertInto('portfolios')
    .values({
      ...place,
      id,
      display_name: displayName,
      description: product.description ?? defaultDescription,
      provider_name: product.owner ?? defaultOwner,
      created_at: context.clock.now(),
    })
    .execute()
  return id
}

async function ensureProduct(context: OperationContext, product: AccountFactoryProduct): Promise<string> {
  const place = { account_id: product.accountId, region: product.region }
  const name = product.productName ?? defaultName
  const found = await tables(context)
    .selectFrom('products')
    .select('id')
    .where((eb) => eb.and({ ...place, name }))
    .executeTakeFirst()
  if (found) return found.id
  const id = newId('prod')
  await tables(context)
    .insertInto('products')
    .values({
      ...place,
      id,
      view_id: newId('prodview'),
      name,
      owner: product.owner ?? defaultOwner,
      short_description: product.description ?? defaultDescription,
      distributor: product.owner ?? defaultOwner,
      support_description: null,
      support_email: null,
      support_url: null,
      handler_type: product.handlerType ?? 'CONTROL_TOWER_ACCOUNT',
      status: 'AVAILABLE',
      created_at: context.clock.now(),
    })
    .execute()
  return id
}

async function ensureArtifact(context: OperationContext, productId: string, product: AccountFactoryProduct): Promise<string> {
  const found = await tables(context)
    .selectFrom('provisioning_artifacts')
    .select('id')
    .where('product_id', '=', productId)
    .where('active', '=', true)
    .executeTakeFirst()
  if (found) return found.id
  const id = newId('pa')
  await tables(context)
    .insertInto('provisioning_artifacts')
    .values({
      id,
      product_id: productId,
      name: product.productName ?? defaultName,
      description: product.description ?? defaultDescription,
      type: 'CLOUD_FORMATION_TEMPLATE',
      guidance: 'DEFAULT',
      active: true,
      status: 'AVAILABLE',
      created_at: context.clock.now(),
    })
    .execute()
  return id
}

async function ensurePath(context: OperationContext, portfolioId: string, productId: string): Promise<string> {
  const found = await tables(context)
    .selectFrom('launch_paths')
    .select('id')
    .where('portfolio_id', '=', portfolioId)
    .where('product_id', '=', productId)
    .executeTakeFirst()
  if (found) return found.id
  const id = newId('lpv2')
  await tables(context)
    .insertInto('launch_paths')
    .values({ id, portfolio_id: portfolioId, product_id: productId, created_at: context.clock.now() })
    .execute()
  return id
}

async function ensurePrincipals(context: OperationContext, portfolioId: string, principals: readonly string[]): Promise<void> {
  if (principals.length === 0) return
  const created_at = context.clock.now()
  await tables(context)
    .insertInto('portfolio_principals')
    .values(principals.map((principal_arn) => ({ portfolio_id: portfolioId, principal_arn, principal_type: 'IAM' as const, created_at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
