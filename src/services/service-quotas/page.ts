import { type PageKey, readPage } from '../../access/page.ts'
import { invalidToken } from './faults.ts'

interface PageInput {
  readonly NextToken?: string
  readonly MaxResults?: number
}

/** A page of at most `MaxResults` (100 unless said) rows. Tokens here have the letters of plain base64. */
export async function quotasPage<Row>(
  query: readonly unknown[],
  { NextToken, MaxResults = 100 }: PageInput,
  keyOf: (row: NoInfer<Row>) => PageKey,
  read: (after: PageKey | undefined, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; more: { NextToken?: string } }> {
  const token = NextToken === undefined ? undefined : Buffer.from(NextToken, 'base64').toString()
  const { rows, nextToken } = await readPage<Row>({ query, token, size: MaxResults, invalidToken, keyOf, read })
  return { rows, more: nextToken === undefined ? {} : { NextToken: Buffer.from(nextToken).toString('base64') } }
}
