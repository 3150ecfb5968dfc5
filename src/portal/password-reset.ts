import type { OperationContext } from '../access/context.ts'
import { beginAttempt, forgetFailures } from './attempts.ts'
import { maySignInByPassword } from './external/identity-source.ts'
import type { Outbox } from './mail.ts'
import { forgottenPasswordMail, mailTo, passwordChangedMail } from './mail-texts.ts'
import { changePassword, describePassword } from './passwords.ts'
import type { Person, PortalDirectory } from './portal-directory.ts'
import { createResetLink, findResetLink, linkInvalid, takeResetLink } from './reset-links.ts'
import type { SessionsEnded } from './sessions.ts'

const linkHours = 1

export interface PasswordResetOptions {
  readonly directory: PortalDirectory
  readonly administratorId: string | undefined
  readonly outbox: Outbox
  readonly onSessionsEnded: SessionsEnded
}

/** New passwords for people who forgot theirs, or were given a link. */
export function createPasswordReset({ directory, administratorId, outbox, onSessionsEnded }: PasswordResetOptions) {
  /** Who has no password signs in elsewhere, or has yet to be let in by an administrator. */
  const mayForget = async (context: OperationContext, { userId }: Person): Promise<boolean> =>
    (await maySignInByPassword(context, { userId, administratorId })) && (await describePassword(context, userId)).state !== 'none'

  /**
   * Sends a link to whoever has this name, a password and an address, and tells nobody whether there is such a person: what `later`
   * gets runs once the answer has left. Throws ThrottlingException as a sign-in does.
   */
  const forgottenPassword = async (context: OperationContext, userName: string, later: (work: () => void) => void): Promise<void> => {
    await beginAttempt(context, { userName, address: context.caller.sourceIp, kind: 'reset' })
    later(() =>
      outbox.post(context, async () => {
        const person = await directory.findUserByName(context, userName)
        if (!person?.enabled || person.email === undefined || !(await mayForget(context, person))) return undefined
        const { url } = await createResetLink(context, person.userId, linkHours)
        return mailTo(person, (person) => forgottenPasswordMail(context, person, { url, hours: linkHours }))
      }),
    )
  }

  /** Whose link it is. Throws ResetLinkInvalid. */
  const holderOfLink = async (context: OperationContext, token: string): Promise<Person> => {
    const person = await directory.findUser(context, await findResetLink(context, token))
    if (!person?.enabled) throw linkInvalid()
    return person
  }

  /** Uses a link up. All sessions of the person end; signing in is another step, with all that it asks for. */
  const resetPassword = async (context: OperationContext, { token, password }: { token: string; password: string }): Promise<Person> => {
    const person = await holderOfLink(context, token)
    await changePassword(context, person, password, async (context) => {
      await takeResetLink(context, token)
      await onSessionsEnded(context, person.userId)
    })
    await forgetFailures(context, person.userName)
    passwordChanged(context, person)
    return person
  }

  const passwordChanged = (context: OperationContext, person: Person): void =>
    outbox.post(context, async () => mailTo(person, (person) => passwordChangedMail(context, person)))

  return { forgottenPassword, holderOfLink, resetPassword, passwordChanged }
}
