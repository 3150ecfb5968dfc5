import { useQuery } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import type { Person, Session } from '../lib/types.ts'
import { clearRole, currentRegion, currentRole } from './role.ts'

/** Account, role and settings of this tab; not asked while no role is chosen. */
export function useSession() {
  const role = currentRole()
  return useQuery({
    queryKey: ['session', role?.accountId, role?.roleName, currentRegion()],
    queryFn: () => api.get<Session>('/session'),
    enabled: role !== undefined,
    staleTime: 60_000,
  })
}

/** Who is signed in at the portal. */
export function usePerson() {
  return useQuery({ queryKey: ['person'], queryFn: () => api.get<Person>('/portal/me'), staleTime: 60_000 })
}

/** Signs out and shows the sign-in page, everything of the session forgotten. */
export async function signOut(): Promise<void> {
  await api.post('/portal/sign-out').catch(() => undefined)
  sessionStorage.clear()
  clearRole()
  location.assign('/start')
}
