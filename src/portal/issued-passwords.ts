import type { OperationContext } from '../access/context.ts'
import { forgetFailures } from './attempts.ts'
import { mailTo, oneTimePasswordMail, resetLinkMail } from './mail-texts.ts'
import type { PasswordResetOptions } from './password-reset.ts'
import { createOneTimePassword } from './passwords.ts'
import type { Person } from './portal-directory.ts'
import { createResetLink, type ResetLink } from './reset-links.ts'

const linkHours = 24

/** A link that an administrator asked for, and whether it has gone to the person by itself. */
export interface IssuedLink extends ResetLink {
  readonly sentTo?: string
}

/** What administrators hand to people who cannot sign in. */
export function createIssuedPasswords({ outbox, onSessionsEnded }: Pick<PasswordResetOptions, 'outbox' | 'onSessionsEnded'>) {
  /** It goes to the person's address, when there is one and it can be reached. */
  const issueResetLink = async (context: OperationContext, person: Person): Promise<IssuedLink> => {
    const link = await createResetLink(context, person.userId, linkHours)
    const mail = mailTo(person, (person) => resetLinkMail(person, { url: link.url, hours: linkHours }))
    if (!mail || !outbox.sendMail) return link
    try {
      await outbox.sendMail(mail)
      return { ...link, sentTo: mail.to }
    } catch (error) {
      context.log.error({ err: error }, 'the mail with a link for a new password was not sent')
      return link
    }
  }

  /** What the person was signed in by ends. */
  const issueOneTimePassword = async (context: OperationContext, person: Person): Promise<{ password: string; expiresAt: Date }> => {
    const issued = await createOneTimePassword(context, person.userId, (context) => onSessionsEnded(context, person.userId))
    await forgetFailures(context, person.userName)
    outbox.post(context, async () => mailTo(person, (person) => oneTimePasswordMail(context, person)))
    return issued
  }

  return { issueResetLink, issueOneTimePassword }
}
