import type { OperationContext } from '../../access/context.ts'
import { type PageKey, readPage as readAnyPage } from '../../access/page.ts'
import { invalid } from './faults.ts'

export type { PageKey } from '../../access/page.ts'

/** Rows of a page when the call does not say; AWS's limit of most operations. */
const defaultPageSize = 20

/**
 * Reads one page. `read` gets the key of the last row of the page before, and how many rows to read at most;
 * `filters` are all that the call narrows its result by, so that a token of another query is refused.
 */
export async function readPage<Row>(
  context: OperationContext,
  input: { readonly PageSize?: number; readonly PageToken?: string },
  query: { readonly operation: string; readonly filters: unknown },
  read: (after: PageKey | undefined, limit: number) => Promise<Row[]>,
  keyOf: (row: Row) => PageKey,
): Promise<{ rows: Row[]; NextPageToken?: string }> {
  const { rows, nextToken } = await readAnyPage({
    query: { service: 'servicecatalog', ...query, account: context.caller.accountId, region: context.region },
    token: input.PageToken,
    // A page size of 0 is valid in the model and stands for the default.
    size: input.PageSize || defaultPageSize,
    invalidToken: () => invalid('The page token is invalid. Start again without it.'),
    keyOf,
    read,
  })
  return { rows, ...(nextToken !== undefined && { NextPageToken: nextToken }) }
}
