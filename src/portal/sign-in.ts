import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { maySignInByPassword } from './external/identity-source.ts'
import { mfaSteps } from './mfa.ts'
import { changePassword, checkSignInPassword, holdPassword } from './passwords.ts'
import type { Person, PortalDirectory } from './portal-directory.ts'
import { type NewSession, type SessionsEnded, startSession } from './sessions.ts'
import type { Visitors } from './visitors.ts'

interface SignInInput {
  readonly userName: string
  readonly password: string
  /** By which the browser is trusted. */
  readonly trustCookie: string | undefined
}

export interface SignInOptions {
  readonly directory: PortalDirectory
  readonly visitors: Visitors
  readonly administratorId: string | undefined
  readonly onSessionsEnded: SessionsEnded
  /** After it is changed and stored. */
  readonly onPasswordChanged: (context: OperationContext, person: Person) => void
}

/** Signing in by password, and changing it. */
export function createSignIn(options: SignInOptions) {
  const { directory, visitors, administratorId, onSessionsEnded, onPasswordChanged } = options
  /** One error whatever is wrong: nothing tells whether the person exists, is disabled or has no password. */
  const signIn = async (context: OperationContext, input: SignInInput): Promise<NewSession> => {
    const wrong = (): Fault => new Fault('SignInFailed', 'The user name or the password is wrong.')
    const attempt = { userName: input.userName, address: context.caller.sourceIp }
    const failedBefore = await beginAttempt(context, attempt)
    const person = await directory.findUserByName(context, input.userName)
    const checked = await checkSignInPassword(context, person?.userId, input.password)
    if (!checked || !person?.enabled) throw wrong()
    if (!(await maySignInByPassword(context, { userId: checked.userId, administratorId }))) throw wrong()
    const session = await transaction(context, async (context) => {
      if (!(await holdPassword(context, checked))) return undefined
      const { userId, oneTime } = checked
      const steps = await mfaSteps(context, { userId, oneTime, failedBefore, trustCookie: input.trustCookie })
      if (steps === 'blocked') return steps
      return startSession(context, { userId, pending: oneTime ? [...steps, 'new-password'] : steps, method: 'password' })
    })
    if (!session) throw wrong()
    await forgiveAttempt(context, attempt)
    if (session !== 'blocked') return session
    const message = 'Signing in needs a device for multi-factor authentication, and you have none. Ask an administrator.'
    throw new Fault('AccessDeniedException', message)
  }

  /** The step that a sign-in with a one-time password ends with: a password of one's own. All other sessions of the person end. */
  const chooseFirstPassword = async (context: OperationContext, cookie: string | undefined, password: string): Promise<NewSession> => {
    const { session, person } = await visitors.visitor(context, cookie, 'new-password')
    const next = await changePassword(context, person, password, async (context) => {
      await onSessionsEnded(context, session.userId)
      return startSession(context, { ...session, pending: session.pending.slice(1) })
    })
    onPasswordChanged(context, person)
    return next
  }

  /** Another password in place of the present one, which has to be given. All other sessions of the person end. */
  const replacePassword = async (
    context: OperationContext,
    cookie: string | undefined,
    input: { currentPassword: string; password: string },
  ): Promise<NewSession> => {
    const { session, person } = await visitors.visitor(context, cookie)
    const attempt = { userName: person.userName, address: context.caller.sourceIp }
    await beginAttempt(context, attempt)
    if (!(await checkSignInPassword(context, person.userId, input.currentPassword)))
      throw new Fault('ValidationException', 'The present password is wrong.', { fields: { field: 'currentPassword' } })
    await forgiveAttempt(context, attempt)
    const next = await changePassword(context, person, input.password, async (context) => {
      await onSessionsEnded(context, person.userId)
      return startSession(context, session)
    })
    onPasswordChanged(context, person)
    return next
  }

  return { signIn, chooseFirstPassword, replacePassword }
}
