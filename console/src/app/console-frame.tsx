import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { Outlet, useLocation } from '@tanstack/react-router'
import { LoadFailure } from '../components/load-failure.tsx'
import { ApiError } from '../lib/api.ts'
import { groupDigits, shorten } from '../lib/format.ts'
import type { Person } from '../lib/types.ts'
import { ConsoleSearch } from './console-search.tsx'
import { needsSignIn } from './query-client.ts'
import { currentRegion, currentRole, setCurrentRegion } from './role.ts'
import { RoleChooser } from './role-chooser.tsx'
import { usePerson, useSession } from './session.ts'
import { TopNavigation } from './top-navigation.tsx'

const regions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'eu-north-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ca-central-1',
  'sa-east-1',
]

/** Everything under /console: who acts, in which account, role and Region, and the page below. */
export default function ConsoleFrame() {
  const location = useLocation()
  const chosen = currentRole()
  const person = usePerson()
  const session = useSession()
  const failure = session.error ?? person.error
  const target = location.pathname + location.searchStr
  // The query client is on its way to the sign-in page.
  if (needsSignIn(failure)) return null
  if (!chosen)
    return person.data ? (
      <ChooseRole person={person.data} reason="The console shows what a role may see. Which one?" target={target} />
    ) : null
  if (failure instanceof ApiError && (failure.code === 'AccessDeniedException' || failure.code === 'NoRoleChosen') && person.data) {
    return (
      <ChooseRole person={person.data} reason={`You cannot act as ${chosen.roleName} in account ${chosen.accountId}.`} target={target} />
    )
  }
  if (failure) return <CannotEnter error={failure} onRetry={() => void session.refetch()} />
  if (!session.data) return <Loading />
  const { roleName, userName, accountId, accountName, homeRegion } = session.data
  const region = currentRegion() ?? homeRegion
  const choices = [...new Set([homeRegion, ...regions])]
  return (
    <>
      <TopNavigation
        home="/console"
        personName={`${shorten(roleName, 24)}/${shorten(userName, 14)} @ ${groupDigits(accountId)}`}
        description={`${userName} as ${roleName} in ${accountName}, ${accountId}`}
        search={<ConsoleSearch />}
        utilities={[
          {
            type: 'menu-dropdown',
            text: region,
            title: 'Region',
            ariaLabel: `Region: ${region}`,
            items: choices.map((id) => ({ id, text: id, description: id === homeRegion ? 'Home Region' : '' })),
            onItemClick: ({ detail }) => {
              setCurrentRegion(detail.id)
              window.location.reload()
            },
          },
        ]}
        personItems={[
          { id: 'copy', text: 'Copy account id' },
          { id: 'portal', text: 'Switch role in the access portal', href: '/start' },
        ]}
        onPersonItem={(id) => {
          if (id === 'copy') void navigator.clipboard?.writeText(accountId)
        }}
      />
      <Outlet />
    </>
  )
}

function ChooseRole({ person, reason, target }: { person: Person; reason: string; target: string }) {
  return (
    <>
      <TopNavigation home="/start" personName={person.displayName} description={person.email} />
      <RoleChooser reason={reason} target={target} />
    </>
  )
}

/** The bar in its place, so that nothing jumps when the page comes. */
function Loading() {
  return (
    <>
      <TopNavigation home="/console" personName={undefined} />
      <Box textAlign="center" padding="xxxl">
        <Spinner size="large" />
      </Box>
    </>
  )
}

function CannotEnter({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Box padding="xxl">
      <LoadFailure error={error} onRetry={onRetry} action={{ text: 'Access portal', href: '/start' }} />
    </Box>
  )
}
