import type { OperationContext } from '../../access/context.ts'
import type { SearchProductsInput } from '../../wire/models/servicecatalog.ts'
import { checkStorable, invalid } from './faults.ts'
import { type PageKey, readPage } from './page.ts'
import { type CountedProduct, productsIn } from './products.ts'

type Filters = Readonly<Record<string, readonly string[]>>

// Values of one filter are alternatives; filters narrow one another.

const sortColumns = { Title: 'product.name', VersionCount: 'product.versions', CreationDate: 'product.created_at' } as const

/** Products that match the filters, unsorted. A filter that the model does not name never comes here. */
export function matchingProducts(context: OperationContext, filters: Filters, portfolioIds?: readonly string[]) {
  const texts = filters.FullTextSearch ?? []
  const owners = filters.Owner ?? []
  const types = filters.ProductType ?? []
  return (
    productsIn(context, portfolioIds)
      .$if(texts.length > 0, (query) =>
        query.where((eb) =>
          eb.or(
            texts.flatMap((text) => {
              const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
              const columns = ['product.id', 'product.name', 'product.owner', 'product.short_description', 'product.distributor'] as const
              return columns.map((column) => eb(column, 'ilike', pattern))
            }),
          ),
        ),
      )
      .$if(owners.length > 0, (query) => query.where('product.owner', 'in', owners))
      .$if(types.length > 0, (query) => query.where('product.handler_type', 'in', types))
      // No product here is a copy of another.
      .$if((filters.SourceProductId ?? []).length > 0, (query) => query.where((eb) => eb.lit(false)))
  )
}

/** One page of the matching products; sorted by their names when the call does not say. */
export async function searchProductPage(
  context: OperationContext,
  operation: string,
  input: Pick<SearchProductsInput, 'Filters' | 'SortBy' | 'SortOrder' | 'PageSize' | 'PageToken'>,
  portfolioIds?: readonly string[],
): Promise<{ rows: CountedProduct[]; NextPageToken?: string }> {
  const filters = checkFilters(input.Filters)
  const sortBy = input.SortBy ?? 'Title'
  const [direction, beyond] = input.SortOrder === 'DESCENDING' ? (['desc', '<'] as const) : (['asc', '>'] as const)
  const column = sortColumns[sortBy]
  return readPage(
    context,
    input,
    { operation, filters: { filters, sortBy, direction, portfolioIds } },
    (after, limit) =>
      matchingProducts(context, filters, portfolioIds)
        .selectAll('product')
        .$if(after !== undefined, (query) =>
          query.where((eb) => eb(eb.refTuple(column, 'product.id'), beyond, eb.tuple(sortValue(sortBy, after), String(after?.[1])))),
        )
        .orderBy(column, direction)
        .orderBy('product.id', direction)
        .limit(limit)
        .execute(),
    (row) => [{ Title: row.name, VersionCount: row.versions, CreationDate: row.created_at.toISOString() }[sortBy], row.id],
  )
}

/** The wire has checked the names of filters; bounds keep a query from growing without end. */
export function checkFilters(filters: Filters | undefined): Filters {
  for (const [name, values] of Object.entries(filters ?? {})) {
    if (values.length > 100) throw invalid(`Filter ${name} has ${values.length} values; at most 100 are possible.`)
    for (const value of values) checkStorable(`Filter ${name}`, value)
  }
  return filters ?? {}
}

function sortValue(sortBy: keyof typeof sortColumns, after: PageKey | undefined): string | number | Date {
  const value = after?.[0] ?? ''
  return sortBy === 'CreationDate' ? new Date(value) : value
}
