// The web sign-in: people sign in with user name and password, see the accounts they may enter, and enter them as a role.
//
// It owns passwords, sessions and the counters of failed sign-ins. People and their access are IAM Identity Center's; the server hands
// them in as a PortalDirectory. It must never know a service, nor what the roles are for.
//
// Start here; routes.ts puts it on HTTP, passwords.ts, sessions.ts and attempts.ts are its parts.
import type { Caller } from '../access/caller.ts'
import type { OperationContext } from '../access/context.ts'
import { issueTemporaryCredentials, type TemporaryCredentials } from '../access/credentials.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { checkSignInPassword, setPassword } from './passwords.ts'
import type { Person, PortalDirectory, RoleChoice, RoleSession } from './portal-directory.ts'
import { endSession, endSessions, findSession, startSession } from './sessions.ts'

export interface PortalOptions {
  readonly directory: PortalDirectory
  /** Seals the session tokens of temporary credentials. */
  readonly secretKey: Buffer
}

export interface SignedIn {
  /** Value of the new session's cookie. */
  readonly cookie: string
  readonly next: 'done' | 'new-password'
}

export type Portal = ReturnType<typeof createPortal>

export function createPortal({ directory, secretKey }: PortalOptions) {
  /** One error whatever is wrong: nothing tells whether the person exists, is disabled or has no password. */
  const signIn = async (context: OperationContext, input: { userName: string; password: string }): Promise<SignedIn> => {
    const attempt = { userName: input.userName, address: context.caller.sourceIp }
    await beginAttempt(context, attempt)
    const person = await directory.findUserByName(context, input.userName)
    const checked = await checkSignInPassword(context, person?.userId, input.password)
    if (!checked || !person?.enabled) throw new Fault('SignInFailed', 'The user name or the password is wrong.')
    await forgiveAttempt(context, attempt)
    const cookie = await startSession(context, { userId: checked.userId, mustChange: checked.oneTime })
    return { cookie, next: checked.oneTime ? 'new-password' : 'done' }
  }

  /** Sets the password of who is signed in, ends all their sessions and begins a new one. */
  const changePassword = async (context: OperationContext, cookie: string | undefined, password: string): Promise<SignedIn> => {
    const person = await signedIn(context, cookie, { mayHaveToChange: true })
    await setPassword(context, person.userId, password)
    await endSessions(context, person.userId)
    return { cookie: await startSession(context, { userId: person.userId, mustChange: false }), next: 'done' }
  }

  /** Who is signed in; a disabled person no longer is. Throws NotSignedIn or NewPasswordRequired. */
  const signedIn = async (
    context: OperationContext,
    cookie: string | undefined,
    options: { mayHaveToChange?: boolean } = {},
  ): Promise<Person> => {
    const session = await findSession(context, cookie)
    const person = session && (await directory.findUser(context, session.userId))
    if (!person?.enabled) throw new Fault('NotSignedIn', 'Sign in at the access portal.')
    if (session?.mustChange && !options.mayHaveToChange) throw new Fault('NewPasswordRequired', 'Choose a new password first.')
    return person
  }

  const roleSession = async (context: OperationContext, person: Person, role: RoleChoice): Promise<RoleSession> => {
    const session = await directory.findRoleSession(context, person, role)
    if (session) return session
    throw new Fault('AccessDeniedException', `${person.userName} may not enter account ${role.accountId} as ${role.roleName}.`)
  }

  /** The caller that a signed-in person is in the console, in the role that the page names. */
  const enter = async (context: OperationContext, cookie: string | undefined, role: RoleChoice): Promise<Caller> => {
    const person = await signedIn(context, cookie)
    const { principal } = await roleSession(context, person, role)
    return { ...principal, accessKeyId: 'console', sourceIp: context.caller.sourceIp }
  }

  const credentials = async (context: OperationContext, cookie: string | undefined, role: RoleChoice): Promise<TemporaryCredentials> => {
    const person = await signedIn(context, cookie)
    const { principal, sessionSeconds } = await roleSession(context, person, role)
    return issueTemporaryCredentials(secretKey, principal, new Date(context.clock.now().getTime() + sessionSeconds * 1000))
  }

  return { directory, signIn, signOut: endSession, changePassword, signedIn, enter, credentials }
}
