import Box from '@cloudscape-design/components/box'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { OrganizationTree, Unit } from '../../lib/types.ts'
import { findInTree, flattenTree, type TreeRow } from '../organization/unit-tree.ts'
import { UnitItem } from './unit-item.tsx'

interface UnitChooserOptions {
  /** `Name (ou-…)`, or nothing yet. */
  readonly value: string
  readonly invalid: boolean
  readonly onChange: (value: string) => void
  readonly labelId: string
}

const searchedFrom = 8
/** A larger organization shows its first level only. */
const openAtFirst = 40

/** What the factory takes as an OU's name, also for a nested one. */
export const unitValue = ({ name, id }: Unit): string => `${name} (${id})`

/** The organization as a tree to choose an OU from. Those that accounts cannot be vended into are shown with the reason, not chosen. */
export function UnitChooser(options: UnitChooserOptions) {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const [search, setSearch] = useState('')
  if (tree.isError) return <LoadFailure error={tree.error} onRetry={() => void tree.refetch()} />
  if (!tree.data) return <RowSkeletons rows={4} />
  const { units } = tree.data
  return (
    <SpaceBetween size="xs">
      {units.length > searchedFrom && (
        <Input
          type="search"
          value={search}
          placeholder="Find an organizational unit"
          ariaLabel="Find an organizational unit"
          clearAriaLabel="Clear"
          onChange={({ detail }) => setSearch(detail.value)}
        />
      )}
      <UnitTree {...options} units={units} search={search.trim()} />
    </SpaceBetween>
  )
}

/** Up and down move, right and left open and close, Enter chooses: the pattern "tree view" of the ARIA practices. */
function UnitTree({ value, invalid, onChange, labelId, units, search }: UnitChooserOptions & { units: readonly Unit[]; search: string }) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string>()
  const small = units.length <= openAtFirst
  const isOpen = ({ id, parentId }: Unit): boolean => search !== '' || parentId === null || small !== toggled.has(id)
  const toggle = ({ id }: Unit): void =>
    setToggled((old) => (old.has(id) ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id])))
  // The root holds everything and is no place to choose.
  const rows = flattenTree(findInTree(units, search), isOpen).filter(({ unit }) => unit.parentId !== null)
  const focusable = rows.find(({ unit }) => unit.id === active) ?? rows.find(({ unit }) => unitValue(unit) === value) ?? rows[0]
  const focus = (row: TreeRow | undefined): void => {
    if (!row) return
    setActive(row.unit.id)
    document.getElementById(itemId(row.unit))?.focus()
  }
  const onKey = (key: string): boolean => {
    const index = focusable ? rows.indexOf(focusable) : -1
    const row = rows[index]
    if (!row) return false
    const open = row.expandable && isOpen(row.unit)
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(rows[index + 1]),
      ArrowUp: () => focus(rows[index - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (open ? focus(rows[index + 1]) : row.expandable && toggle(row.unit)),
      ArrowLeft: () => (open && search === '' ? toggle(row.unit) : focus(rows.find(({ unit }) => unit.id === row.unit.parentId))),
    }
    moves[key]?.()
    return key in moves
  }
  return (
    <div
      id="field-ManagedOrganizationalUnit"
      tabIndex={-1}
      className={`unit-tree${invalid ? ' unit-tree-invalid' : ''}`}
      role="tree"
      aria-labelledby={labelId}
      aria-invalid={invalid}
      onKeyDown={(event) => onKey(event.key) && event.preventDefault()}
    >
      {rows.map((row) => (
        <UnitItem
          key={row.unit.id}
          id={itemId(row.unit)}
          row={row}
          open={row.expandable ? isOpen(row.unit) : undefined}
          selected={unitValue(row.unit) === value}
          focusable={row === focusable}
          onFocus={() => setActive(row.unit.id)}
          onChoose={() => onChange(unitValue(row.unit))}
          onToggle={() => toggle(row.unit)}
        />
      ))}
      {rows.length === 0 && (
        <Box padding="s" color="text-body-secondary">
          No organizational unit matches.
        </Box>
      )}
    </div>
  )
}

const itemId = ({ id }: Unit): string => `unit-${id}`
