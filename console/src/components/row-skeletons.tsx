/** Rows that are on their way, at about the height and shape they will have. */
export function RowSkeletons({ rows }: { rows: number }) {
  return (
    <div role="status" aria-label="Loading" className="row-skeletons">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="row-skeleton">
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
