import { decodePageToken, encodePageToken } from '../../access/page-token.ts'
import { invalidInput } from './faults.ts'

/** The values that a list is ordered by, of the last row of a page. */
export type PageKey = readonly (string | number)[]

interface PageRequest<Row> {
  /** Operation, organization and filters: what a token is good for. */
  readonly query: unknown
  readonly token: string | undefined
  /** 1 to 20, as the model allows. */
  readonly maxResults: number | undefined
  readonly keyOf: (row: Row) => PageKey
  /** Reads up to `limit` rows that come after the key. */
  readonly read: (after: PageKey | undefined, limit: number) => Promise<Row[]>
}

/** One page of a list and the token of the next. Throws InvalidInputException with reason INVALID_NEXT_TOKEN. */
export async function readPage<Row>(request: PageRequest<Row>): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  const after = decodePageToken(request.query, request.token, invalidToken)
  const size = request.maxResults ?? 20
  const rows = await request.read(after, size + 1)
  const last = rows.length > size ? rows[size - 1] : undefined
  return { rows: rows.slice(0, size), nextToken: last && encodePageToken(request.query, request.keyOf(last)) }
}

const invalidToken = () =>
  invalidInput(
    'INVALID_NEXT_TOKEN',
    'You specified an invalid value for nextToken. You must get the value from the response to a previous call to the API.',
  )
