import Box from '@cloudscape-design/components/box'
import Icon from '@cloudscape-design/components/icon'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { OrganizationTree, Unit } from '../../lib/types.ts'
import { findInTree, flattenTree } from '../organization/unit-tree.ts'

interface UnitChooserOptions {
  /** `Name (ou-…)`, or nothing yet. */
  readonly value: string
  readonly invalid: boolean
  readonly onChange: (value: string) => void
  readonly labelId: string
}

const searchedFrom = 8

/** What the factory takes as an OU's name, also for a nested one. */
export const unitValue = ({ name, id }: Unit): string => `${name} (${id})`

/** The organization as a tree to choose an OU from: arrow keys move, Enter chooses; those that accounts cannot be vended into are shown, not chosen. */
export function UnitChooser({ value, invalid, onChange, labelId }: UnitChooserOptions) {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  if (tree.isError) return <LoadFailure error={tree.error} onRetry={() => void tree.refetch()} />
  if (!tree.data) return <RowSkeletons rows={4} />
  // The root holds everything and is no place to choose.
  const rows = flattenTree(findInTree(tree.data.units, search)).filter(({ unit }) => unit.parentId !== null)
  const focusable = rows.findIndex(({ unit }) => unitValue(unit) === value)
  return (
    <SpaceBetween size="xs">
      {tree.data.units.length > searchedFrom && (
        <Input
          type="search"
          value={search}
          placeholder="Find an organizational unit"
          ariaLabel="Find an organizational unit"
          clearAriaLabel="Clear"
          onChange={({ detail }) => setSearch(detail.value)}
        />
      )}
      <div
        ref={list}
        id="field-ManagedOrganizationalUnit"
        tabIndex={-1}
        className={`unit-tree${invalid ? ' unit-tree-invalid' : ''}`}
        role="listbox"
        aria-labelledby={labelId}
        onKeyDown={(event) => list.current && moveFocus(event, list.current)}
      >
        {rows.map(({ unit, depth }, index) => (
          <Option
            key={unit.id}
            unit={unit}
            depth={depth - 1}
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

function moveFocus(event: KeyboardEvent, list: HTMLElement): void {
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const current = options.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: options.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  options[next]?.focus()
}

interface OptionOptions {
  readonly unit: Unit
  readonly depth: number
  readonly selected: boolean
  readonly focusable: boolean
  readonly onChoose: () => void
}

function Option({ unit, depth, selected, focusable, onChoose }: OptionOptions) {
  const reason = unit.registered ? 'Shared accounts only' : 'Not registered with Control Tower'
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
        <Icon name={selected ? 'check' : unit.vendable ? 'folder' : 'lock-private'} variant={unit.vendable ? 'normal' : 'subtle'} />
        <span className="unit-name">{unit.name}</span>
        <span className="unit-note">{note}</span>
      </button>
    </div>
  )
}
