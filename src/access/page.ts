import type { Fault } from '../fault.ts'
import { decodePageToken, encodePageToken } from './page-token.ts'

/** The values that a list is ordered by, of the last row of a page. */
export type PageKey = readonly (string | number)[]

export interface PageRequest<Row> {
  /** Operation, scope and filters: what a token is good for. */
  readonly query: unknown
  readonly token: string | undefined
  readonly size: number
  readonly invalidToken: () => Fault
  readonly keyOf: (row: Row) => PageKey
  /** Reads up to `limit` rows that come after the key. */
  readonly read: (after: PageKey | undefined, limit: number) => Promise<Row[]>
}

/** One page of a list and the token of the next, undefined when there is none. Throws `invalidToken()`. */
export async function readPage<Row>(request: PageRequest<Row>): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  const after = decodePageToken(request.query, request.token, request.invalidToken)
  const rows = await request.read(after, request.size + 1).catch((error: unknown) => {
    // A made-up token may hold text where the list is ordered by a time or a number.
    if (after && isDataException(error)) throw request.invalidToken()
    throw error
  })
  const last = rows.length > request.size ? rows[request.size - 1] : undefined
  return { rows: rows.slice(0, request.size), nextToken: last && encodePageToken(request.query, request.keyOf(last)) }
}

/** SQLSTATE class 22: a value that PostgreSQL cannot read as what it is compared with. */
function isDataException(error: unknown): boolean {
  return /^22[0-9A-Z]{3}$/.test(String((error as { code?: unknown } | undefined)?.code))
}
