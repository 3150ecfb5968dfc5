import type { Group, User } from '../../../../src/wire/models/identitystore.ts'
import { queryClient } from '../../app/query-client.ts'
import { identityStore } from '../../lib/aws.ts'

/** So many people, and groups, are looked through for a part of a name; of more the whole name is needed, as the identity store finds them. */
export const mostRead = 1_000

const staleTime = 30_000

/** The first thousand people. */
export const readUsers = (IdentityStoreId: string): Promise<User[]> =>
  queryClient.fetchQuery({
    queryKey: ['users', 'all', IdentityStoreId],
    staleTime,
    queryFn: () =>
      readUpTo(
        (token) => identityStore.call('ListUsers', { IdentityStoreId, MaxResults: 100, ...token }),
        ({ Users }) => Users,
      ),
  })

/** The first thousand groups. */
export const readGroups = (IdentityStoreId: string): Promise<Group[]> =>
  queryClient.fetchQuery({
    queryKey: ['groups', 'all', IdentityStoreId],
    staleTime,
    queryFn: () =>
      readUpTo(
        (token) => identityStore.call('ListGroups', { IdentityStoreId, MaxResults: 100, ...token }),
        ({ Groups }) => Groups,
      ),
  })

async function readUpTo<Page extends { NextToken?: string | undefined }, Item>(
  read: (token: { NextToken?: string }) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = []
  let NextToken: string | undefined
  do {
    const page = await read(NextToken === undefined ? {} : { NextToken })
    items.push(...itemsOf(page))
    NextToken = page.NextToken
  } while (NextToken !== undefined && items.length < mostRead)
  return items
}

/** Whether one of the texts has the part, whatever the case of its letters. */
export const hasPart = (part: string, texts: readonly (string | undefined)[]): boolean =>
  texts.some((text) => text?.toLowerCase().includes(part.trim().toLowerCase()))
