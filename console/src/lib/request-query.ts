import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import { newest } from './newest.ts'
import type { Request } from './types.ts'

/** One request's whole state; an event that came while it was being read is not undone. */
export function requestQuery(client: QueryClient, recordId: string | undefined) {
  const queryKey = ['request', recordId]
  return queryOptions({
    queryKey,
    queryFn: async () => {
      const answer = await api.get<Request>(`/requests/${recordId}`)
      // Looked up after the answer came: events may have been faster.
      return newest(client.getQueryData<Request>(queryKey), answer)
    },
    enabled: recordId !== undefined,
  })
}
