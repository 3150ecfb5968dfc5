import { useQuery } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import type { Person, Session } from '../lib/types.ts'

/** Account, role and settings of this tab; undefined while it is being asked. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: () => api.get<Session>('/session'), staleTime: 60_000 })
}

/** Who is signed in at the portal. */
export function usePerson() {
  return useQuery({ queryKey: ['person'], queryFn: () => api.get<Person>('/portal/me'), staleTime: 60_000 })
}

/** Signs out and shows the sign-in page, everything of the session forgotten. */
export async function signOut(): Promise<void> {
  await api.post('/portal/sign-out').catch(() => undefined)
  sessionStorage.clear()
  localStorage.removeItem('account-factory-role')
  location.assign('/start')
}
