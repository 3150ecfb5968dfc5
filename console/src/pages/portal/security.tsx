import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect } from 'react'
import { TopNavigation } from '../../app/top-navigation.tsx'
import type { Person } from '../../lib/types.ts'
import { ChangePassword } from './change-password.tsx'
import { MfaDeviceList } from './mfa-devices.tsx'
import { OwnCommandLines } from './own-command-lines.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { SignedIn } from './signed-in.tsx'
import { TrustedDeviceList } from './trusted-devices.tsx'

/** What a person decides about their own sign-in: a section for each part. */
export default function Security() {
  useEffect(() => {
    document.title = 'Security | Account Factory'
  }, [])
  return <SignedIn>{(person) => <Sections person={person} />}</SignedIn>
}

function Sections({ person }: { person: Person }) {
  return (
    <>
      <TopNavigation home="/start" personName={person.displayName} description={person.email} />
      <main className="portal">
        <SpaceBetween size="l">
          <Header variant="h1" description={`How ${person.userName} signs in, and where.`}>
            Security
          </Header>
          <ChangePassword person={person} />
          <MfaDeviceList />
          <TrustedDeviceList />
          <OwnSessions />
          <OwnCommandLines />
        </SpaceBetween>
      </main>
    </>
  )
}
