import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { LoadFailure } from '../components/load-failure.tsx'
import { ApiError } from '../lib/api.ts'
import { clearRole, currentRegion, currentRole, setCurrentRegion } from './role.ts'
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
  const signedOut = failure instanceof ApiError && failure.status === 401
  const target = location.pathname + location.searchStr
  useEffect(() => {
    if (signedOut || (failure instanceof ApiError && failure.code === 'NewPasswordRequired')) {
      window.location.replace(`/start?return=${encodeURIComponent(target)}`)
    }
  }, [signedOut, failure, target])
  useEffect(() => {
    if (!chosen) window.location.replace('/start')
  }, [chosen])

  if (!chosen || signedOut) return null
  if (failure) return <CannotEnter error={failure} onRetry={() => void session.refetch()} />
  if (!session.data) return <Loading />
  const { roleName, userName, accountId, accountName, homeRegion } = session.data
  const region = currentRegion() ?? homeRegion
  const choices = [...new Set([homeRegion, ...regions])]
  return (
    <>
      <TopNavigation
        home="/console"
        personName={`${roleName}/${userName}`}
        description={`${accountName} · ${accountId}`}
        utilities={[
          {
            type: 'menu-dropdown',
            text: region,
            ariaLabel: `Region: ${region}`,
            items: choices.map((id) => ({ id, text: id, description: id === homeRegion ? 'Home Region' : '' })),
            onItemClick: ({ detail }) => {
              setCurrentRegion(detail.id)
              window.location.reload()
            },
          },
        ]}
        personItems={[
          { id: 'account', text: `Account: ${accountName} (${accountId})` },
          { id: 'copy', text: 'Copy account id' },
          { id: 'portal', text: 'Access portal', href: '/start' },
        ]}
        onPersonItem={(id) => {
          if (id === 'copy') void navigator.clipboard.writeText(accountId)
        }}
      />
      <Outlet />
    </>
  )
}

function Loading() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" />
    </Box>
  )
}

/** The role may have been taken away since it was chosen. */
function CannotEnter({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isRole = error instanceof ApiError && (error.code === 'AccessDeniedException' || error.code === 'NoRoleChosen')
  useEffect(() => {
    if (isRole) clearRole()
  }, [isRole])
  return (
    <Box padding="xxl">
      <LoadFailure error={error} onRetry={onRetry} {...(isRole && { action: { text: 'Choose another role', href: '/start' } })} />
    </Box>
  )
}
