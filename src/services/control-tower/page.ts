import { readPage as readAnyPage } from '../../access/page.ts'
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
export function readPage<Row>({
  keyOf,
  read,
  maxResults,
  ...request
}: PageRequest<Row>): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  return readAnyPage({
    ...request,
    size: maxResults ?? 100,
    invalidToken,
    keyOf: (row) => [keyOf(row)],
    read: (after, limit) => read(Number(after?.[0] ?? 0), limit),
  })
}
