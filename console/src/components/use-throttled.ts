import { useCallback, useEffect, useRef } from 'react'

/** A stable function that runs `act` at once and then at most every `ms`; the last call is never lost. */
export function useThrottled(act: () => void, ms: number): () => void {
  const current = useRef(act)
  current.current = act
  const state = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; again: boolean }>({ again: false })
  useEffect(() => () => clearTimeout(state.current.timer), [])
  return useCallback(() => {
    const run = (): void => {
      state.current.again = false
      current.current()
      state.current.timer = setTimeout(() => {
        state.current.timer = undefined
        if (state.current.again) run()
      }, ms)
    }
    if (state.current.timer === undefined) run()
    else state.current.again = true
  }, [ms])
}
