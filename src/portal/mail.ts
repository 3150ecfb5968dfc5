import type { OperationContext } from '../access/context.ts'

export interface Mail {
  /** One address, never a list. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Hands a mail to the mail server; rejects when that does not take it. */
export type SendMail = (mail: Mail) => Promise<void>

/** Mails on their way at a time; beyond that they are dropped, which the log says. */
const mostUnderway = 100

export type Outbox = ReturnType<typeof createOutbox>

/** Mails that nobody waits for. Without a mail server nothing is made and nothing sent. */
export function createOutbox(sendMail: SendMail | undefined) {
  const underway = new Set<Promise<void>>()

  /** `write` makes the mail, or decides that there is none. Neither delays nor fails the caller. */
  const post = (context: OperationContext, write: () => Promise<Mail | undefined>): void => {
    if (!sendMail) return
    if (underway.size >= mostUnderway) {
      context.log.warn('too many mails are on their way; one was dropped')
      return
    }
    const sent = write()
      .then((mail) => mail && sendMail(mail))
      .catch((error: unknown) => context.log.error({ err: error }, 'a mail was not sent'))
      .finally(() => underway.delete(sent))
    underway.add(sent)
  }

  /** Resolves when all that were posted have been sent or failed, or when it takes too long. */
  const settled = async (atMostMs = 2_000): Promise<void> => {
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, atMostMs)
    await Promise.race([Promise.all(underway), late.promise])
    clearTimeout(timer)
  }

  return { post, settled, sendMail }
}
