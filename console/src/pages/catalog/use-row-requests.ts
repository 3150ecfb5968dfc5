import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { ProvisionedProductAttribute } from '../../../../src/wire/models/servicecatalog.ts'
import { requestQuery } from '../../lib/request-query.ts'
import type { Request } from '../../lib/types.ts'

export interface ProvisionedRow {
  readonly product: ProvisionedProductAttribute
  /** The last thing asked of it; undefined while it is read, and where the role may not read it. */
  readonly request: Request | undefined
}

/** Joins a page of products with what Service Catalog does not tell of them: account name, OU and step. Events keep it fresh. */
export function useRowRequests(products: readonly ProvisionedProductAttribute[]): readonly ProvisionedRow[] {
  const client = useQueryClient()
  const requests = useQueries({
    queries: products.map(({ LastRecordId }) => ({ ...requestQuery(client, LastRecordId), staleTime: 60_000, retry: false })),
  })
  return products.map((product, index) => ({ product, request: requests[index]?.data }))
}
