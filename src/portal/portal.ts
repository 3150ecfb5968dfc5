// The web sign-in: people sign in with user name and password, see the accounts they may enter, and enter them as a role.
//
// It owns passwords, sessions and the counters of failed sign-ins. People and their access are IAM Identity Center's; the server hands
// them in as a PortalDirectory. It must never know a service, nor what the roles are for.
//
// A sign-in is a session with steps left (sessions.ts); `signedIn` is whoever has none left. Start here; routes.ts puts it on HTTP.
import type { Caller } from '../access/caller.ts'
import { type OperationContext, transaction } from '../access/context.ts'
import { issueTemporaryCredentials, type TemporaryCredentials } from '../access/credentials.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { type CheckedPassword, changePassword, checkSignInPassword, holdPassword } from './passwords.ts'
import type { Person, PortalDirectory, RoleChoice, RoleSession } from './portal-directory.ts'
import { advanceSession, endSession, findSession, type NewSession, type Session, type Step, startSession } from './sessions.ts'

export interface PortalOptions {
  readonly directory: PortalDirectory
  /** Seals the session tokens of temporary credentials. */
  readonly secretKey: Buffer
}

/** A person and the session they are in. */
export interface Visitor {
  readonly person: Person
  readonly session: Session
}

const notSignedIn = (): Fault => new Fault('NotSignedIn', 'Sign in at the access portal.')

const stepFaults: Record<Step, () => Fault> = {
  mfa: () => new Fault('MfaRequired', 'Give the second factor first.'),
  'mfa-enrolment': () => new Fault('MfaEnrolmentRequired', 'Register a device for multi-factor authentication first.'),
  'new-password': () => new Fault('NewPasswordRequired', 'Choose a new password first.'),
}

export type Portal = ReturnType<typeof createPortal>

export function createPortal({ directory, secretKey }: PortalOptions) {
  /** One error whatever is wrong: nothing tells whether the person exists, is disabled or has no password. */
  const signIn = async (context: OperationContext, input: { userName: string; password: string }): Promise<NewSession> => {
    const wrong = (): Fault => new Fault('SignInFailed', 'The user name or the password is wrong.')
    const attempt = { userName: input.userName, address: context.caller.sourceIp }
    await beginAttempt(context, attempt)
    const person = await directory.findUserByName(context, input.userName)
    const checked = await checkSignInPassword(context, person?.userId, input.password)
    if (!checked || !person?.enabled) throw wrong()
    const session = await transaction(context, async (context) => {
      if (!(await holdPassword(context, checked))) return undefined
      return startSession(context, { userId: checked.userId, pending: stepsAfter(checked), method: 'password' })
    })
    if (!session) throw wrong()
    await forgiveAttempt(context, attempt)
    return session
  }

  /** The step that a sign-in with a one-time password ends with: a password of one's own. All other sessions of the person end. */
  const chooseFirstPassword = async (context: OperationContext, cookie: string | undefined, password: string): Promise<NewSession> => {
    const { session } = await visitor(context, cookie, 'new-password')
    return changePassword(context, session.userId, password, (context) =>
      startSession(context, { ...session, pending: session.pending.slice(1) }),
    )
  }

  /** Another password in place of the present one, which has to be given. All other sessions of the person end. */
  const replacePassword = async (
    context: OperationContext,
    cookie: string | undefined,
    input: { currentPassword: string; password: string },
  ): Promise<NewSession> => {
    const { session, person } = await visitor(context, cookie)
    const attempt = { userName: person.userName, address: context.caller.sourceIp }
    await beginAttempt(context, attempt)
    if (!(await checkSignInPassword(context, person.userId, input.currentPassword)))
      throw new Fault('ValidationException', 'The present password is wrong.', { fields: { field: 'currentPassword' } })
    await forgiveAttempt(context, attempt)
    return changePassword(context, person.userId, input.password, (context) => startSession(context, session))
  }

  /** Whoever is at this step of their sign-in, or, without a step, through with it. Disabled people no longer are. */
  const visitor = async (context: OperationContext, cookie: string | undefined, step?: Step): Promise<Visitor> => {
    const session = await findSession(context, cookie)
    const person = session && (await directory.findUser(context, session.userId))
    if (!session || !person?.enabled) throw notSignedIn()
    const [next] = session.pending
    if (next && next !== step) throw stepFaults[next]()
    if (step && next !== step) throw new Fault('ValidationException', 'This step of the sign-in is done already.')
    return { person, session }
  }

  /** Who is signed in. Throws NotSignedIn, or what the sign-in still needs (MfaRequired, MfaEnrolmentRequired, NewPasswordRequired). */
  const signedIn = async (context: OperationContext, cookie: string | undefined): Promise<Person> => (await visitor(context, cookie)).person

  /** Goes on to the next step; `method` adds to how the person proved who they are. */
  const completeStep = async (context: OperationContext, { session }: Visitor, method?: string): Promise<NewSession> => {
    const advanced = await transaction(context, (context) => advanceSession(context, session, method))
    if (!advanced) throw notSignedIn()
    return advanced
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

  return {
    directory,
    signIn,
    signOut: endSession,
    chooseFirstPassword,
    replacePassword,
    visitor,
    completeStep,
    signedIn,
    enter,
    credentials,
  }
}

/** What is left to do once the password was right, in order. */
function stepsAfter({ oneTime }: CheckedPassword): Step[] {
  return oneTime ? ['new-password'] : []
}
