import type { SearchProvisionedProductsOutput } from '../../../../src/wire/models/servicecatalog.ts'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'

const pageSize = 20

export interface ProvisionedSearch {
  readonly text?: string | undefined
  readonly status?: string | undefined
  readonly token?: string | undefined
}

/** A page of the account's provisioned products, or of one's own when the role may see no others. */
export async function searchProvisioned(search: ProvisionedSearch): Promise<SearchProvisionedProductsOutput> {
  try {
    return await ask(search, 'Account')
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('AccessDenied')) return ask(search, 'User')
    throw error
  }
}

function ask({ text, status, token }: ProvisionedSearch, level: 'Account' | 'User'): Promise<SearchProvisionedProductsOutput> {
  const queries = [...(text ? [queryOf(text)] : []), ...(status ? [`status:${status}`] : [])]
  return serviceCatalog.call('SearchProvisionedProducts', {
    AccessLevelFilter: { Key: level, Value: 'self' },
    PageSize: pageSize,
    ...(queries.length > 0 && { Filters: { SearchQuery: queries } }),
    ...(token !== undefined && { PageToken: token }),
  })
}

/** Twelve digits are an account; anything else a part of the name. */
function queryOf(text: string): string {
  return /^\d{12}$/.test(text) ? `physicalId:${text}` : `name:*${text.replace(/[*:"]/g, '')}*`
}
