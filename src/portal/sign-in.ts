import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { type CheckedPassword, changePassword, checkSignInPassword, holdPassword } from './passwords.ts'
import type { PortalDirectory } from './portal-directory.ts'
import { type NewSession, type Step, startSession } from './sessions.ts'
import type { Visitors } from './visitors.ts'

/** Signing in by password, and changing it. */
export function createSignIn(directory: PortalDirectory, { visitor }: Visitors) {
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

  return { signIn, chooseFirstPassword, replacePassword }
}

/** What is left to do once the password was right, in order. */
function stepsAfter({ oneTime }: CheckedPassword): Step[] {
  return oneTime ? ['new-password'] : []
}
