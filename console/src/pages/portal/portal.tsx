import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { returnAddress, shortcutAddress } from '../../app/return-address.ts'
import { usePerson } from '../../app/session.ts'
import { AccountsPage } from './accounts.tsx'
import { SignedIn } from './signed-in.tsx'

/** The access portal: sign in, a first password, then the accounts. */
export default function Portal() {
  const signedIn = usePerson().data !== undefined
  const navigate = useNavigate()
  const { return: target } = useSearch({ from: '/start' })
  useEffect(() => {
    document.title = 'Access portal | Account Factory'
  }, [])
  useEffect(() => {
    const next = returnAddress(target, location.origin) ?? shortcutAddress(location.hash, location.origin)
    if (signedIn && next) void navigate({ href: next, replace: true })
  }, [signedIn, target, navigate])
  return <SignedIn>{(person) => <AccountsPage person={person} />}</SignedIn>
}
