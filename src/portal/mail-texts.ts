import type { OperationContext } from '../access/context.ts'
import type { Mail } from './mail.ts'
import type { Person } from './portal-directory.ts'

// Each mail is a few lines: what happened, who asked, what to do if it was not you. Plain text, and the same as simple HTML.

interface Content {
  readonly subject: string
  readonly lines: readonly string[]
  readonly link?: { readonly text: string; readonly url: string }
  readonly otherwise: string
}

/** To people who asked for it because they forgot their password. */
export function forgottenPasswordMail(context: OperationContext, person: Addressee, link: { url: string; hours: number }): Mail {
  return write(person, {
    subject: 'Choose a new password',
    lines: [`Somebody asked for a new password for ${person.userName}: ${askedBy(context)}.`, 'This link works once, for one hour.'],
    link: { text: 'Choose a new password', url: link.url },
    otherwise: 'If that was not you, do nothing: your password stays as it is.',
  })
}

/** To people for whom an administrator made a link. */
export function resetLinkMail(person: Addressee, link: { url: string; hours: number }): Mail {
  return write(person, {
    subject: 'Choose a password',
    lines: [`An administrator sends you this link to choose a password for ${person.userName}.`, `It works once, for ${link.hours} hours.`],
    link: { text: 'Choose a password', url: link.url },
    otherwise: 'If you did not expect it, ask your administrators before you use it.',
  })
}

export function oneTimePasswordMail({ settings }: OperationContext, person: Addressee): Mail {
  return write(person, {
    subject: 'You were given a one-time password',
    lines: [
      `An administrator gave ${person.userName} a one-time password; the password before no longer works. They tell it to you in another way.`,
      'At the next sign-in you choose a password of your own.',
    ],
    link: { text: 'Sign in', url: settings.startUrl },
    otherwise: 'If you did not expect it, tell your administrators.',
  })
}

export function passwordChangedMail(context: OperationContext, person: Addressee): Mail {
  return write(person, {
    subject: 'Your password was changed',
    lines: [`The password of ${person.userName} was changed: ${askedBy(context)}.`, 'You are signed out everywhere else.'],
    otherwise: `If that was not you, tell your administrators at once, and choose a new password at ${context.settings.startUrl}.`,
  })
}

export function testMail(to: string): Mail {
  return write(
    { email: to, displayName: to },
    {
      subject: 'A test mail',
      lines: ['This is the mail that was asked for on the page “Sign-in settings”. Mails of Account Factory arrive here.'],
      otherwise: 'There is nothing to do.',
    },
  )
}

export type Addressee = Pick<Person, 'userName' | 'displayName'> & { readonly email: string }

/** Undefined for people without an address. */
export function mailTo(person: Person, write: (addressee: Addressee) => Mail): Mail | undefined {
  return person.email === undefined ? undefined : write({ ...person, email: person.email })
}

function askedBy({ caller, clock }: OperationContext): string {
  const browser = plain(caller.userAgent ?? 'unknown').slice(0, 200)
  return `on ${clock.now().toUTCString()} from the address ${caller.sourceIp}, with the browser “${browser}”`
}

function write({ email, displayName }: Pick<Addressee, 'email' | 'displayName'>, content: Content): Mail {
  const greeting = `Hello ${plain(displayName)},`
  const { subject, lines, link, otherwise } = content
  const text = [greeting, ...lines, ...(link ? [link.url] : []), otherwise].join('\n\n')
  const paragraphs = [greeting, ...lines].map((line) => `<p>${asHtml(line)}</p>`)
  const button = link ? [`<p><a href="${asHtml(link.url)}">${asHtml(link.text)}</a></p>`, `<p>${asHtml(link.url)}</p>`] : []
  const html = `<!doctype html><html lang="en"><body>${[...paragraphs, ...button, `<p>${asHtml(otherwise)}</p>`].join('\n')}</body></html>`
  return { to: email, subject: `Account Factory: ${subject}`, text: `${text}\n`, html }
}

/** On one line. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const asHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
