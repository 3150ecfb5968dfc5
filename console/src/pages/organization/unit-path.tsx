import Link from '@cloudscape-design/components/link'
import { Fragment } from 'react'
import type { Unit } from '../../lib/types.ts'

/** Root / Workloads / Prod, each a link. */
export function UnitPath({ line }: { line: readonly Unit[] }) {
  return line.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ' / '}
      <Link href={`/console/organization/units/${id}`}>{name}</Link>
    </Fragment>
  ))
}
