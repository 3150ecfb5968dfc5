import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useCallback, useRef, useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { AccountRow, type AccountRowActions } from './account-row.tsx'
import { copyAwsConfig } from './aws-config.ts'
import { moveByArrowKeys } from './use-arrow-keys.ts'
import { usePortalAccounts } from './use-portal-accounts.ts'

/** All accounts that a person may enter, by name; what is looked for stands in the address. */
export function AccountList(actions: AccountRowActions) {
  const { text, setText, searched, accounts, rows } = usePortalAccounts()
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  // What is found alone is what was looked for.
  const only = rows.length === 1
  const isOpen = (accountId: string): boolean => toggled[accountId] ?? only
  const allOpen = rows.length > 0 && rows.every(({ accountId }) => isOpen(accountId))
  const toggle = useCallback((accountId: string) => setToggled((old) => ({ ...old, [accountId]: !(old[accountId] ?? only) })), [only])
  const toggleAll = (): void => setToggled(Object.fromEntries(rows.map(({ accountId }) => [accountId, !allOpen])))
  return (
    <Container
      header={
        <SpaceBetween size="s">
          <Header
            variant="h2"
            counter={accounts.data ? `(${rows.length}${accounts.hasNextPage ? '+' : ''})` : ''}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <ConfigMenu disabled={rows.length === 0} />
                <Button disabled={rows.length === 0} onClick={toggleAll}>
                  {allOpen ? 'Collapse all' : 'Expand all'}
                </Button>
              </SpaceBetween>
            }
          >
            Accounts
          </Header>
          <div className="filter-row">
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find by name, id, email, OU or tag ( / )"
              ariaLabel="Find accounts"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          </div>
        </SpaceBetween>
      }
    >
      {accounts.isError ? (
        <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.isPending ? (
        <RowSkeletons rows={4} />
      ) : rows.length === 0 ? (
        <Nothing searched={searched} onClear={() => setText('')} />
      ) : (
        <ul className="account-list" aria-label="Accounts" onKeyDown={moveByArrowKeys}>
          {rows.map((account) => (
            <AccountRow key={account.accountId} account={account} expanded={isOpen(account.accountId)} onToggle={toggle} {...actions} />
          ))}
        </ul>
      )}
      {accounts.hasNextPage && (
        <Box textAlign="center" padding={{ top: 's' }}>
          <Button loading={accounts.isFetchingNextPage} loadingText="Loading" onClick={() => void accounts.fetchNextPage()}>
            Show more
          </Button>
        </Box>
      )}
    </Container>
  )
}

/** A profile for every account and role, for the AWS CLI and the SDKs. */
function ConfigMenu({ disabled }: { disabled: boolean }) {
  const [copied, setCopied] = useState<'copied' | 'failed'>()
  const copy = async (): Promise<void> => setCopied(await copyAwsConfig())
  return (
    <>
      <ButtonDropdown
        disabled={disabled}
        items={[
          { id: 'download', text: 'Download', href: '/api/portal/aws-config', iconName: 'download' },
          { id: 'copy', text: 'Copy', iconName: 'copy' },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'copy') void copy()
        }}
      >
        ~/.aws/config
      </ButtonDropdown>
      <span role="status" className="visually-hidden">
        {copied === 'copied' ? 'The config was copied.' : copied === 'failed' ? 'The config could not be copied.' : ''}
      </span>
    </>
  )
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  if (!searched) {
    return (
      <Empty title="No accounts yet">As soon as somebody gives you access to an account, or one is made for you, it appears here.</Empty>
    )
  }
  return (
    <Empty title="No account matches" action={<Button onClick={onClear}>Clear the search</Button>}>
      Try a part of the name, id, email address or OU, or a tag such as team=shop.
    </Empty>
  )
}
