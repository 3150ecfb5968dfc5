import Box from '@cloudscape-design/components/box'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import type { OrganizationTree, Unit } from '../../lib/types.ts'
import { flattenTree } from '../organization/unit-tree.ts'

interface UnitChooserOptions {
  /** `Name (ou-…)`, or nothing yet. */
  readonly value: string
  readonly invalid: boolean
  readonly onChange: (value: string) => void
  readonly labelId: string
}

/** What the factory takes as an OU's name, also for a nested one. */
export const unitValue = ({ name, id }: Unit): string => `${name} (${id})`

/** The organization as a tree to choose an OU from: arrow keys move, Enter chooses; those that accounts cannot be vended into are shown, not chosen. */
export function UnitChooser({ value, invalid, onChange, labelId }: UnitChooserOptions) {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  if (tree.isError) return <LoadFailure error={tree.error} onRetry={() => void tree.refetch()} />
  if (!tree.data) return <Spinner />
  const rows = flattenTree(tree.data.units).filter(({ unit }) =>
    `${unit.path} ${unit.id}`.toLowerCase().includes(search.trim().toLowerCase()),
  )
  const focusable = rows.findIndex(({ unit }) => unitValue(unit) === value)
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role=option]') ?? [])]
    options[options.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  }
  return (
    <SpaceBetween size="xs">
      {tree.data.units.length > 8 && (
        <Input
          type="search"
          value={search}
          placeholder="Find an organizational unit"
          ariaLabel="Find an organizational unit"
          onChange={({ detail }) => setSearch(detail.value)}
        />
      )}
      <div
        ref={list}
        className={`unit-tree${invalid ? ' unit-tree-invalid' : ''}`}
        role="listbox"
        aria-labelledby={labelId}
        onKeyDown={move}
      >
        {rows.map(({ unit, depth }, index) => (
          <Option
            key={unit.id}
            unit={unit}
            depth={depth}
            selected={unitValue(unit) === value}
            focusable={index === Math.max(focusable, 0)}
            onChoose={() => onChange(unitValue(unit))}
          />
        ))}
        {rows.length === 0 && (
          <div role="presentation">
            <Box padding="s" color="text-body-secondary">
              No organizational unit matches.
            </Box>
          </div>
        )}
      </div>
    </SpaceBetween>
  )
}

function Option({
  unit,
  depth,
  selected,
  focusable,
  onChoose,
}: {
  unit: Unit
  depth: number
  selected: boolean
  focusable: boolean
  onChoose: () => void
}) {
  const reason = unit.parentId === null ? 'the root' : !unit.registered ? 'not registered with Control Tower' : 'shared accounts only'
  const note = unit.vendable ? `${unit.accounts} ${unit.accounts === 1 ? 'account' : 'accounts'}` : reason
  return (
    <div role="presentation">
      <button
        type="button"
        role="option"
        className={`unit-option indent-${Math.min(depth, 5)}`}
        aria-selected={selected}
        aria-disabled={!unit.vendable}
        tabIndex={focusable ? 0 : -1}
        onClick={() => unit.vendable && onChoose()}
      >
        {unit.name}
        <span className="unit-note">{note}</span>
      </button>
    </div>
  )
}
