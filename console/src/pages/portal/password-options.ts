import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

interface PasswordOptions {
  /** A rule without a pattern is known to the server alone. */
  readonly rules: readonly { readonly text: string; readonly pattern?: string }[]
  /** Who helps people that forgot theirs. */
  readonly forgottenPassword: 'mail' | 'administrator'
}

export function usePasswordOptions() {
  return useQuery({
    queryKey: ['password-options'],
    queryFn: () => api.get<PasswordOptions>('/portal/password-options'),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
