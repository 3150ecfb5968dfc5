import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useNarrow } from '../../components/use-narrow.ts'
import type { AccountRow } from './account-rows.ts'
import { AccountTreeRow } from './account-tree-row.tsx'
import './account-tree.css'
import type { AccountTree as Tree } from './use-account-tree.ts'
import { useVisibleRows } from './use-visible-rows.ts'

interface AccountTreeOptions {
  readonly tree: Tree
  readonly picked: ReadonlySet<string>
  readonly onPick: (row: AccountRow) => void
  readonly onOpen: (row: AccountRow) => void
  /** The row that the address names. */
  readonly initial: string | undefined
}

/**
 * The pattern "treegrid" of the ARIA practices, rows first: up and down move, right and left open and close, space ticks, Enter goes to
 * the page. Only the rows in sight are drawn, and the one with the cursor.
 */
export function AccountTree({ tree, picked, onPick, onOpen, initial }: AccountTreeOptions) {
  const { rows } = tree
  const body = useRef<HTMLTableSectionElement>(null)
  const narrow = useNarrow()
  const rowHeight = narrow ? 60 : 44
  const { first, end } = useVisibleRows(body, rowHeight, rows.length)
  const cursor = useCursor(rows, initial, body)
  const inSight = rows.slice(first, end)
  const current = rows[cursor.index]
  // Tab comes to the cursor; scrolled out of sight it stays in the page.
  const drawn = current && !inSight.includes(current) ? [...inSight, current] : inSight
  const readMore = tree.readMore
  // The next page is read before one sees its end.
  const sentinels = rows
    .slice(first, end + 60)
    .flatMap((row) => (row.kind === 'more' && !row.error ? [row.unit.id] : []))
    .join(' ')
  useEffect(() => {
    for (const unitId of sentinels.split(' ')) if (unitId) readMore(unitId)
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return
    const act = keys({ rows, index: cursor.index, tree, move: cursor.move, onPick, onOpen })[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid is a table
    <table className="account-tree" role="treegrid" aria-label="AWS accounts" aria-rowcount={rows.length + 1} aria-multiselectable>
      <thead>
        <tr className="account-tree-head" aria-rowindex={1}>
          <th scope="col">Name</th>
          <th scope="col">Id and e-mail</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody ref={body} className="account-tree-body" style={{ height: rows.length * rowHeight }} onKeyDown={onKeyDown}>
        {drawn.map((row) => {
          const index = row === current ? cursor.index : first + inSight.indexOf(row)
          return (
            <AccountTreeRow
              key={row.id}
              row={row}
              index={index}
              top={index * rowHeight}
              height={rowHeight}
              picked={picked.has(row.id)}
              focusable={row === current}
              onFocus={() => cursor.set(row.id)}
              onPick={() => onPick(row)}
              onToggle={() => row.kind === 'unit' && tree.toggle(row.unit)}
              onMore={() => row.kind === 'more' && readMore(row.unit.id)}
            />
          )
        })}
      </tbody>
    </table>
  )
}

/** The row that Tab comes to; moved by a key it takes the focus. */
function useCursor(rows: readonly AccountRow[], initial: string | undefined, body: { readonly current: HTMLElement | null }) {
  const [active, setActive] = useState(initial)
  const moved = useRef(false)
  const found = rows.findIndex(({ id }) => id === active)
  const index = Math.max(found, 0)
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    body.current?.querySelector<HTMLElement>('[data-cursor]')?.focus()
  })
  // What stood for accounts on their way gives the cursor to the first of them.
  const before = useRef({ active, index })
  const grew = rows[index]?.kind === 'more' && before.current.active === active && before.current.index < index
  const arrived = grew ? rows[before.current.index] : undefined
  useEffect(() => {
    before.current = { active, index }
    if (!arrived) return
    moved.current = body.current?.contains(document.activeElement) ?? false
    setActive(arrived.id)
  }, [arrived, active, index, body])
  // A link to a unit shows it, also far down.
  const shown = useRef(initial === undefined)
  useEffect(() => {
    if (shown.current || found < 0) return
    shown.current = true
    body.current?.querySelector('[data-cursor]')?.scrollIntoView({ block: 'center' })
  }, [found, body])
  const move = (row: AccountRow | undefined): void => {
    if (!row) return
    moved.current = true
    setActive(row.id)
  }
  return { index, move, set: setActive }
}

interface KeyOptions extends Pick<AccountTreeOptions, 'tree' | 'onPick' | 'onOpen'> {
  readonly rows: readonly AccountRow[]
  readonly index: number
  readonly move: (row: AccountRow | undefined) => void
}

const screenful = 10

function keys({ rows, index, tree, move, onPick, onOpen }: KeyOptions): Record<string, () => void> {
  const row = rows[index]
  if (!row) return {}
  const at = (wanted: number): AccountRow | undefined => rows[Math.max(0, Math.min(rows.length - 1, wanted))]
  const parent = rows.slice(0, index).findLast(({ depth }) => depth < row.depth)
  const open = row.kind === 'unit' ? row.open : undefined
  const toggle = (): void => {
    if (row.kind === 'unit') tree.toggle(row.unit)
  }
  return {
    ArrowDown: () => move(at(index + 1)),
    ArrowUp: () => move(at(index - 1)),
    PageDown: () => move(at(index + screenful)),
    PageUp: () => move(at(index - screenful)),
    Home: () => move(at(0)),
    End: () => move(at(rows.length - 1)),
    ArrowRight: () => (open === false ? toggle() : open && move(at(index + 1))),
    ArrowLeft: () => (open ? toggle() : move(parent)),
    ' ': () => onPick(row),
    Enter: () => (row.kind === 'more' ? tree.readMore(row.unit.id) : onOpen(row)),
  }
}
