import { childrenOf, textOf, type XmlElement } from '../../access/saml/plain-xml.ts'
import { Fault } from '../../fault.ts'
import type { SamlProvider } from '../iam/index.ts'

// For whom and until when an assertion counts. Assertions are real ones, also while the clock is a simulated one.

export interface Moment {
  readonly now: Date
}

/** Of the provider's clock. */
const toleranceMs = 60_000
/** "SAML assertion must be redeemed within 5 minutes of issuance." */
const redeemableMs = 5 * 60_000
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const signIn = /^https:\/\/([a-z]{2}(-[a-z]+)+-\d\.)?signin\.aws\.amazon\.com\/saml(\/acs\/([A-Z0-9]+))?$/

/** Whether it is AWS's sign-in address; with the provider's own id in it when assertions have to be encrypted. */
function isOurs(address: string, { uuid, encryptionRequired }: SamlProvider): boolean {
  const [matched, , , acs, id] = signIn.exec(address) ?? []
  return matched !== undefined && (acs === undefined ? !encryptionRequired : id === uuid)
}

/** The time of an attribute. Throws InvalidIdentityToken for what is none. */
function timeOf(element: XmlElement, name: string): number | undefined {
  const text = element.getAttribute(name)
  if (!text) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalid(`${name} is not a time.`)
  return time
}

function checkWindow(element: XmlElement, { now }: Moment): void {
  const [from, until] = [timeOf(element, 'NotBefore'), timeOf(element, 'NotOnOrAfter')]
  if (from !== undefined && now.getTime() + toleranceMs < from) throw invalid('Response is not yet valid')
  if (until !== undefined && now.getTime() - toleranceMs >= until) throw expired('Response has expired')
}

/** Checks the assertion's age, its conditions and its audience; until when it could still be shown. */
export function validMoment(assertion: XmlElement, provider: SamlProvider, moment: Moment): Date {
  const issued = timeOf(assertion, 'IssueInstant')
  if (issued === undefined) throw invalid('IssueInstant is missing.')
  const now = moment.now.getTime()
  if (issued > now + toleranceMs) throw invalid('Response is not yet valid')
  if (now >= issued + redeemableMs) throw expired('Token must be redeemed within 5 minutes of issuance')
  const [conditions, ...others] = childrenOf(assertion, 'assertion', 'Conditions')
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const isFor = (restriction: XmlElement): boolean =>
    childrenOf(restriction, 'assertion', 'Audience')
      .map(textOf)
      .some((audience) => (audience === 'urn:amazon:webservices' && !provider.encryptionRequired) || isOurs(audience, provider))
  if (!conditions || others.length > 0 || restrictions.length === 0 || !restrictions.every(isFor))
    throw invalid('Response does not contain the required audience.')
  checkWindow(conditions, moment)
  return new Date(issued + redeemableMs + toleranceMs)
}

/** The address to which the provider sent it: `saml:aud`. */
export function confirmedRecipient(subject: XmlElement, provider: SamlProvider, moment: Moment): string {
  const [confirmation, ...others] = childrenOf(subject, 'assertion', 'SubjectConfirmation')
  const [data, ...more] = childrenOf(confirmation, 'assertion', 'SubjectConfirmationData')
  if (!confirmation || !data || others.length + more.length > 0 || confirmation.getAttribute('Method') !== bearer)
    throw invalid('There must be exactly one SubjectConfirmation, of the bearer, with SubjectConfirmationData.')
  const recipient = data.getAttribute('Recipient') ?? ''
  if (!isOurs(recipient, provider)) throw invalid('The Recipient is not the sign-in address.')
  if (timeOf(data, 'NotOnOrAfter') === undefined) throw invalid('SubjectConfirmationData has no NotOnOrAfter.')
  checkWindow(data, moment)
  return recipient
}

/** How long the session may last at most, by the attribute SessionDuration and by SessionNotOnOrAfter. */
export function sessionSeconds(duration: string | undefined, ends: readonly string[], { now }: Moment): number | undefined {
  if (duration !== undefined && !(/^\d{3,5}$/.test(duration) && Number(duration) >= 900 && Number(duration) <= 43_200))
    throw invalid('SessionDuration in AuthnResponse must be a number of seconds from 900 to 43200.')
  const left = ends.filter((end) => end !== '').map((end) => Math.floor((Date.parse(end) - now.getTime()) / 1000))
  if (left.some(Number.isNaN)) throw invalid('SessionNotOnOrAfter is not a time.')
  if (left.some((seconds) => seconds <= 0)) throw expired('The session of the assertion has expired')
  const bounds = [...(duration === undefined ? [] : [Number(duration)]), ...left]
  return bounds.length > 0 ? Math.min(...bounds) : undefined
}

const invalid = (message: string): Fault => new Fault('InvalidIdentityToken', message)

const expired = (message: string): Fault => new Fault('ExpiredTokenException', message)
