import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../components/empty.tsx'
import { LoadFailure } from '../components/load-failure.tsx'
import { RowSkeletons } from '../components/row-skeletons.tsx'
import { api } from '../lib/api.ts'
import type { PortalAccount } from '../lib/types.ts'
import { portalLink } from './role.ts'

const shown = 20

/** In place of a console page while no role is chosen, or the chosen one is gone: the person's roles, each leading to this very page. */
export function RoleChooser({ reason, target }: { reason: string; target: string }) {
  const accounts = useQuery({
    queryKey: ['portal-accounts', 'choose'],
    queryFn: () => api.get<{ accounts: PortalAccount[]; next?: string }>('/portal/accounts', { limit: shown }),
  })
  return (
    <main className="portal">
      <SpaceBetween size="l">
        <Header variant="h1" description={reason} actions={<Button href="/start">Access portal</Button>}>
          Choose a role
        </Header>
        {accounts.isError ? (
          <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
        ) : accounts.isPending ? (
          <Container>
            <RowSkeletons rows={3} />
          </Container>
        ) : accounts.data.accounts.length === 0 ? (
          <Empty title="You can enter no account yet">As soon as somebody gives you access to one, its roles appear here.</Empty>
        ) : (
          <Container>
            <ul className="account-list">
              {accounts.data.accounts.map((account) => (
                <Roles key={account.accountId} account={account} target={target} />
              ))}
            </ul>
          </Container>
        )}
        {accounts.data?.next && <Box color="text-body-secondary">There are more accounts in the access portal.</Box>}
      </SpaceBetween>
    </main>
  )
}

function Roles({ account, target }: { account: PortalAccount; target: string }) {
  const { accountId, name, roles } = account
  return (
    <li className="choice-row">
      <div>
        <div className="account-name">{name}</div>
        <span className="mono muted">{accountId}</span>
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        {roles.map((role) => (
          <Button key={role.name} href={portalLink(target, { accountId, roleName: role.name })} ariaLabel={`Enter ${name} as ${role.name}`}>
            {role.name}
          </Button>
        ))}
      </SpaceBetween>
    </li>
  )
}
