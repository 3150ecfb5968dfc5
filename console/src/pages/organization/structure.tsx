import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { api } from '../../lib/api.ts'
import type { OrganizationTree, Unit } from '../../lib/types.ts'
import { UnitPanel } from './unit-panel.tsx'
import { childrenOf, findInTree, totalAccounts } from './unit-tree.ts'

/** The organization as a tree; the accounts of the chosen unit beside it. */
export default function Structure() {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const { unit: chosenId } = useSearch({ strict: false })
  const navigate = useNavigate()
  const units = tree.data?.units ?? []
  const chosen = units.find(({ id }) => id === chosenId)
  const choose = (id: string | undefined): void =>
    void navigate({ to: '/console/organization', search: (old) => ({ ...old, unit: id }), replace: true })
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
        <Titled title="Structure">
          <LoadFailure error={tree.error} onRetry={() => void tree.refetch()} />
        </Titled>
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
  readonly onChoose: (id: string | undefined) => void
}

function UnitTable({ units, loading, chosen, onChoose }: UnitTableOptions) {
  const { q: search = '' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [text, setText] = useSearchText(
    search,
    (q) => void navigate({ to: '/console/organization', search: (old) => ({ ...old, q: q || undefined }), replace: true }),
  )
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const narrow = useNarrow()
  // Totals are those of the whole organization, whatever is looked for.
  const all = childrenOf(units)
  const children = childrenOf(findInTree(units, search))
  const expansion = useExpansion(units, all, search !== '')
  return (
    <Table<Unit>
      variant="full-page"
      enableKeyboardNavigation
      items={children.get(null) ?? []}
      loading={loading}
      loadingText="Loading the organization"
      trackBy="id"
      selectionType="single"
      selectedItems={chosen ? [chosen] : []}
      onSelectionChange={({ detail }) => onChoose(detail.selectedItems[0]?.id)}
      onRowClick={({ detail }) => onChoose(detail.item.id)}
      ariaLabels={ariaLabels}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={loading ? '' : `(${Math.max(units.length - 1, 0)})`}
          description="Organizational units and the accounts in them."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={expansion.openAll}>Expand all</Button>
              <Button onClick={expansion.closeAll}>Collapse all</Button>
            </SpaceBetween>
          }
        >
          Structure
        </Header>
      }
      filter={
        <Input
          ref={filter}
          type="search"
          value={text}
          placeholder="Find by name or id ( / )"
          ariaLabel="Find organizational units"
          clearAriaLabel="Clear"
          onChange={({ detail }) => setText(detail.value)}
        />
      }
      expandableRows={{
        getItemChildren: ({ id }) => children.get(id) ?? [],
        isItemExpandable: ({ id }) => children.has(id),
        expandedItems: expansion.open,
        onExpandableItemToggle: ({ detail }) => expansion.toggle(detail.item, detail.expanded),
      }}
      columnDefinitions={columns(all, narrow, onChoose)}
      empty={
        search ? (
          <Empty title="No organizational unit matches" action={<Button onClick={() => setText('')}>Clear the search</Button>} />
        ) : (
          <Empty title="No organization">This account manages none.</Empty>
        )
      }
    />
  )
}

const openAtFirst = 40

/** Which units stand open: all of a small organization, the first level of a large one, everything that a search found. */
function useExpansion(units: readonly Unit[], children: Map<string | null, Unit[]>, searching: boolean) {
  const [toggled, setToggled] = useState<{ rest: 'open' | 'closed' | undefined; others: ReadonlySet<string> }>({
    rest: undefined,
    others: new Set(),
  })
  const small = units.length <= openAtFirst
  const opensByItself = ({ parentId }: Unit): boolean => (toggled.rest === undefined ? small || parentId === null : toggled.rest === 'open')
  const isOpen = (unit: Unit): boolean => searching || opensByItself(unit) !== toggled.others.has(unit.id)
  return {
    open: units.filter((unit) => children.has(unit.id) && isOpen(unit)),
    toggle: (unit: Unit, expanded: boolean): void => {
      const others = new Set(toggled.others)
      if (expanded === opensByItself(unit)) others.delete(unit.id)
      else others.add(unit.id)
      setToggled({ ...toggled, others })
    },
    openAll: () => setToggled({ rest: 'open', others: new Set() }),
    closeAll: () => setToggled({ rest: 'closed', others: new Set() }),
  }
}

type Columns = TableProps.ColumnDefinition<Unit>[]

function columns(children: Map<string | null, Unit[]>, narrow: boolean, onChoose: (id: string) => void): Columns {
  const name: Columns[number] = {
    id: 'name',
    header: 'Name',
    minWidth: 180,
    isRowHeader: true,
    cell: ({ id, name }) => (
      <Link
        href={`/console/organization?unit=${id}`}
        onFollow={(event) => {
          // What is looked for stays in the address.
          event.preventDefault()
          onChoose(id)
        }}
      >
        {name}
      </Link>
    ),
  }
  if (narrow) return [name, { id: 'accounts', header: 'Accounts', width: 100, cell: (unit) => totalAccounts(unit, children) }]
  return [
    name,
    { id: 'governed', header: 'Governance', minWidth: 150, cell: (unit) => <Governance unit={unit} /> },
    { id: 'accounts', header: 'Accounts', minWidth: 110, cell: ({ accounts }) => accounts },
    { id: 'total', header: 'With units below', minWidth: 140, cell: (unit) => totalAccounts(unit, children) },
    { id: 'id', header: 'Id', minWidth: 170, cell: ({ id }) => <span className="mono">{id}</span> },
  ]
}

function Governance({ unit }: { unit: Unit }) {
  if (unit.parentId === null) return <Badge>Root</Badge>
  if (!unit.registered) return <Badge color="grey">Not registered</Badge>
  return unit.vendable ? <Badge color="green">Registered</Badge> : <Badge color="blue">Security</Badge>
}

const ariaLabels: TableProps.AriaLabels<Unit> = {
  tableLabel: 'Organizational units',
  selectionGroupLabel: 'Organizational unit',
  expandButtonLabel: ({ name }) => `Expand ${name}`,
  collapseButtonLabel: ({ name }) => `Collapse ${name}`,
  itemSelectionLabel: (_, { name }) => name,
}
