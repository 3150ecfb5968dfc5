import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { portalLink } from '../../app/role.ts'
import { TopNavigation } from '../../app/top-navigation.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import type { Person, PortalAccount } from '../../lib/types.ts'
import { AccessKeys } from './access-keys.tsx'
import { AccountList } from './account-list.tsx'
import { AccountRow, type AccountRowActions } from './account-row.tsx'
import { useFavourites } from './favourites.ts'
import { usePortalLayout } from './portal-layout.ts'
import { type RecentRole, recentRoles, rememberRole } from './recent-roles.ts'
import { RequestAccount } from './request-account.tsx'

const Applications = lazy(() => import('./applications.tsx'))
const Classic = lazy(() => import('./classic.tsx'))

/** The accounts a person may enter: starred ones, those entered lately, all of them, each with its roles. */
export function AccountsPage({ person }: { person: Person }) {
  const [keysOf, setKeysOf] = useState<{ account: PortalAccount; roleName: string }>()
  const [layout, setLayout] = usePortalLayout()
  const { accounts: favourites, isFavourite, toggle, failure } = useFavourites()
  const showKeys = useCallback((account: PortalAccount, roleName: string) => setKeysOf({ account, roleName }), [])
  const enter = useCallback(
    ({ accountId, name }: PortalAccount, roleName: string) => rememberRole(person.userId, { accountId, accountName: name, roleName }),
    [person.userId],
  )
  const actions: AccountRowActions = { onKeys: showKeys, onEnter: enter, onStar: toggle, isStarred: isFavourite }
  const { tab = 'accounts' } = useSearch({ from: '/start' })
  const navigate = useNavigate({ from: '/start' })
  const setTab = (id: string): void =>
    void navigate({ search: (old) => ({ ...old, tab: id === 'applications' ? id : undefined }), replace: true })
  const other = layout === 'classic' ? 'modern' : 'classic'
  return (
    <>
      <TopNavigation home="/start" personName={person.displayName} description={person.email} />
      <main className="portal">
        <SpaceBetween size="l">
          <Header
            variant="h1"
            description="Open a console, or take short-lived credentials, for the accounts you can enter."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => setLayout(other)}>
                  {other === 'classic' ? 'Classic layout' : 'Leave the classic layout'}
                </Button>
                <RequestAccount />
              </SpaceBetween>
            }
          >
            Access portal
          </Header>
          {failure && <Alert type="error">{failure.message}</Alert>}
          {layout === 'classic' ? (
            <Suspense fallback={<RowSkeletons rows={3} />}>
              <Classic onKeys={showKeys} onEnter={enter} />
            </Suspense>
          ) : (
            <>
              <SegmentedControl
                label="Show"
                selectedId={tab}
                options={[
                  { id: 'accounts', text: 'Accounts' },
                  { id: 'applications', text: 'Applications' },
                ]}
                onChange={({ detail }) => setTab(detail.selectedId)}
              />
              {tab === 'applications' ? (
                <Suspense fallback={<RowSkeletons rows={3} />}>
                  <Applications />
                </Suspense>
              ) : (
                <>
                  {favourites.length > 0 && <Favourites accounts={favourites} {...actions} />}
                  <RecentRoles userId={person.userId} />
                  <AccountList {...actions} />
                </>
              )}
            </>
          )}
        </SpaceBetween>
      </main>
      {keysOf && <AccessKeys {...keysOf} onClose={() => setKeysOf(undefined)} />}
    </>
  )
}

function Favourites({ accounts, ...actions }: AccountRowActions & { accounts: readonly PortalAccount[] }) {
  const [open, setOpen] = useState<string>()
  const toggle = useCallback((accountId: string) => setOpen((old) => (old === accountId ? undefined : accountId)), [])
  return (
    <section aria-labelledby="favourites">
      <Box variant="h2" fontSize="heading-s" padding={{ bottom: 'xs' }}>
        <span id="favourites">Favourites</span>
      </Box>
      <ul className="account-list favourites">
        {accounts.map((account) => (
          <AccountRow key={account.accountId} account={account} expanded={open === account.accountId} onToggle={toggle} {...actions} />
        ))}
      </ul>
    </section>
  )
}

function RecentRoles({ userId }: { userId: string }) {
  const [roles] = useState<readonly RecentRole[]>(() => recentRoles(userId))
  if (roles.length === 0) return null
  return (
    <section aria-labelledby="recent-roles">
      <SpaceBetween size="xs">
        <Box variant="h2" fontSize="heading-s" padding="n">
          <span id="recent-roles">Recently used</span>
        </Box>
        <div className="recent-roles">
          {roles.map((role) => (
            <a key={role.accountId + role.roleName} className="recent-role" href={portalLink('/console', role)}>
              <span className="recent-role-account">{role.accountName}</span>
              <Icon name="external" />
              <span className="recent-role-name">{role.roleName}</span>
            </a>
          ))}
        </div>
      </SpaceBetween>
    </section>
  )
}
