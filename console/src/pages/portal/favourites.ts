import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import type { PortalAccount } from '../../lib/types.ts'

const queryKey = ['portal-favourites']

interface Page {
  accounts: PortalAccount[]
}

/** The accounts a person starred, the first one first, and starring. What is clicked shows before the server has answered. */
export function useFavourites() {
  const client = useQueryClient()
  const favourites = useQuery({ queryKey, queryFn: () => api.get<Page>('/portal/favourites') })
  const accounts = favourites.data?.accounts ?? []
  const isFavourite = (accountId: string): boolean => accounts.some((account) => account.accountId === accountId)
  const change = useMutation({
    mutationFn: ({ account, starred }: { account: PortalAccount; starred: boolean }) => {
      const path = `/portal/favourites/${account.accountId}`
      return starred ? api.put(path, {}) : api.delete(path)
    },
    onMutate: async ({ account, starred }) => {
      await client.cancelQueries({ queryKey })
      const others = accounts.filter(({ accountId }) => accountId !== account.accountId)
      client.setQueryData<Page>(queryKey, { accounts: starred ? [...others, account] : others })
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  const toggle = (account: PortalAccount): void => change.mutate({ account, starred: !isFavourite(account.accountId) })
  return { accounts, isFavourite, toggle, failure: change.error }
}
