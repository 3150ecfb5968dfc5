import { type RawBuilder, sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { type AccessLevel, ownersOf } from './access-level.ts'
import { provisionedProductsIn } from './provisioned-products.ts'
import type { SearchField, SearchQuery, SearchValue } from './search-query.ts'

const columns = {
  arn: 'pp.arn',
  id: 'pp.id',
  idempotencyToken: 'pp.idempotency_token',
  lastProvisioningRecordId: 'pp.last_provisioning_record_id',
  lastRecordId: 'pp.last_record_id',
  lastSuccessfulProvisioningRecordId: 'pp.last_successful_provisioning_record_id',
  name: 'pp.name',
  physicalId: 'pp.physical_id',
  productId: 'pp.product_id',
  productName: 'product.name',
  provisioningArtifactId: 'pp.provisioning_artifact_id',
  provisioningArtifactName: 'artifact.name',
  status: 'pp.status',
  type: 'pp.type',
  userArn: 'pp.user_arn',
  userArnSession: 'pp.user_arn_session',
} as const satisfies Record<Exclude<SearchField, 'tags' | 'createdTime'>, string>

/** Where a word without a field is looked for. */
const textColumns = ['pp.name', 'pp.id', 'pp.physical_id', 'pp.status', 'product.name', 'pp.user_arn'] as const

/** Provisioned products of this access level that match, with their product and version joined. */
export function matchingProvisionedProducts(context: OperationContext, search: SearchQuery, level: AccessLevel) {
  const owner = ownersOf(context, level)
  return provisionedProductsIn(context)
    .innerJoin('products as product', 'product.id', 'pp.product_id')
    .innerJoin('provisioning_artifacts as artifact', 'artifact.id', 'pp.provisioning_artifact_id')
    .where((eb) => (owner ? eb(`pp.${owner.column}`, '=', owner.arn) : eb.lit(true)))
    .where((eb) =>
      eb.and([
        ...[...search.fields].map(([field, values]) => eb.or(values.map((value) => matches(field, value)))),
        ...search.texts.map((text) => eb.or(textColumns.map((column) => eb(column, 'ilike', text)))),
      ]),
    )
}

function matches(field: SearchField, value: SearchValue): RawBuilder<boolean> {
  if (field === 'tags') return hasTag(value)
  if (field === 'createdTime') return createdAt(value)
  return compare(sql.ref(columns[field]), value)
}

function compare(column: RawBuilder<unknown>, { text, isPattern }: SearchValue): RawBuilder<boolean> {
  return isPattern ? sql<boolean>`${column} ilike ${text}` : sql<boolean>`${column} = ${text}`
}

/** A key, a value or `key=value`. */
function hasTag(value: SearchValue): RawBuilder<boolean> {
  const [key, tagValue, both] = [sql.ref('tag.key'), sql.ref('tag.value'), sql`tag.key || '=' || tag.value`]
  return sql<boolean>`exists (
    select from service_catalog.provisioned_product_tags tag
    where tag.provisioned_product_id = pp.id and (${compare(key, value)} or ${compare(tagValue, value)} or ${compare(both, value)})
  )`
}

/** By the beginning of the time in ISO 8601, so that `createdTime:2026-11-23` is a day. */
function createdAt({ text, isPattern }: SearchValue): RawBuilder<boolean> {
  const pattern = isPattern ? text : `${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`to_char(pp.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ilike ${pattern}`
}
