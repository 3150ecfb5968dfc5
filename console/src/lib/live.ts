import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { currentRegion, currentRole } from '../app/role.ts'
import { queryString } from './api.ts'
import { newest } from './newest.ts'
import type { Request } from './types.ts'

export type Connection = 'connecting' | 'live' | 'reconnecting'

const longestWaitMs = 15_000

/**
 * One event stream while the component is shown. Every event is a request's whole state; it goes into the cache unless a later one is
 * there. A broken stream resumes after the last event: by itself while the browser tries, by us when the browser has given up.
 */
export function useLiveRequests(onRequest?: (request: Request) => void, recordId?: string): Connection {
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  useEffect(() => {
    const role = currentRole()
    if (!role) return
    let source: EventSource
    let timer: ReturnType<typeof setTimeout>
    let lastId: string | undefined
    let failures = 0
    const connect = (): void => {
      const query = queryString({ role: `${role.accountId}/${role.roleName}`, region: currentRegion(), recordId, after: lastId })
      source = new EventSource(`/api/events${query}`)
      source.addEventListener('open', () => {
        failures = 0
        setConnection('live')
      })
      source.addEventListener('error', () => {
        setConnection('reconnecting')
        if (source.readyState !== EventSource.CLOSED) return
        failures += 1
        // The browser gives up when it is refused: the session may have ended, which the answer to this tells.
        void client.invalidateQueries({ queryKey: ['person'] })
        timer = setTimeout(connect, Math.min(1_000 * 2 ** failures, longestWaitMs))
      })
      source.addEventListener('request', (event) => {
        lastId = event.lastEventId
        const request: Request = JSON.parse(event.data)
        keepLatest(client, request)
        onRequest?.(request)
      })
    }
    connect()
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client, onRequest, recordId])
  return connection
}

/** Puts a request into the cache unless what is there is newer. */
export function keepLatest(client: QueryClient, request: Request): void {
  client.setQueryData<Request>(['request', request.recordId], (known) => newest(known, request))
}
