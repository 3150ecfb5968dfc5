import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'

const listeners = new Set<() => void>()
const darkQuery = matchMedia('(prefers-color-scheme: dark)')

function read<Value extends string>(name: string, fallback: Value): Value {
  return (localStorage.getItem(name) as Value | null) ?? fallback
}

/** Puts the chosen theme and density on the page; boot.js does the same before the first paint. */
function apply(): void {
  const theme = read<Theme>('account-factory-theme', 'system')
  document.body.classList.toggle('awsui-dark-mode', theme === 'dark' || (theme === 'system' && darkQuery.matches))
  document.body.classList.toggle('awsui-compact-mode', read<Density>('account-factory-density', 'comfortable') === 'compact')
  for (const listener of listeners) listener()
}

darkQuery.addEventListener('change', apply)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, () => read<Theme>('account-factory-theme', 'system'))
  return [theme, (next) => save('account-factory-theme', next)]
}

export function useDensity(): [Density, (density: Density) => void] {
  const density = useSyncExternalStore(subscribe, () => read<Density>('account-factory-density', 'comfortable'))
  return [density, (next) => save('account-factory-density', next)]
}

function save(name: string, value: string): void {
  localStorage.setItem(name, value)
  apply()
}
