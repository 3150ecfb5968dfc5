// A SAML identity provider on a free port of this machine, by a library of its own. Its page posts the answer as providers' pages do; tests
// can have answers made that say something else, before or after they are signed.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify'

// What it is sent comes from us.
setSchemaValidator({ validate: async () => 'not asked' })

export interface SamlAnswer {
  nameId: string
  inResponseTo: string | undefined
  audience: string
  recipient: string
  issuer: string
  method: string
  notOnOrAfter: Date
  assertionId: string
  attributes: Record<string, string>
}

export interface TestSamlProvider {
  readonly entityId: string
  readonly metadata: string
  /** Who signs in on its page. */
  nameId: string
  /** With our metadata, only now. */
  begin(ourMetadata: string, acsUrl: string): void
  /** Base64 of a signed answer to the request in this address, or to none. */
  answer(request: string | undefined, change?: (answer: SamlAnswer) => void): Promise<string>
  stop(): Promise<void>
}

export async function startSamlProvider(): Promise<TestSamlProvider> {
  const keys = createSamlKeys()
  let handle: (url: string) => Promise<string> = async () => ''
  const server = createServer((request, response) => {
    void handle(request.url ?? '').then((html) => response.setHeader('content-type', 'text/html').end(html))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Another site than ours, which is 127.0.0.1: browsers keep lax cookies from its posts.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const entityId = `${origin}/metadata`
  const metadata = describeSamlProvider(entityId, `${origin}/sso`, keys.cert)
  const idp = IdentityProvider({ metadata, privateKey: keys.key, requestSignatureAlgorithm: sha256 })
  let ours: { metadata: string; acsUrl: string; sp: ReturnType<typeof ServiceProvider> } | undefined
  const answer: TestSamlProvider['answer'] = async (request, change = () => {}) => {
    if (!ours) throw new Error('the service is not known yet')
    const query = request === undefined ? undefined : Object.fromEntries(new URL(request, origin).searchParams)
    const parsed = query && (await idp.parseLoginRequest(ours.sp, 'redirect', { query }))
    const said: SamlAnswer = {
      nameId: test.nameId,
      inResponseTo: parsed && String(parsed.extract.request?.id),
      audience: ours.sp.entityMeta.getEntityID(),
      recipient: ours.acsUrl,
      issuer: entityId,
      method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
      notOnOrAfter: new Date(Date.now() + 300_000),
      assertionId: `_${randomUUID()}`,
      attributes: {},
    }
    change(said)
    const customTagReplacement = () => ({ id: said.assertionId, context: response(said) })
    const { context } = await idp.createLoginResponse(ours.sp, { extract: {} } as never, 'post', {}, { customTagReplacement })
    return context
  }
  handle = async (url) => {
    if (!url.startsWith('/sso')) return ''
    const relayState = new URL(url, origin).searchParams.get('RelayState') ?? ''
    return page(ours?.acsUrl ?? '', await answer(url), relayState)
  }
  const test: TestSamlProvider = {
    entityId,
    metadata,
    nameId: 'nobody',
    begin: (ourMetadata, acsUrl) => {
      ours = { metadata: ourMetadata, acsUrl, sp: ServiceProvider({ metadata: ourMetadata }) }
    },
    answer,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return test
}

const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** PEM of a new key and of its certificate. */
export function createSamlKeys(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-saml-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Example SAML']
    execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert], { stdio: 'pipe' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function describeSamlProvider(entityId: string, signInUrl: string, cert: string): string {
  const base64 = cert.replace(/-----[^-]+-----|\s/g, '')
  return `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><!-- example --><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${signInUrl}"/></md:IDPSSODescriptor></md:EntityDescriptor>`
}

/** The answer as it is before it is signed. */
function response(said: SamlAnswer): string {
  const [now, until] = [new Date(said.notOnOrAfter.getTime() - 600_000).toISOString(), said.notOnOrAfter.toISOString()]
  const answers = said.inResponseTo === undefined ? '' : ` InResponseTo="${said.inResponseTo}"`
  const attributes = Object.entries(said.attributes).map(
    ([name, value]) => `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`,
  )
  const statement = attributes.length > 0 ? `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>` : ''
  const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.assertionId}" Version="2.0" IssueInstant="${now}"><saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID>${said.nameId}</saml:NameID><saml:SubjectConfirmation Method="${said.method}"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${said.recipient}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${now}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>${statement}</saml:Assertion>`
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response-${said.assertionId}" Version="2.0" IssueInstant="${now}" Destination="${said.recipient}"${answers}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${said.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`
}

function page(acsUrl: string, samlResponse: string, relayState: string): string {
  return `<!doctype html><html lang="en"><title>Example SAML</title><h1>Example SAML</h1><form method="post" action="${acsUrl}">
<input type="hidden" name="SAMLResponse" value="${samlResponse}"><input type="hidden" name="RelayState" value="${relayState}">
<button>Sign in at the provider</button></form>`
}
