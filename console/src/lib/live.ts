import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { currentRegion, currentRole } from '../app/role.ts'
import { queryString } from './api.ts'
import type { Request } from './types.ts'

export type Connection = 'connecting' | 'live' | 'reconnecting'

/**
 * One event stream while the component is shown. Every event is a request's whole state; it goes into the cache unless a later one is
 * there. EventSource reconnects by itself and resumes where it was.
 */
export function useLiveRequests(onRequest?: (request: Request) => void, recordId?: string): Connection {
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  useEffect(() => {
    const role = currentRole()
    if (!role) return
    const query = queryString({ role: `${role.accountId}/${role.roleName}`, region: currentRegion(), recordId })
    const source = new EventSource(`/api/events${query}`)
    source.addEventListener('open', () => setConnection('live'))
    source.addEventListener('error', () => setConnection('reconnecting'))
    source.addEventListener('request', (event) => {
      const request: Request = JSON.parse(event.data)
      keepLatest(client, request)
      onRequest?.(request)
    })
    return () => source.close()
  }, [client, onRequest, recordId])
  return connection
}

/** Puts a request into the cache unless what is there is newer. */
export function keepLatest(client: QueryClient, request: Request): void {
  client.setQueryData<Request>(['request', request.recordId], (known) => (known && known.seq > request.seq ? known : request))
}
