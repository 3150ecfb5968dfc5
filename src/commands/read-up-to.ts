const largestPage = 100

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next?: string | undefined
}

/** Reads pages until there are `count` rows or no more; `more` says whether some were left. */
export async function readUpTo<Row>(
  count: number,
  read: (limit: number, after: string | undefined) => Promise<Page<Row>>,
): Promise<{ rows: Row[]; more: boolean }> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const page = await read(Math.min(largestPage, count - rows.length), after)
    rows.push(...page.rows)
    after = page.next
  } while (after !== undefined && rows.length < count)
  return { rows, more: after !== undefined }
}
