import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import SplitPanel from '@cloudscape-design/components/split-panel'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { api } from '../../lib/api.ts'
import type { Account, Unit } from '../../lib/types.ts'
import { AccountState } from './account-state.tsx'

const shown = 20

/** The accounts directly inside a unit, the first of them when there are many. */
export function UnitPanel({ unit }: { unit: Unit }) {
  const narrow = useNarrow()
  const accounts = useQuery({
    queryKey: ['accounts', unit.id],
    queryFn: () => api.get<{ accounts: Account[]; next?: string }>('/accounts', { parentId: unit.id, limit: shown }),
    placeholderData: keepPreviousData,
  })
  return (
    <SplitPanel
      header={`Accounts in ${unit.name}`}
      hidePreferencesButton
      i18nStrings={{ closeButtonAriaLabel: 'Close', openButtonAriaLabel: 'Open', resizeHandleAriaLabel: 'Resize' }}
    >
      <SpaceBetween size="m">
        <CopyId value={unit.id} what="OU id" />
        {accounts.isError ? (
          <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
        ) : (
          <Table<Account>
            variant="borderless"
            items={accounts.data?.accounts ?? []}
            loading={accounts.isPending || accounts.isPlaceholderData}
            loadingText="Loading accounts"
            trackBy="id"
            ariaLabels={{ tableLabel: `Accounts in ${unit.name}` }}
            columnDefinitions={narrow ? columns.slice(0, 2) : columns}
            empty={<Empty title="No accounts directly in this unit" />}
          />
        )}
        {accounts.data?.next && <Button href={`/console/organization/accounts?q=${unit.id}`}>All accounts of {unit.name}</Button>}
      </SpaceBetween>
    </SplitPanel>
  )
}

const columns: TableProps.ColumnDefinition<Account>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 150,
    cell: ({ id, name }) => <Link href={`/console/organization/accounts/${id}`}>{name}</Link>,
  },
  { id: 'state', header: 'State', minWidth: 120, cell: ({ state }) => <AccountState state={state} /> },
  { id: 'id', header: 'Account id', minWidth: 140, cell: ({ id }) => <span className="mono">{id}</span> },
  { id: 'email', header: 'Email', minWidth: 200, cell: ({ email }) => email },
]
