import { decodePageToken, encodePageToken } from '../../access/page-token.ts'
import { invalidToken } from './faults.ts'

interface PageRequest<Row> {
  /** Operation, landing zone and filters: what a token is good for. */
  readonly query: unknown
  readonly token: string | undefined
  readonly maxResults: number | undefined
  /** The number that the list is ordered by. */
  readonly keyOf: (row: Row) => number
  /** Reads up to `limit` rows that come after the key. */
  readonly read: (after: number, limit: number) => Promise<Row[]>
}

/** One page of a list, of 100 unless asked for fewer, and the token of the next. Throws ValidationException. */
export async function readPage<Row>(request: PageRequest<Row>): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  const [after = 0] = decodePageToken(request.query, request.token, invalidToken) ?? []
  const size = request.maxResults ?? 100
  const rows = await request.read(Number(after), size + 1)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { rows: rows.slice(0, size), nextToken: last && encodePageToken(request.query, [request.keyOf(last)]) }
}
