import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './use-debounced.ts'

/**
 * The text of a filter whose value stands in the address: `committed` a moment after the last key, and following the address when
 * that changes by itself (back, a link).
 */
export function useSearchText(inAddress: string, commit: (text: string) => void): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<string>()
  const wanted = useDebounced(typed?.trim(), 250)
  const last = useRef(inAddress)
  const act = useRef(commit)
  act.current = commit
  useEffect(() => {
    if (wanted === undefined || wanted === last.current) return
    last.current = wanted
    act.current(wanted)
  }, [wanted])
  useEffect(() => {
    if (inAddress === last.current) return
    last.current = inAddress
    setTyped(undefined)
  }, [inAddress])
  return [typed ?? inAddress, setTyped]
}
