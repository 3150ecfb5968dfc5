import type { OperationContext } from '../../access/context.ts'
import { decodePageToken, encodePageToken } from '../../access/page-token.ts'
import { invalid } from './faults.ts'

export type PageKey = readonly (string | number)[]

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
  const sealed = { service: 'servicecatalog', ...query, account: context.caller.accountId, region: context.region }
  // A page size of 0 is valid in the model and stands for the default.
  const size = input.PageSize || defaultPageSize
  const after = decodePageToken(sealed, input.PageToken, () => invalid('The page token is invalid. Start again without it.'))
  const rows = await read(after, size + 1)
  const last = rows[size - 1]
  if (rows.length <= size || last === undefined) return { rows }
  return { rows: rows.slice(0, size), NextPageToken: encodePageToken(sealed, keyOf(last)) }
}
