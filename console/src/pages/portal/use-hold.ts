import { useState } from 'react'
import { useNow } from '../../components/use-now.ts'
import { ApiError } from '../../lib/api.ts'

/** How long one has to wait after the answer "too often", in seconds; 0 when one may try. */
export function useHold() {
  const [until, setUntil] = useState(0)
  const now = useNow(until > 0)
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  /** True when the error says to wait. */
  const hold = (error: unknown): boolean => {
    if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined) return false
    setUntil(Date.now() + error.retryAfterSeconds * 1000)
    return true
  }
  return { seconds, hold }
}
