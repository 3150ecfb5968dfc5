import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '../../components/use-debounced.ts'
import { api } from '../../lib/api.ts'
import type { Problem } from '../../lib/types.ts'
import { type Field, findFieldProblem, type LaunchForm, parameterKeys } from './launch-form.ts'

export type ServerProblems = Partial<Record<Field, string>>

export interface Preflight {
  readonly problems: ServerProblems
  readonly checking: boolean
  /** Why it could not be asked. */
  readonly error: Error | null
}

/**
 * What the server finds wrong with the fields that are well-formed, asked a moment after the last key. A problem is shown only
 * while its field still holds what was asked about.
 */
export function usePreflight(form: LaunchForm): Preflight {
  const settled = useDebounced(form, 300)
  const asked = ask(settled)
  const result = useQuery({
    queryKey: ['preflight', asked],
    queryFn: async () => ({ asked, ...(await api.post<{ problems: Problem[] }>('/preflight', asked)) }),
    enabled: Object.keys(asked.parameters).length > 0 || asked.provisionedProductName !== undefined,
    staleTime: 10_000,
    // What was found of the other fields stays while one of them is asked about again.
    placeholderData: (previous) => previous,
  })
  const problems: ServerProblems = {}
  for (const { field, message } of result.data?.problems ?? []) {
    const own = (field === 'ProvisionedProductName' ? 'provisionedProductName' : field) as Field
    const askedValue = own === 'provisionedProductName' ? result.data?.asked.provisionedProductName : result.data?.asked.parameters[own]
    if (form[own]?.trim() === askedValue) problems[own] ??= message
  }
  return { problems, checking: result.isFetching || settled !== form, error: result.error }
}

interface Asked {
  readonly parameters: Partial<Record<Field, string>>
  readonly provisionedProductName?: string
}

function ask(form: LaunchForm): Asked {
  const sound = (field: Field): boolean => findFieldProblem(form, field) === undefined
  const parameters = Object.fromEntries(parameterKeys.filter(sound).map((key) => [key, form[key].trim()]))
  return { parameters, ...(sound('provisionedProductName') && { provisionedProductName: form.provisionedProductName.trim() }) }
}
