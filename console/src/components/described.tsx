import type { ReactNode } from 'react'

/** A row's name and, below it, what else there is to say. */
export function Described({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div>
      <div className="account-name">{title}</div>
      <span className="muted">{children}</span>
    </div>
  )
}
