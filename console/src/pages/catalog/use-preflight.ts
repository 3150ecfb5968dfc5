import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '../../components/use-debounced.ts'
import { api } from '../../lib/api.ts'
import type { Problem } from '../../lib/types.ts'
import { type Field, findFieldProblem, type LaunchForm, parameterKeys } from './launch-form.ts'

export type ServerProblems = Partial<Record<Field, string>>

/**
 * What the server finds wrong with the fields that are well-formed, asked a moment after the last key. A problem is shown only
 * while its field still holds what was asked about.
 */
export function usePreflight(form: LaunchForm): { problems: ServerProblems; checking: boolean } {
  const settled = useDebounced(form, 300)
  const asked = ask(settled)
  const result = useQuery({
    queryKey: ['preflight', asked],
    queryFn: () => api.post<{ problems: Problem[] }>('/preflight', asked),
    enabled: Object.keys(asked.parameters).length > 0 || asked.provisionedProductName !== undefined,
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  })
  const problems: ServerProblems = {}
  for (const { field, message } of result.data?.problems ?? []) {
    const own = (field === 'ProvisionedProductName' ? 'provisionedProductName' : field) as Field
    if (form[own] === settled[own]) problems[own] ??= message
  }
  return { problems, checking: result.isFetching || settled !== form }
}

function ask(form: LaunchForm): { parameters: Record<string, string>; provisionedProductName?: string } {
  const sound = (field: Field): boolean => findFieldProblem(form, field) === undefined
  const parameters = Object.fromEntries(parameterKeys.filter(sound).map((key) => [key, form[key].trim()]))
  return { parameters, ...(sound('provisionedProductName') && { provisionedProductName: form.provisionedProductName.trim() }) }
}
