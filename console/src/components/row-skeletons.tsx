import Skeleton from '@cloudscape-design/components/skeleton'
import SpaceBetween from '@cloudscape-design/components/space-between'

/** Rows that are on their way, at about the height they will have. */
export function RowSkeletons({ rows }: { rows: number }) {
  return (
    <div role="status" aria-label="Loading">
      <SpaceBetween size="l">
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} variant="text-body-m" height="24px" />
        ))}
      </SpaceBetween>
    </div>
  )
}
