import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import SplitPanel from '@cloudscape-design/components/split-panel'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import type { Account, OrganizationTree, Unit } from '../../lib/types.ts'
import { AccountState } from './account-state.tsx'
import { childrenOf, totalAccounts } from './unit-tree.ts'

/** The organization as a tree; the accounts of the chosen unit beside it. */
export default function Structure() {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const { q: chosenId } = useSearch({ strict: false })
  const navigate = useNavigate()
  const units = tree.data?.units ?? []
  const chosen = units.find(({ id }) => id === chosenId)
  const choose = (id: string | undefined): void =>
    void navigate({ to: '/console/organization', search: id ? { q: id } : {}, replace: true })
  return (
    <ConsolePage
      title="Structure"
      contentType="table"
      breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}
      splitPanelOpen={chosen !== undefined}
      onSplitPanelToggle={(open) => !open && choose(undefined)}
      splitPanel={chosen && <UnitPanel unit={chosen} />}
    >
      {tree.isError ? (
        <LoadFailure error={tree.error} onRetry={() => void tree.refetch()} />
      ) : (
        <UnitTable units={units} loading={tree.isPending} chosen={chosen} onChoose={choose} />
      )}
    </ConsolePage>
  )
}

interface UnitTableOptions {
  readonly units: readonly Unit[]
  readonly loading: boolean
  readonly chosen: Unit | undefined
  readonly onChoose: (id: string) => void
}

function UnitTable({ units, loading, chosen, onChoose }: UnitTableOptions) {
  const children = childrenOf(units)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const open = units.filter(({ id }) => children.has(id) && !closed.has(id))
  return (
    <Table<Unit>
      variant="full-page"
      items={children.get(null) ?? []}
      loading={loading}
      loadingText="Loading the organization"
      trackBy="id"
      selectionType="single"
      selectedItems={chosen ? [chosen] : []}
      onSelectionChange={({ detail }) => onChoose(detail.selectedItems[0]?.id ?? '')}
      onRowClick={({ detail }) => onChoose(detail.item.id)}
      ariaLabels={{
        tableLabel: 'Organizational units',
        selectionGroupLabel: 'Organizational unit',
        expandButtonLabel: ({ name }) => `Expand ${name}`,
        collapseButtonLabel: ({ name }) => `Collapse ${name}`,
        itemSelectionLabel: (_, unit) => unit.name,
      }}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={loading ? '' : `(${Math.max(units.length - 1, 0)})`}
          description="Organizational units and how many accounts lie in them."
        >
          Structure
        </Header>
      }
      expandableRows={{
        getItemChildren: ({ id }) => children.get(id) ?? [],
        isItemExpandable: ({ id }) => children.has(id),
        expandedItems: open,
        onExpandableItemToggle: ({ detail }) => {
          const next = new Set(closed)
          if (detail.expanded) next.delete(detail.item.id)
          else next.add(detail.item.id)
          setClosed(next)
        },
      }}
      columnDefinitions={[
        { id: 'name', header: 'Name', minWidth: 200, isRowHeader: true, cell: ({ name }) => name },
        { id: 'governed', header: 'Governance', minWidth: 130, cell: (unit) => <Governance unit={unit} /> },
        { id: 'accounts', header: 'Accounts', minWidth: 110, cell: (unit) => accountsText(unit, children) },
        { id: 'id', header: 'Id', minWidth: 170, cell: ({ id }) => <span className="mono">{id}</span> },
      ]}
      empty={<Empty title="No organization">This account manages none.</Empty>}
    />
  )
}

function accountsText(unit: Unit, children: Map<string | null, Unit[]>): string {
  const total = totalAccounts(unit, children)
  return total === unit.accounts ? String(total) : `${unit.accounts} (${total} with units below)`
}

function Governance({ unit }: { unit: Unit }) {
  if (unit.parentId === null) return <Badge>Root</Badge>
  if (!unit.registered) return <Badge color="grey">Not registered</Badge>
  return unit.vendable ? <Badge color="green">Registered</Badge> : <Badge color="blue">Security</Badge>
}

function UnitPanel({ unit }: { unit: Unit }) {
  const accounts = useQuery({
    queryKey: ['accounts', unit.id],
    queryFn: () => api.get<{ accounts: Account[]; next?: string }>('/accounts', { parentId: unit.id, limit: 50 }),
  })
  return (
    <SplitPanel
      header={`Accounts in ${unit.name}`}
      hidePreferencesButton
      i18nStrings={{ closeButtonAriaLabel: 'Close', openButtonAriaLabel: 'Open', resizeHandleAriaLabel: 'Resize' }}
    >
      {accounts.isError ? (
        <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : !accounts.data ? (
        <Spinner />
      ) : accounts.data.accounts.length === 0 ? (
        <Empty title="No accounts directly in this unit" />
      ) : (
        <SpaceBetween size="s">
          {accounts.data.accounts.map(({ id, name, state, email }) => (
            <div key={id}>
              <SpaceBetween direction="horizontal" size="s">
                <Link href={`/console/organization/accounts/${id}`}>{name}</Link>
                <span className="mono">{id}</span>
                <AccountState state={state} />
              </SpaceBetween>
              <Box color="text-body-secondary" variant="small">
                {email}
              </Box>
            </div>
          ))}
          {accounts.data.next && <Button href={`/console/organization/accounts?q=${unit.id}`}>Show all accounts</Button>}
        </SpaceBetween>
      )}
    </SplitPanel>
  )
}
