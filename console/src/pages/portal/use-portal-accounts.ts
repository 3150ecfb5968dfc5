import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useDebounced } from '../../components/use-debounced.ts'
import { api } from '../../lib/api.ts'
import type { PortalAccount } from '../../lib/types.ts'

interface Page {
  accounts: PortalAccount[]
  next?: string
}

/** The person's accounts, what is looked for kept in the address. */
export function usePortalAccounts() {
  const navigate = useNavigate({ from: '/start' })
  const search = useSearch({ from: '/start' })
  const [text, setText] = useState(search.q ?? '')
  const wanted = useDebounced(text.trim(), 200)
  useEffect(() => {
    if ((search.q ?? '') !== wanted) void navigate({ search: (old) => ({ ...old, q: wanted || undefined }), replace: true })
  }, [wanted, search.q, navigate])
  const accounts = useInfiniteQuery({
    queryKey: ['portal-accounts', wanted],
    queryFn: ({ pageParam }) => api.get<Page>('/portal/accounts', { search: wanted, after: pageParam, limit: 50 }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // A new account shows up by itself; pages in the background do not ask.
    refetchInterval: 5_000,
  })
  const rows = accounts.data?.pages.flatMap((page) => page.accounts) ?? []
  return { text, setText, searched: wanted !== '', accounts, rows }
}
