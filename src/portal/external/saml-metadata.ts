import { X509Certificate } from 'node:crypto'
// Not among the library's exports, but its own safe parser; the version is pinned.
import { parseDomFromString, xpath } from '@node-saml/node-saml/lib/xml.js'
import { Fault } from '../../fault.ts'

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

export interface SamlMetadata {
  readonly entityId: string
  readonly signInUrl: string
  readonly certificates: readonly string[]
}

const invalid = (message: string): Fault => new Fault('ValidationException', `'metadata': ${message}`, { fields: { field: 'metadata' } })

/** What the metadata document of an identity provider says. Throws ValidationException. */
export async function readSamlMetadata(xml: string): Promise<SamlMetadata> {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw invalid('A document type is not accepted.')
  const document = await parseDomFromString(xml).catch(() => {
    throw invalid('It is not an XML document.')
  })
  const [descriptor, ...others] = xpath.selectElements(document, named('IDPSSODescriptor', '//'))
  if (!descriptor) throw invalid('It has no IDPSSODescriptor: it is not of an identity provider.')
  if (others.length > 0) throw invalid('It describes several identity providers: give the metadata of one.')
  const entityId = (descriptor.parentNode as typeof descriptor | null)?.getAttribute('entityID')
  const signInUrl = xpath
    .selectElements(descriptor, named('SingleSignOnService', './'))
    .find((service) => service.getAttribute('Binding') === redirectBinding)
    ?.getAttribute('Location')
  const certificates = xpath
    .selectElements(descriptor, named('KeyDescriptor', './'))
    .filter((key) => ['', 'signing'].includes(key.getAttribute('use') ?? ''))
    .flatMap((key) => xpath.selectElements(key, named('X509Certificate', './/')))
    .map((element) => element.textContent ?? '')
  if (!entityId) throw invalid('It has no entityID.')
  if (!signInUrl) throw invalid('It has no SingleSignOnService of the HTTP-Redirect binding.')
  if (certificates.length === 0) throw invalid('It has no signing certificate.')
  return { entityId, signInUrl, certificates: [...new Set(certificates.slice(0, 5).map(toPem))] }
}

const named = (name: string, axis: string): string => `${axis}*[local-name()='${name}']`

/** PEM of a certificate that comes as PEM or as bare base64. Throws ValidationException. */
export function toPem(text: string): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----|\s+/g, '')
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
  try {
    return new X509Certificate(pem).toString()
  } catch {
    throw new Fault('ValidationException', "'certificates': it is not an X.509 certificate.", { fields: { field: 'certificates' } })
  }
}
