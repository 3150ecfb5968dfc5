import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDebounced } from '../../components/use-debounced.ts'
import { api } from '../../lib/api.ts'
import type { AccountPage } from '../../lib/types.ts'

/** An account of the organization, found by the server as one types. */
export function AccountSelect({ onChange }: { onChange: (id: string) => void }) {
  const [chosen, setChosen] = useState<SelectProps.Option>()
  const [typed, setTyped] = useState('')
  const { found, options, more } = useAccountOptions(typed)
  return (
    <Select
      selectedOption={chosen ?? null}
      options={options}
      filteringType="manual"
      filteringAriaLabel="Find an account"
      filteringPlaceholder="Find by name, id or e-mail"
      placeholder="Choose an account"
      expandToViewport
      statusType={found.isError ? 'error' : found.isPending ? 'loading' : 'finished'}
      loadingText="Looking for accounts"
      errorText={found.error?.message ?? ''}
      finishedText={more > 0 ? `${more.toLocaleString('en')} more: type to find them` : ''}
      empty="No account matches"
      onLoadItems={({ detail }) => setTyped(detail.filteringText)}
      onChange={({ detail }) => {
        setChosen(detail.selectedOption)
        if (detail.selectedOption.value) onChange(detail.selectedOption.value)
      }}
    />
  )
}

/** Up to 25 accounts that match what was typed, and how many more do. */
export function useAccountOptions(typed: string) {
  const search = useDebounced(typed.trim(), 200)
  const found = useQuery({
    queryKey: ['accounts', 'choose', search],
    queryFn: () => api.get<AccountPage>('/accounts', { search, sort: 'name', limit: 25 }),
    placeholderData: keepPreviousData,
  })
  const options = (found.data?.accounts ?? []).map(({ id, name, email }) => ({ value: id, label: name, description: `${id} · ${email}` }))
  const more = (found.data?.total ?? 0) - options.length
  return { found, options, more }
}
