import { useCallback, useEffect, useRef } from 'react'
import { type Connection, useLiveRequests } from '../lib/live.ts'
import type { Request } from '../lib/types.ts'
import { useThrottled } from './use-throttled.ts'

/**
 * Calls `refresh` when a request changes that concerns the page, at most twice a second; and when the stream opens, for what changed
 * before that.
 */
export function useLiveRefresh(refresh: () => void, concerns?: (request: Request) => boolean): Connection {
  const soon = useThrottled(refresh, 500)
  const filter = useRef(concerns)
  filter.current = concerns
  const connection = useLiveRequests(
    useCallback(
      (request: Request) => {
        if (filter.current?.(request) ?? true) soon()
      },
      [soon],
    ),
  )
  useEffect(() => {
    if (connection === 'live') soon()
  }, [connection, soon])
  return connection
}
