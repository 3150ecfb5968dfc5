import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

interface PagedQueryOptions<Page> {
  /** Names the list and its filter; another filter is another list. */
  readonly queryKey: readonly unknown[]
  readonly read: (token: string | undefined) => Promise<Page>
  readonly nextOf: (page: Page) => string | undefined
  /** From the address, counting from 1. */
  readonly wantedPage: number
  readonly enabled?: boolean
}

interface PagedQuery<Page> {
  readonly result: UseQueryResult<Page>
  /** Properties of Cloudscape's Pagination. */
  readonly pages: { currentPageIndex: number; pagesCount: number; openEnd: boolean }
}

/**
 * A page of a list where each page tells the token of the next. The page in the address is reached over those before it, whose tokens
 * are kept; the last page stands in when there are fewer.
 */
export function usePagedQuery<Page>({ queryKey, read, nextOf, wantedPage, enabled = true }: PagedQueryOptions<Page>): PagedQuery<Page> {
  const list = JSON.stringify(queryKey)
  const [known, setKnown] = useState<{ list: string; tokens: readonly (string | undefined)[] }>({ list, tokens: [undefined] })
  const tokens = known.list === list ? known.tokens : [undefined]
  const index = Math.max(1, Math.min(Math.trunc(wantedPage) || 1, tokens.length))
  const token = tokens[index - 1]
  const result = useQuery({ queryKey: [...queryKey, token], queryFn: () => read(token), placeholderData: keepPreviousData, enabled })
  const next = result.data === undefined || result.isPlaceholderData ? undefined : nextOf(result.data)
  useEffect(() => {
    if (next !== undefined && wantedPage > tokens.length) setKnown({ list, tokens: [...tokens, next] })
  })
  const openEnd = next !== undefined && index === tokens.length
  return { result, pages: { currentPageIndex: index, pagesCount: tokens.length, openEnd } }
}

/** Labels of Cloudscape's Pagination. */
export const paginationLabels = {
  nextPageLabel: 'Next page',
  previousPageLabel: 'Previous page',
  pageLabel: (number: number) => `Page ${number}`,
}
