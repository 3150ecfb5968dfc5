import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { Titled } from '../../components/titled.tsx'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import type { OrganizationTree } from '../../lib/types.ts'
import type { AccountRow } from './account-rows.ts'
import { AccountTree } from './account-tree.tsx'
import { AccountsHeader, counterOf } from './accounts-header.tsx'
import { countOf, type Picked } from './picked.ts'
import { UnitLoader } from './unit-loader.tsx'
import { type AccountTree as Tree, useAccountTree } from './use-account-tree.ts'
import { useOrganization } from './use-organization.ts'

/** The organization as a tree of units and accounts; accounts are read when their unit is opened. */
export default function Hierarchy() {
  const organization = useOrganization()
  return (
    <ConsolePage title="AWS accounts" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {organization.isError ? (
        <Titled title="AWS accounts">
          <LoadFailure error={organization.error} onRetry={() => void organization.refetch()} />
        </Titled>
      ) : (
        <AccountsInTree organization={organization.data} />
      )}
    </ConsolePage>
  )
}

const none: OrganizationTree['units'] = []

function AccountsInTree({ organization }: { organization: OrganizationTree | undefined }) {
  const { q = '', unit } = useSearch({ strict: false })
  const navigate = useNavigate()
  const units = organization?.units ?? none
  const tree = useAccountTree(units, q, unit)
  const [picked, setPicked] = useState<ReadonlyMap<string, Picked>>(new Map())
  const [text, setText] = useSearchText(
    q,
    (wanted) => void navigate({ to: '/console/organization', search: wanted ? { q: wanted } : {}, replace: true }),
  )
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const total = units.reduce((sum, { accounts }) => sum + accounts, 0)
  const open = (row: AccountRow): void => {
    if (row.kind === 'more') return
    void navigate({ href: `/console/organization/${row.kind === 'account' ? 'accounts' : 'units'}/${row.id}` })
  }
  return (
    <SpaceBetween size="m">
      <AccountsHeader
        view="tree"
        counter={organization ? counterOf(total, picked.size) : ''}
        picked={[...picked.values()]}
        onUnpick={() => setPicked(new Map())}
      />
      <Container
        disableContentPaddings
        header={
          <SpaceBetween size="xs">
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find units and accounts by name, id or e-mail ( / )"
              ariaLabel="Find units and accounts"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
            {organization && <Summary tree={tree} units={units.length - 1} search={q} />}
          </SpaceBetween>
        }
      >
        {tree.reading.map((unitId) => (
          <UnitLoader key={unitId} unitId={unitId} onLoaded={tree.onLoaded} />
        ))}
        {tree.error && <LoadFailure error={tree.error} />}
        {!organization || tree.searching ? (
          <Box padding="l">
            <RowSkeletons rows={8} />
          </Box>
        ) : tree.rows.length === 0 ? (
          <Empty title="Nothing matches" action={<Button onClick={() => setText('')}>Clear the search</Button>} />
        ) : (
          <AccountTree
            tree={tree}
            initial={unit}
            picked={new Set(picked.keys())}
            onPick={(row) => setPicked((old) => withToggled(old, row))}
            onOpen={open}
          />
        )}
      </Container>
    </SpaceBetween>
  )
}

function Summary({ tree: { found }, units, search }: { tree: Tree; units: number; search: string }) {
  if (!found) return <Box color="text-body-secondary">{countOf(units, 'organizational unit')}</Box>
  if (found.shown === found.total) return <Box color="text-body-secondary">{countOf(found.total, 'account')} found</Box>
  return (
    <Box color="text-body-secondary">
      The first {found.shown} of {countOf(found.total, 'account')} found.{' '}
      <Link href={`/console/organization/accounts?q=${encodeURIComponent(search)}`}>All as a list</Link>
    </Box>
  )
}

function withToggled(old: ReadonlyMap<string, Picked>, row: AccountRow): ReadonlyMap<string, Picked> {
  const next = new Map(old)
  if (row.kind === 'more' || next.delete(row.id)) return next
  return next.set(row.id, row.kind === 'account' ? { kind: 'account', account: row.account } : { kind: 'unit', unit: row.unit })
}
