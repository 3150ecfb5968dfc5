import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

/** The page's heading over what stands in place of its table, whose header would have held it. */
export function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{title}</Header>
      {children}
    </SpaceBetween>
  )
}
