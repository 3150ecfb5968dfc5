// SAML 2.0 web browser SSO: a request by redirect, an answer by post.
//
// The library verifies signatures and times; what says for whom, to whom and once the assertion counts is checked here again, on the signed
// assertion alone and without exceptions for what is left out.
import {
  generateServiceProviderMetadata,
  type Profile,
  SAML,
  type SamlConfig,
  SamlStatusError,
  ValidateInResponseTo,
} from '@node-saml/node-saml'
import { readPlainXml } from '../../access/saml/plain-xml.ts'
import { randomHex } from '../../random.ts'
import { addressesOf, type Claims, type SamlProvider } from './provider.ts'
import { refuse } from './refusal.ts'
import { lifeSeconds } from './under-way.ts'

const clockSkewMs = 60_000
const longestResponse = 200_000
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

export interface SamlAnswer {
  readonly claims: Claims
  readonly assertionId: string
  /** When it is worth nothing any more in any case. */
  readonly validUntil: Date
}

export interface SamlQuestion {
  readonly url: string
  readonly provider: SamlProvider
  readonly now: Date
  /** Id of the request that is answered; undefined: nobody asked. */
  readonly requestId: string | undefined
}

function options({ url, provider, now, requestId }: SamlQuestion): SamlConfig {
  const { acsUrl, metadataUrl } = addressesOf(url, provider.id)
  return {
    callbackUrl: acsUrl,
    issuer: metadataUrl,
    audience: metadataUrl,
    entryPoint: provider.configuration.signInUrl,
    idpIssuer: provider.configuration.entityId,
    idpCert: [...provider.configuration.certificates],
    wantAssertionsSigned: true,
    // The assertion's own signature is what counts; the whole answer may be signed as well.
    wantAuthnResponseSigned: false,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    acceptedClockSkewMs: clockSkewMs,
    requestIdExpirationPeriodMs: lifeSeconds * 1000,
    ...(requestId !== undefined && { generateUniqueId: () => requestId }),
    validateInResponseTo: requestId === undefined ? ValidateInResponseTo.ifPresent : ValidateInResponseTo.always,
    cacheProvider: {
      saveAsync: async (_, value) => ({ value, createdAt: now.getTime() }),
      getAsync: async (key) => (key === requestId ? now.toISOString() : null),
      removeAsync: async (key) => key,
    },
  }
}

/** Where the browser takes the request. */
export async function samlRequest(
  question: Omit<SamlQuestion, 'requestId'>,
  state: string,
): Promise<{ redirect: string; secrets: { requestId: string } }> {
  const requestId = `_${randomHex(40)}`
  const redirect = await new SAML(options({ ...question, requestId })).getAuthorizeUrlAsync(state, undefined, {})
  return { redirect, secrets: { requestId } }
}

/** What the provider says of who signed in, when its answer holds: base64 as it was posted. */
export async function samlAnswer(question: SamlQuestion, samlResponse: string): Promise<SamlAnswer> {
  try {
    await checkForm(samlResponse)
    const { profile } = await new SAML(options(question)).validatePostResponseAsync({ SAMLResponse: samlResponse })
    if (!profile) throw new Error('there is no assertion')
    return checkAssertion(question, profile)
  } catch (error) {
    throw refuse(error instanceof SamlStatusError ? 'cancelled' : 'failed', error)
  }
}

async function checkForm(samlResponse: string): Promise<void> {
  if (samlResponse.length > longestResponse) throw new Error('the answer is too large')
  await readPlainXml(Buffer.from(samlResponse, 'base64').toString('utf8'))
}

/** Of xml2js: every element is a list, its attributes `$`, its text `_`. */
interface Element {
  readonly $?: Readonly<Record<string, string>>
  readonly _?: string
  readonly [name: string]: unknown
}

function elements(parent: Element | undefined, name: string): Element[] {
  const found = parent?.[name]
  return Array.isArray(found) ? found.map((each) => (typeof each === 'string' ? { _: each } : each)) : []
}

function checkAssertion({ url, provider, now, requestId }: SamlQuestion, profile: Profile): SamlAnswer {
  const assertion = profile.getAssertion?.().Assertion as Element | undefined
  const [issuer] = elements(assertion, 'Issuer')
  if (issuer?._ !== provider.configuration.entityId) throw new Error('the assertion is of another issuer')
  const [subject, ...others] = elements(assertion, 'Subject')
  if (!subject || others.length > 0 || !profile.nameID) throw new Error('the assertion lacks a subject')
  const { acsUrl } = addressesOf(url, provider.id)
  const confirmed = elements(subject, 'SubjectConfirmation')
    .filter(({ $ }) => $?.Method === bearer)
    .flatMap((confirmation) => elements(confirmation, 'SubjectConfirmationData'))
    .map(({ $ }) => ({ ...$, until: Date.parse($?.NotOnOrAfter ?? '') }) as { Recipient?: string; InResponseTo?: string; until: number })
    .find(({ Recipient, InResponseTo, until }) => Recipient === acsUrl && InResponseTo === requestId && until + clockSkewMs > now.getTime())
  if (!confirmed) throw new Error('no subject confirmation is for this service, this request and this time')
  const assertionId = assertion?.$?.ID
  if (!assertionId) throw new Error('the assertion has no id')
  const claims = { ...(profile.attributes as Claims | undefined), NameID: profile.nameID }
  return { claims, assertionId, validUntil: new Date(confirmed.until + clockSkewMs) }
}

/** Our metadata, for the provider. */
export function samlMetadata(url: string, providerId: string): string {
  const { acsUrl, metadataUrl } = addressesOf(url, providerId)
  return generateServiceProviderMetadata({ issuer: metadataUrl, callbackUrl: acsUrl, wantAssertionsSigned: true, identifierFormat: null })
}
