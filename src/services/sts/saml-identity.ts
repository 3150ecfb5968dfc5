import { hash } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { childrenOf, textOf, type XmlElement } from '../../access/saml/plain-xml.ts'
import { readSignedAssertion, SamlRejection, type SignedAssertion } from '../../access/saml/signed-assertion.ts'
import { wallTime } from '../../clock.ts'
import { Fault } from '../../fault.ts'
import { findSamlProvider, type SamlProvider } from '../iam/index.ts'
import { type ClaimedSession, readClaimedSession, sessionNamePattern } from './claimed-session.ts'
import { type Attributes, attributeKeys, one, readAttributes } from './saml-attributes.ts'
import { confirmedRecipient, type Moment, sessionSeconds, validMoment } from './saml-validity.ts'

/** Who somebody is, by an assertion that an account's SAML provider has signed. */
export interface SamlIdentity {
  readonly provider: SamlProvider
  readonly subject: string
  /** `persistent`, `transient`, or the whole name of another format. */
  readonly subjectType: string
  readonly issuer: string
  readonly audience: string
  readonly nameQualifier: string
  readonly sessionName: string
  /** ARNs of the roles that the provider opens together with itself. */
  readonly roles: readonly string[]
  /** `saml:aud`, `saml:sub` and the others, as policies ask for them. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  /** Those of them that stay with the session: "Cross-service SAML-based AWS STS federation context keys" in the IAM user guide. */
  readonly samlKeys: Readonly<Record<string, readonly string[]>>
  readonly session: ClaimedSession
  readonly mostSeconds: number | undefined
  readonly assertionId: string
  /** When it is worth nothing any more in any case. */
  readonly validUntil: Date
}

interface Question {
  readonly secretKey: Buffer
  /** The account whose role is asked for; the provider has to be its own. */
  readonly accountId: string
  readonly providerArn: string
  /** Base64. */
  readonly response: string
}

/** Checks the assertion. Throws ValidationError, InvalidIdentityToken, ExpiredTokenException and IDPRejectedClaim. */
export async function readSamlIdentity(context: OperationContext, question: Question): Promise<SamlIdentity> {
  const { secretKey, accountId, providerArn } = question
  const [, owner, providerName] = /^arn:aws:iam::(\d{12}):saml-provider\/([\w.-]{1,128})$/.exec(providerArn) ?? []
  if (!owner || !providerName) throw new Fault('ValidationError', `${providerArn} is invalid`)
  const provider = owner === accountId ? await findSamlProvider(context, secretKey, providerArn) : undefined
  if (!provider) throw invalid("Specified provider doesn't exist.")
  const moment = { now: wallTime() }
  if (provider.validUntil.getTime() <= moment.now.getTime()) throw invalid('The metadata of the specified provider has ended.')
  const { assertion, wasEncrypted } = await verify(question.response, provider)
  if (provider.encryptionRequired && !wasEncrypted) throw invalid('The specified provider takes encrypted assertions only.')
  const issuer = textOf(childrenOf(assertion, 'assertion', 'Issuer')[0])
  if (issuer !== provider.entityId) throw invalid('Issuer not present in specified provider')
  const name = subjectOf(assertion)
  const validUntil = validMoment(assertion, provider, moment)
  const audience = confirmedRecipient(name.element, provider, moment)
  const nameQualifier = hash('sha1', `${issuer}${accountId}/${providerName}`, 'base64')
  const samlKeys = { 'saml:sub': [name.subject], 'saml:sub_type': [name.type], 'saml:namequalifier': [nameQualifier] }
  const attributes = readAttributes(assertion)
  return {
    ...{ provider, issuer, audience, nameQualifier, subject: name.subject, subjectType: name.type },
    sessionName: sessionNameOf(attributes),
    roles: rolesOf(attributes, providerArn),
    keys: {
      ...attributeKeys(attributes),
      ...samlKeys,
      ...{ 'saml:aud': [audience], 'saml:iss': [issuer], 'saml:doc': [`${accountId}/${providerName}`] },
    },
    samlKeys,
    session: sessionOf(attributes),
    mostSeconds: mostSecondsOf(assertion, attributes, moment),
    assertionId: idOf(assertion),
    validUntil,
  }
}

async function verify(base64: string, { certificates, decryptionKeys }: SamlProvider): Promise<SignedAssertion> {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64)) throw invalid('Invalid base64 SAMLResponse')
  try {
    return await readSignedAssertion(Buffer.from(base64, 'base64').toString('utf8'), { certificates, decryptionKeys })
  } catch (error) {
    if (error instanceof SamlRejection) throw new Fault('IDPRejectedClaim', `The identity provider let nobody in: ${error.message}`)
    // One answer for all that does not hold, so that nobody learns of encrypted assertions from it.
    throw new Fault('InvalidIdentityToken', 'Response signature invalid', { cause: error })
  }
}

const formatPrefix = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const longestSubject = 1024

function subjectOf(assertion: XmlElement): { element: XmlElement; subject: string; type: string } {
  const [element, ...others] = childrenOf(assertion, 'assertion', 'Subject')
  const [name, ...more] = childrenOf(element, 'assertion', 'NameID')
  const subject = textOf(name)
  if (!element || !name || others.length + more.length > 0 || subject === '' || subject.length > longestSubject)
    throw invalid('The assertion has to name one subject.')
  const format = name.getAttribute('Format') || `${formatPrefix}unspecified`
  return { element, subject, type: format.startsWith(formatPrefix) ? format.slice(formatPrefix.length) : format }
}

function sessionNameOf(attributes: Attributes): string {
  const name = one(attributes, 'RoleSessionName')
  if (name === undefined) throw invalid('RoleSessionName is required in AuthnResponse')
  if (!sessionNamePattern.test(name)) throw invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}')
  return name
}

/** Pairs of a role and a provider, in either order. */
function rolesOf(attributes: Attributes, providerArn: string): string[] {
  const pairs = (attributes.aws.get('Role') ?? []).map((pair) => pair.split(',').map((arn) => arn.trim()))
  return pairs.flatMap((pair) => (pair.length === 2 && pair.includes(providerArn) ? pair.filter((arn) => arn !== providerArn) : []))
}

function sessionOf(attributes: Attributes): ClaimedSession {
  const sourceIdentity = one(attributes, 'SourceIdentity')
  if (sourceIdentity !== undefined && !sessionNamePattern.test(sourceIdentity))
    throw invalid('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"')
  const tags = [...attributes.aws].flatMap(([name, values]): [string, string][] =>
    name.startsWith('PrincipalTag:') ? [[name.slice('PrincipalTag:'.length), values[0] ?? '']] : [],
  )
  return readClaimedSession({ tags, transitive: attributes.aws.get('TransitiveTagKeys') ?? [], sourceIdentity })
}

function mostSecondsOf(assertion: XmlElement, attributes: Attributes, moment: Moment): number | undefined {
  const statements = childrenOf(assertion, 'assertion', 'AuthnStatement')
  return sessionSeconds(
    one(attributes, 'SessionDuration'),
    statements.map((statement) => statement.getAttribute('SessionNotOnOrAfter') ?? ''),
    moment,
  )
}

function idOf(assertion: XmlElement): string {
  const id = assertion.getAttribute('ID')
  if (!id) throw invalid('The assertion has no id.')
  return id
}

const invalid = (message: string): Fault => new Fault('InvalidIdentityToken', message)
