import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 687px)')

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** True on a phone, where a table has room for two columns. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
