import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useNarrow } from '../../components/use-narrow.ts'
import { AccountActions } from './account-actions.tsx'
import type { Picked } from './picked.ts'
import { Said } from './said.tsx'
import { useOrganization } from './use-organization.ts'

interface AccountsHeaderOptions {
  readonly view: 'tree' | 'list'
  readonly counter: string
  readonly picked: readonly Picked[]
  readonly onUnpick: () => void
}

/** What both views of the accounts have: title, the switch between them, the actions, and what was done last. */
export function AccountsHeader({ view, counter, picked, onUnpick }: AccountsHeaderOptions) {
  const { q } = useSearch({ strict: false })
  const navigate = useNavigate()
  const narrow = useNarrow()
  const organization = useOrganization()
  const [said, setSaid] = useState<string>()
  const show = (wanted: string): void =>
    void navigate({ to: wanted === 'list' ? '/console/organization/accounts' : '/console/organization', search: q ? { q } : {} })
  return (
    <SpaceBetween size="s">
      <Header
        variant="awsui-h1-sticky"
        counter={counter}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {narrow ? (
              <Button onClick={() => show(view === 'tree' ? 'list' : 'tree')}>{view === 'tree' ? 'List' : 'Hierarchy'}</Button>
            ) : (
              <SegmentedControl
                label="View"
                selectedId={view}
                options={[
                  { id: 'tree', text: 'Hierarchy' },
                  { id: 'list', text: 'List' },
                ]}
                onChange={({ detail }) => show(detail.selectedId)}
              />
            )}
            <AccountActions
              picked={picked}
              managementAccountId={organization.data?.managementAccountId}
              onDone={(what) => {
                setSaid(what)
                onUnpick()
              }}
            />
            <Button variant="primary" href="/console/catalog/products">
              Launch an account
            </Button>
          </SpaceBetween>
        }
      >
        AWS accounts
      </Header>
      <Said text={said} onDismiss={() => setSaid(undefined)} />
    </SpaceBetween>
  )
}

/** `(10,003)`, or `(2 of 10,003 selected)`. */
export function counterOf(total: number | undefined, picked: number): string {
  if (total === undefined) return ''
  return picked > 0 ? `(${picked} selected of ${total.toLocaleString('en')})` : `(${total.toLocaleString('en')})`
}
