import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useMemo } from 'react'
import { flattenTree } from './unit-tree.ts'
import { useOrganization } from './use-organization.ts'

interface UnitSelectOptions {
  readonly value: string | undefined
  readonly onChange: (id: string) => void
  /** Shown, with the reason, and not to be chosen. */
  readonly disabled?: { readonly id: string; readonly reason: string } | undefined
  readonly ariaLabel?: string
}

/** The root and every unit, in the order of the tree; found as one types. A thousand units are as quick as ten. */
export function UnitSelect({ value, onChange, disabled, ariaLabel }: UnitSelectOptions) {
  const tree = useOrganization()
  const units = tree.data?.units
  const options = useMemo(
    (): SelectProps.Option[] =>
      flattenTree(units ?? []).map(({ unit }) => ({
        value: unit.id,
        label: unit.path ? unit.path.split('/').join(' / ') : unit.name,
        tags: [unit.id],
        ...(disabled?.id === unit.id && { disabled: true, disabledReason: disabled.reason }),
      })),
    [units, disabled?.id, disabled?.reason],
  )
  return (
    <Select
      selectedOption={options.find((option) => option.value === value) ?? null}
      options={options}
      filteringType="auto"
      filteringAriaLabel="Find an organizational unit"
      filteringPlaceholder="Find by name or id"
      placeholder="Choose the root or an organizational unit"
      virtualScroll
      expandToViewport
      statusType={tree.isError ? 'error' : tree.isPending ? 'loading' : 'finished'}
      errorText={tree.error?.message ?? ''}
      loadingText="Loading the organization"
      empty="No organizational unit matches"
      {...(ariaLabel && { ariaLabel })}
      onChange={({ detail }) => detail.selectedOption.value && onChange(detail.selectedOption.value)}
    />
  )
}
