import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../lib/api.ts'
import type { AccountPage } from '../../lib/types.ts'
import type { UnitAccounts } from './account-rows.ts'

const pageSize = 100

export interface Loaded extends UnitAccounts {
  /** Reads the next page, or again what could not be read. */
  readonly readMore: () => void
}

/** Reads the accounts of one open unit by name, page by page as they are asked for, and hands them over. Draws nothing. */
export function UnitLoader({ unitId, onLoaded }: { unitId: string; onLoaded: (unitId: string, loaded: Loaded | undefined) => void }) {
  const { data, error, hasNextPage, fetchNextPage, isFetching, isError, refetch } = useInfiniteQuery({
    queryKey: ['accounts', 'of', unitId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.get<AccountPage>('/accounts', { parentId: unitId, sort: 'name', after: pageParam, limit: pageSize }),
    getNextPageParam: ({ next }) => next,
    staleTime: 60_000,
    // Comparing all pages with what they were, member by member, takes longer than drawing the rows in sight.
    structuralSharing: false,
  })
  useEffect(() => {
    if (!data && !isError) return
    onLoaded(unitId, {
      accounts: data?.pages.flatMap(({ accounts }) => accounts) ?? [],
      more: hasNextPage,
      error,
      readMore: () => {
        if (isFetching) return
        if (data) void fetchNextPage()
        else void refetch()
      },
    })
  }, [unitId, onLoaded, data, error, isError, hasNextPage, isFetching, fetchNextPage, refetch])
  useEffect(() => () => onLoaded(unitId, undefined), [unitId, onLoaded])
  return null
}
