import { useState } from 'react'

export type PortalLayout = 'modern' | 'classic'

const key = 'account-factory-portal-layout'

/** How a person likes the portal, kept on this machine. */
export function usePortalLayout(): [PortalLayout, (layout: PortalLayout) => void] {
  const [layout, setLayout] = useState<PortalLayout>(() => (localStorage.getItem(key) === 'classic' ? 'classic' : 'modern'))
  const choose = (next: PortalLayout): void => {
    localStorage.setItem(key, next)
    setLayout(next)
  }
  return [layout, choose]
}
