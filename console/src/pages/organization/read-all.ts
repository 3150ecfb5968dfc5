const mostPages = 100

/** Every item of a list that comes in pages; it ends after a hundred of them. */
export async function readAll<Page extends { NextToken?: string | undefined }, Item>(
  read: (token: { NextToken?: string }) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = []
  let token: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const answer = await read(token === undefined ? {} : { NextToken: token })
    items.push(...(itemsOf(answer) ?? []))
    token = answer.NextToken
    if (token === undefined) break
  }
  return items
}
