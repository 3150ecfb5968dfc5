import Icon from '@cloudscape-design/components/icon'
import type { TreeRow } from '../organization/unit-tree.ts'

interface UnitItemOptions {
  readonly id: string
  readonly row: TreeRow
  /** Undefined when there is nothing below. */
  readonly open: boolean | undefined
  readonly selected: boolean
  /** The one that Tab comes to. */
  readonly focusable: boolean
  readonly onFocus: () => void
  readonly onChoose: () => void
  readonly onToggle: () => void
}

/** One unit of the tree; the arrow opens and closes, and so does all of a unit that cannot be chosen. */
export function UnitItem({ id, row, open, selected, focusable, onFocus, onChoose, onToggle }: UnitItemOptions) {
  const { unit, depth, position, siblings } = row
  const reason = unit.registered ? 'Shared accounts only' : 'Not registered with Control Tower'
  const note = unit.vendable ? `${unit.accounts} ${unit.accounts === 1 ? 'account' : 'accounts'}` : reason
  return (
    <button
      type="button"
      id={id}
      role="treeitem"
      className={`unit-option indent-${Math.min(depth - 1, 5)}`}
      aria-level={depth}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={open}
      aria-selected={selected}
      aria-disabled={!unit.vendable}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      onClick={({ target }) => {
        const onArrow = target instanceof Element && target.closest('.unit-toggle') !== null
        if (open !== undefined && (onArrow || !unit.vendable)) onToggle()
        else if (unit.vendable) onChoose()
      }}
    >
      <span className="unit-toggle">
        {open !== undefined && <Icon name={open ? 'caret-down-filled' : 'caret-right-filled'} size="small" />}
      </span>
      <Icon name={selected ? 'check' : unit.vendable ? 'folder' : 'lock-private'} variant={unit.vendable ? 'normal' : 'subtle'} />
      <span className="unit-name">{unit.name}</span>
      <span className="unit-note">{note}</span>
    </button>
  )
}
