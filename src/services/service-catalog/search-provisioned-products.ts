import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { SearchProvisionedProductsInput, SearchProvisionedProductsOutput } from '../../wire/models/servicecatalog.ts'
import { accessLevelOf, ownersOf } from './access-level.ts'
import { invalid } from './faults.ts'
import { type PageKey, readPage } from './page.ts'
import { matchingProvisionedProducts } from './provisioned-product-search.ts'
import { provisionedProductAttribute, tagsOf } from './provisioned-products.ts'
import { parseSearchQuery } from './search-query.ts'
import type { ProvisionedProductRow } from './tables.ts'

const sortColumns = {
  arn: 'pp.arn',
  id: 'pp.id',
  name: 'pp.name',
  lastRecordId: 'pp.last_record_id',
  createdTime: 'pp.created_at',
} as const
type SortBy = keyof typeof sortColumns

/** Provisioned products by `SearchQuery`; without an access level those of the whole account, without a sort the newest first. */
export async function searchProvisionedProducts(
  context: OperationContext,
  input: SearchProvisionedProductsInput,
): Promise<SearchProvisionedProductsOutput> {
  const level = accessLevelOf(input.AccessLevelFilter, 'Account')
  const items = input.Filters?.SearchQuery ?? []
  const matching = matchingProvisionedProducts(context, parseSearchQuery(items), level)
  const { sortBy, direction, beyond } = checkSort(input)
  const column = sortColumns[sortBy]
  const page = await readPage(
    context,
    input,
    { operation: 'SearchProvisionedProducts', filters: { items, sortBy, direction, owner: ownersOf(context, level) ?? null } },
    (after, limit) =>
      matching
        .selectAll('pp')
        .select(['product.name as product_name', 'artifact.name as artifact_name'])
        .$if(after !== undefined, (query) =>
          query.where((eb) => eb(eb.refTuple(column, 'pp.id'), beyond, eb.tuple(sortValue(sortBy, after), String(after?.[1])))),
        )
        .orderBy(column, direction)
        .orderBy('pp.id', direction)
        .limit(limit)
        .execute(),
    (row) => sortKey(sortBy, row),
  )
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const ids = page.rows.map((row) => row.id)
  const tags = await tagsOf(context, ids)
  return {
    ProvisionedProducts: page.rows.map((row) => provisionedProductAttribute(row, tags.get(row.id) ?? [])),
    TotalResultsCount: count,
    NextPageToken: page.NextPageToken,
  }
}

function checkSort({ SortBy, SortOrder }: SearchProvisionedProductsInput) {
  if (SortBy !== undefined && !Object.hasOwn(sortColumns, SortBy)) {
    throw invalid(`SortBy ${SortBy} is invalid. Sort by one of: ${Object.keys(sortColumns).join(', ')}.`)
  }
  const sortBy = (SortBy ?? 'createdTime') as SortBy
  const descending = SortOrder === undefined ? SortBy === undefined : SortOrder === 'DESCENDING'
  return { sortBy, direction: descending ? 'desc' : 'asc', beyond: descending ? '<' : '>' } as const
}

function sortKey(sortBy: SortBy, row: ProvisionedProductRow): PageKey {
  const keys = { arn: row.arn, id: row.id, name: row.name, lastRecordId: row.last_record_id, createdTime: row.created_at.toISOString() }
  return [keys[sortBy], row.id]
}

function sortValue(sortBy: SortBy, after: PageKey | undefined): string | Date {
  const value = String(after?.[0])
  return sortBy === 'createdTime' ? new Date(value) : value
}
