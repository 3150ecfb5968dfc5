import { type PageKey, readPage } from '../../access/page.ts'
import { validation } from './faults.ts'

interface PageInput {
  readonly Marker?: string
  readonly MaxItems?: number
}

export interface IamPage<Row> {
  readonly rows: Row[]
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string }
}

/** A page of one of IAM's lists: 100 rows unless told. `query` says of which list. */
export async function iamPage<Row>(
  query: unknown,
  { Marker, MaxItems = 100 }: PageInput,
  keyOf: (row: Row) => PageKey,
  read: (after: PageKey | undefined, limit: number) => Promise<Row[]>,
): Promise<IamPage<Row>> {
  const invalidToken = () => validation('Invalid Marker.')
  const { rows, nextToken } = await readPage({ query, token: Marker, size: MaxItems, invalidToken, keyOf, read })
  return { rows, more: { IsTruncated: nextToken !== undefined, ...(nextToken && { Marker: nextToken }) } }
}
