import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '../lib/api.ts'

const signedOutCodes = /^(NotSignedIn|MissingAuthenticationToken|ExpiredToken)(Exception)?$/
/** What a sign-in may still need. */
const unfinishedCodes = /^(NewPassword|Mfa|MfaEnrolment)Required$/

/** True when the person must sign in (again), or finish the sign-in, before anything else. */
export function needsSignIn(error: unknown): boolean {
  return error instanceof ApiError && (signedOutCodes.test(error.code) || unfinishedCodes.test(error.code))
}

/** The sign-in page that leads back to the page of the console given. */
export function signInLink(target: string): string {
  return `/start?return=${encodeURIComponent(target)}`
}

/** A session that ended while one worked: to the sign-in page, and back afterwards. The portal's pages show the form in their place. */
function onError(error: unknown): void {
  if (!needsSignIn(error)) return
  if (location.pathname.startsWith('/console')) location.replace(signInLink(location.pathname + location.search))
  // Who is signed in was known; it is asked once more.
  else if (queryClient.getQueryData(['person'])) void queryClient.resetQueries({ queryKey: ['person'] })
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A "no" stays a no; only a lost connection or a broken server is worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
})
